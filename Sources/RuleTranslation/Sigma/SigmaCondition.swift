import Document
import SourceText

/// Reads a condition such as `selection and not 1 of filter_*` over the selections of a rule.
struct SigmaCondition {
    struct Selection {
        var name: String
        var expression: RuleExpression
    }

    /// Selections that all conditions of a rule may name, patterns counted by what they stand for.
    static let expansionLimit = 20_000
    static let depthLimit = 50

    private struct Token {
        var word: String
        var range: SourceRange
    }

    /// What is left of ``expansionLimit``.
    private(set) var budget: Int
    private let text: RuleText
    private let value: DocumentValue
    private let selections: [Selection]
    private let places: [String: Int]
    private var tokens: [Token] = []
    private var position = 0
    private var depth = 0

    init(_ spelled: String, _ value: DocumentValue, _ text: RuleText, _ selections: [Selection], _ budget: Int) {
        self.text = text
        self.value = value
        self.selections = selections
        self.budget = budget
        places = Dictionary(selections.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        tokens = tokens(of: Array(spelled.utf8))
    }

    private func tokens(of bytes: [UInt8]) -> [Token] {
        let whole = text.range(value)
        let places = text.places(of: value, text: bytes)
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            let start = index
            index += 1
            let byte = bytes[start]
            if byte.isBlank { continue }
            if !SigmaCondition.isMark(byte) {
                while index < bytes.count, !bytes[index].isBlank, !SigmaCondition.isMark(bytes[index]) { index += 1 }
            }
            let range = places.map { SourceRange(start: Int($0[start]), end: Int($0[index - 1]) + 1) } ?? whole
            tokens.append(Token(word: String(decoding: bytes[start..<index], as: UTF8.self), range: range))
        }
        return tokens
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x28 || byte == 0x29 || byte == 0x7C }

    // MARK: grammar

    mutating func parse() throws(Diagnostic) -> RuleExpression {
        let expression = try alternatives()
        guard position == tokens.count else { throw unexpected("'and' or 'or'") }
        return expression
    }

    private func keyword(_ offset: Int = 0) -> String? {
        position + offset < tokens.count ? tokens[position + offset].word.lowercased() : nil
    }

    private mutating func take(_ word: String) -> Bool {
        guard keyword() == word else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws(Diagnostic) -> RuleExpression {
        var parts = [try conjunction()]
        while take("or") { parts.append(try conjunction()) }
        return .any(parts)
    }

    private mutating func conjunction() throws(Diagnostic) -> RuleExpression {
        var parts = [try negation()]
        while take("and") { parts.append(try negation()) }
        return .all(parts)
    }

    private mutating func negation() throws(Diagnostic) -> RuleExpression {
        var isNegated = false
        while take("not") { isNegated.toggle() }
        let expression = try operand()
        return isNegated ? .not(expression) : expression
    }

    private mutating func operand() throws(Diagnostic) -> RuleExpression {
        guard position < tokens.count else { throw unexpected("the name of a selection") }
        if take("(") {
            depth += 1
            guard depth <= SigmaCondition.depthLimit else {
                throw failure("rule-too-large", "the condition is nested more than \(SigmaCondition.depthLimit) levels deep")
            }
            let expression = try alternatives()
            guard take(")") else { throw unexpected("')'") }
            depth -= 1
            return expression
        }
        if keyword(1) == "of" { return try group() }
        let token = tokens[position]
        guard !["and", "or", "of", ")", "|"].contains(token.word.lowercased()) else { throw unexpected("the name of a selection") }
        guard let place = places[token.word] else {
            throw failure("sigma-condition", "there is no selection '\(token.word)'", hint: known)
        }
        position += 1
        try spend(1)
        return selections[place].expression
    }

    /// `1 of them`, `all of selection_*`.
    private mutating func group() throws(Diagnostic) -> RuleExpression {
        let quantity = tokens[position].word.lowercased()
        guard ["1", "any", "all"].contains(quantity) else {
            throw failure("sigma-condition", "'\(quantity) of' is not supported", hint: "it is '1 of' or 'all of'")
        }
        position += 2
        guard position < tokens.count, !["(", ")", "|"].contains(tokens[position].word) else {
            throw unexpected("'them' or a pattern of names")
        }
        let pattern = tokens[position].word
        let isAll = pattern.lowercased() == "them"
        let test = isAll ? nil : try? TextTest(.like, isExact: true, [pattern])
        // Whether it matches is asked of every selection.
        try spend(selections.count)
        let matching = selections.filter { selection in
            guard !selection.name.hasPrefix("_") || pattern.hasPrefix("_") else { return false }
            return test.map { test in Array(selection.name.utf8).withUnsafeBytes { test.matches($0) } } ?? isAll
        }
        guard !matching.isEmpty else {
            throw failure("sigma-condition", isAll ? "there are no selections" : "no selection is called '\(pattern)'", hint: known)
        }
        position += 1
        return quantity == "all" ? .all(matching.map(\.expression)) : .any(matching.map(\.expression))
    }

    private mutating func spend(_ count: Int) throws(Diagnostic) {
        budget -= count
        guard budget >= 0 else {
            throw failure("rule-too-large", "the condition names more than \(SigmaCondition.expansionLimit) selections")
        }
    }

    // MARK: mistakes

    private var known: String? {
        guard !selections.isEmpty else { return nil }
        return "there are " + selections.prefix(10).map(\.name).joined(separator: ", ") + (selections.count > 10 ? " …" : "")
    }

    private func failure(_ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        let range = position < tokens.count ? tokens[position].range : text.range(value)
        return text.failure(code, message, range, hint: hint)
    }

    private func unexpected(_ wanted: String) -> Diagnostic {
        if position < tokens.count, tokens[position].word == "|" {
            return failure(
                "sigma-aggregation", "aggregations behind '|' are not supported, and Sigma has given them up",
                hint: "write a correlation rule around this one")
        }
        let found = position < tokens.count ? "'\(tokens[position].word)'" : "the end"
        return failure("sigma-condition", "the condition wants \(wanted), found \(found)")
    }
}
