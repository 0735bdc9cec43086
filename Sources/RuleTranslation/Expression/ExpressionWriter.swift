import CEL
import SourceText

/// Writes a condition as text that people read: short ones in a line, long ones an operand a line; and remembers which piece of the
/// text came from where in the rule.
struct ExpressionWriter {
    /// Lines are broken where they would be longer.
    static let width = 110

    private(set) var text = ""
    private(set) var segments: [ExpressionSource.Segment] = []

    static func write(_ expression: RuleExpression) -> ExpressionWriter {
        var writer = ExpressionWriter()
        writer.write(expression, indent: 0, context: .top)
        return writer
    }

    private enum Context { case top, all, any, not }

    /// - Parameter isShort: whether the line goes on, said by what holds this and joins its parts in the same way.
    private mutating func write(_ expression: RuleExpression, indent: Int, context: Context, isShort: Bool = false) {
        switch expression.kind {
        case .constant(let value): text += value ? "true" : "false"
        case .test(let test): write(test, indent: indent)
        case .not(let part):
            text += "!"
            write(part, indent: indent, context: .not)
        case .all(let parts): join(parts, "&&", expression, indent, context, .all, isShort)
        case .any(let parts): join(parts, "||", expression, indent, context, .any, isShort)
        }
    }

    private mutating func join(
        _ parts: [RuleExpression], _ operation: String, _ expression: RuleExpression, _ indent: Int, _ context: Context,
        _ inner: Context, _ isGivenShort: Bool
    ) {
        let isBare = context == .top || context == inner
        let isShort = context == inner ? isGivenShort : expression.weight + indent <= ExpressionWriter.width
        let inside = isBare ? indent : indent + 2
        if !isBare { text += "(" }
        if !isBare, !isShort { newLine(inside) }
        for (index, part) in parts.enumerated() {
            if index > 0 {
                if isShort { text += " " } else { newLine(inside) }
                text += operation + " "
            }
            write(part, indent: isShort ? indent : inside, context: inner, isShort: isShort)
        }
        if !isBare, !isShort { newLine(indent) }
        if !isBare { text += ")" }
    }

    private mutating func newLine(_ indent: Int) { text += "\n" + String(repeating: " ", count: indent) }

    private mutating func write(_ test: RuleTest, indent: Int) {
        segments.append(ExpressionSource.Segment(textOffset: text.utf8.count, fileOffset: test.range.start))
        text += test.subject + "." + test.function + "("
        if test.values.count > 1 || test.isList {
            let isShort = test.weight + indent <= ExpressionWriter.width
            text += "["
            if !isShort { newLine(indent + 2) }
            var column = indent + 2
            for (index, value) in test.values.enumerated() {
                if index > 0 {
                    text += ","
                    if !isShort, column + value.utf8.count + 2 > ExpressionWriter.width {
                        newLine(indent + 2)
                        column = indent + 2
                    } else {
                        text += " "
                    }
                }
                text += value
                column += value.utf8.count + 2
            }
            if !isShort { newLine(indent) }
            text += "]"
        } else {
            text += test.values.joined()
        }
        text += ")"
    }
}
