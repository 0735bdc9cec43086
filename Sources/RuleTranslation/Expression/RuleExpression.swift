import SourceText

/// A rule's condition on its way into the language: tests joined by and, or and not. Parts are shared, so that naming a selection or a
/// macro many times costs nothing before the text is written; ``weight`` says what that text will cost.
struct RuleExpression: Sendable {
    indirect enum Kind: Sendable {
        case test(RuleTest)
        case not(RuleExpression)
        case all([RuleExpression])
        case any([RuleExpression])
        case constant(Bool)
    }

    let kind: Kind
    /// About how many bytes of text this takes; stops growing at ``weightLimit``.
    let weight: Int
    /// Levels of and, or and not.
    let depth: Int

    /// Far over any text that the language takes.
    static let weightLimit = 1 << 40

    private init(_ kind: Kind, weight: Int, depth: Int) {
        self.kind = kind
        self.weight = min(weight, RuleExpression.weightLimit)
        self.depth = depth
    }

    static func test(_ test: RuleTest) -> RuleExpression { RuleExpression(.test(test), weight: test.weight, depth: 1) }
    static func constant(_ value: Bool) -> RuleExpression { RuleExpression(.constant(value), weight: 5, depth: 1) }

    static func not(_ part: RuleExpression) -> RuleExpression {
        switch part.kind {
        case .not(let inner): return inner
        case .constant(let value): return .constant(!value)
        default: return RuleExpression(.not(part), weight: part.weight + 3, depth: part.depth + 1)
        }
    }

    /// Every part holds; of no parts, true.
    static func all(_ parts: [RuleExpression]) -> RuleExpression {
        let parts = parts.count > 1 ? parts.filter { if case .constant(true) = $0.kind { false } else { true } } : parts
        return join(parts, empty: true) { .all($0) }
    }

    /// One part holds; of no parts, false.
    static func any(_ parts: [RuleExpression]) -> RuleExpression {
        let parts = parts.count > 1 ? parts.filter { if case .constant(false) = $0.kind { false } else { true } } : parts
        return join(parts, empty: false) { .any($0) }
    }

    private static func join(_ parts: [RuleExpression], empty: Bool, _ kind: ([RuleExpression]) -> Kind) -> RuleExpression {
        guard let first = parts.first else { return .constant(empty) }
        guard parts.count > 1 else { return first }
        var weight = 2
        var depth = 0
        for part in parts {
            weight = min(weight + part.weight + 4, weightLimit)
            depth = max(depth, part.depth)
        }
        return RuleExpression(kind(parts), weight: weight, depth: depth + 1)
    }
}

/// One question: `event.field("eventName").is("PutObject")`.
struct RuleTest: Sendable {
    /// What is asked: `event.field("eventName")`.
    var subject: String
    /// The function's name: `is`.
    var function: String
    /// The constants, as the language writes them; several become a list.
    var values: [String] = []
    /// Where the rule says so.
    var range: SourceRange
    /// A single value is written as a list as well.
    var isList = false

    var weight: Int { subject.utf8.count + function.utf8.count + values.reduce(8) { $0 + $1.utf8.count + 2 } }
}

/// Constants as the language writes them.
enum ConstantText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                // What can't be seen is spelled out.
                if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    static func list(_ texts: [String]) -> [String] { texts.map(quoted) }

    /// An integer where it is one.
    static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return value.description
    }
}
