public import CEL
import SourceText

/// A rule's condition in the language.
public struct TranslatedCondition: Sendable {
    /// The expression, as people read it.
    public let text: String
    /// The expression compiled in the environment that the translator was given. Places in its messages and evidence are the rule's.
    public let program: Program
    /// The fields that the condition reads, by the names that the rule gives them, sorted.
    public let fields: [String]

    /// What one expression may weigh: the language's own limit.
    static let sizeLimit = 256 << 10
    /// Levels of and, or and not; the language takes 250 levels of anything.
    static let depthLimit = 80

    /// Writes and compiles a condition.
    ///
    /// - Throws: a condition that is too large (`rule-too-large`) or that the language refuses (the compiler's own codes).
    init(
        _ expression: RuleExpression, fields: Set<String>, in file: SourceFile, at range: SourceRange, _ environment: Environment
    ) throws(Diagnostic) {
        guard expression.weight <= TranslatedCondition.sizeLimit, expression.depth <= TranslatedCondition.depthLimit else {
            throw Diagnostic(
                .error, code: "rule-too-large",
                expression.depth > TranslatedCondition.depthLimit
                    ? "the condition is nested more than \(TranslatedCondition.depthLimit) levels deep"
                    : "written out, the condition takes more than \(TranslatedCondition.sizeLimit) bytes",
                location: file.location(range), hint: "split the rule, or name fewer selections in its condition")
        }
        let writer = ExpressionWriter.write(expression)
        let source = ExpressionSource(writer.text, in: file, segments: writer.segments)
        let compilation = environment.compile(source, expecting: .bool)
        guard let program = compilation.program else {
            throw compilation.diagnostics.first
                ?? Diagnostic(.error, code: "rule-untranslatable", "the condition cannot be compiled", location: file.location(range))
        }
        text = writer.text
        self.program = program
        self.fields = fields.sorted()
    }
}
