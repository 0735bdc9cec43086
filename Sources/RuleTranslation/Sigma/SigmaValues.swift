import CEL
import Document
import SourceText

/// The values of one detection item on their way through its modifiers.
struct SigmaValues {
    let text: RuleText
    let range: SourceRange
    let placeholders: [String: [String]]

    /// Each value of the rule, and what it has become: one of several is enough.
    private(set) var groups: [[SigmaValue]] = []
    /// Every group must hold, not one.
    private(set) var isAll = false
    /// Upper and lower case differ.
    private(set) var isCased = false

    /// Values that one item may become, through placeholders and encodings.
    static let limit = 10_000

    init(text: RuleText, range: SourceRange, placeholders: [String: [String]]) {
        self.text = text
        self.range = range
        self.placeholders = placeholders
    }

    func failure(_ code: String, _ message: String, hint: String? = nil) -> Diagnostic { text.failure(code, message, range, hint: hint) }

    mutating func take(_ elements: [DocumentValue]) throws(Diagnostic) {
        guard elements.count <= SigmaValues.limit else {
            throw failure("rule-too-large", "there are more than \(SigmaValues.limit) values")
        }
        for element in elements {
            let spelled = text.scalar(element) ?? ""
            switch element.kind {
            case .null: groups.append([.null])
            case .bool: groups.append([.bool(element.bool == true)])
            case .int: groups.append([.number(Double(element.int ?? 0), literal: String(element.int ?? 0), raw: spelled)])
            case .double:
                let value = element.double ?? 0
                let number = SigmaValue.number(value, literal: value.description, raw: spelled)
                groups.append([value.isFinite ? number : .text(WildcardText(spelled), raw: spelled)])
            case .string: groups.append([.text(WildcardText(spelled), raw: spelled)])
            default:
                throw text.failure("sigma-value", "a value is a text, a number, a boolean or null", element)
            }
        }
    }

    mutating func apply(_ names: [String]) throws(Diagnostic) {
        for name in names {
            guard let modifier = SigmaModifier(rawValue: name) else {
                throw failure("sigma-modifier", "the modifier '\(name)' is not supported", hint: SigmaModifier.refused[name])
            }
            switch modifier {
            case .all: isAll = true
            case .cased: isCased = true
            case .expand: try expand()
            default:
                for index in groups.indices {
                    var changed: [SigmaValue] = []
                    for value in groups[index] { changed += try change(value, modifier) }
                    groups[index] = changed
                }
            }
        }
    }

    // MARK: one value, one modifier

    private func change(_ value: SigmaValue, _ modifier: SigmaModifier) throws(Diagnostic) -> [SigmaValue] {
        switch modifier {
        case .contains, .startswith, .endswith: return [try widened(value, modifier)]
        case .re:
            guard let raw = raw(value) else { throw misfit(modifier, "a text") }
            return [.pattern(raw, flags: [])]
        case .i, .ignorecase, .m, .multiline, .s, .dotall:
            guard case .pattern(let pattern, let flags) = value, let flag = modifier.rawValue.first else {
                throw misfit(modifier, "a regular expression, behind 're'")
            }
            return [.pattern(pattern, flags: flags.union([modifier == .ignorecase ? "i" : modifier == .dotall ? "s" : flag]))]
        case .cidr:
            guard let raw = raw(value), RuleFunctions.network(raw) != nil else { throw misfit(modifier, "a network such as 10.0.0.0/8") }
            return [.network(raw)]
        case .lt, .lte, .gt, .gte: return [try comparison(value, modifier)]
        case .exists:
            switch value {
            case .bool(let value): return [.exists(value)]
            case .text(_, "true"): return [.exists(true)]
            case .text(_, "false"): return [.exists(false)]
            default: throw misfit(modifier, "true or false")
            }
        case .fieldref:
            guard case .text(_, let raw) = value, !raw.isEmpty else { throw misfit(modifier, "the name of a field") }
            return [.field(raw, way: .whole)]
        case .windash:
            guard case .text(let text, _) = value else { throw misfit(modifier, "a text") }
            return [.dashed(text)]
        case .base64, .base64offset: return try encoded(value, modifier)
        case .utf16le, .wide, .utf16be, .utf16:
            guard case .text(let text, _) = value, let plain = text.plain else { throw misfit(modifier, "a text without wildcards") }
            return [.bytes(SigmaValues.utf16(plain, modifier))]
        case .all, .cased, .expand: return [value]
        }
    }

    private func misfit(_ modifier: SigmaModifier, _ wanted: String) -> Diagnostic {
        failure("sigma-modifier", "the modifier '\(modifier.rawValue)' wants \(wanted)")
    }

    private func raw(_ value: SigmaValue) -> String? {
        switch value {
        case .text(_, let raw), .number(_, _, let raw): raw
        default: nil
        }
    }

    private func widened(_ value: SigmaValue, _ modifier: SigmaModifier) throws(Diagnostic) -> SigmaValue {
        let (before, after) = (modifier != .startswith, modifier != .endswith)
        func widened(_ text: WildcardText) -> WildcardText {
            WildcardText(parts: (before ? [.run] : []) + text.parts + (after ? [.run] : []))
        }
        switch value {
        case .text(let text, let raw): return .text(widened(text), raw: raw)
        case .dashed(let text): return .dashed(widened(text))
        case .number(_, _, let raw): return .text(widened(WildcardText(parts: [.text(raw)])), raw: raw)
        case .bool(let value): return .text(widened(WildcardText(parts: [.text(value ? "true" : "false")])), raw: "")
        case .field(let name, .whole): return .field(name, way: modifier == .contains ? .part : modifier == .startswith ? .start : .end)
        // A regular expression is searched for anyway.
        case .pattern where modifier == .contains: return value
        default: throw misfit(modifier, "a text")
        }
    }

    private func comparison(_ value: SigmaValue, _ modifier: SigmaModifier) throws(Diagnostic) -> SigmaValue {
        let number: Double? =
            switch value {
            case .number(let number, _, _): number
            case .text(_, let raw): Array(raw.utf8).withUnsafeBytes { NumberForm.number($0) }
            default: nil
            }
        guard let number, number.isFinite else { throw misfit(modifier, "a number") }
        let function =
            switch modifier {
            case .lt: "below"
            case .lte: "atMost"
            case .gt: "above"
            default: "atLeast"
            }
        return .comparison(function: function, number)
    }

    private func encoded(_ value: SigmaValue, _ modifier: SigmaModifier) throws(Diagnostic) -> [SigmaValue] {
        let bytes: [UInt8]
        switch value {
        case .bytes(let known): bytes = known
        case .text(let text, _):
            guard let plain = text.plain else { throw misfit(modifier, "a text without wildcards") }
            bytes = Array(plain.utf8)
        case .number(_, _, let raw): bytes = Array(raw.utf8)
        default: throw misfit(modifier, "a text")
        }
        guard !bytes.isEmpty else { throw misfit(modifier, "a text that is not empty") }
        let forms = modifier == .base64 ? [Base64Form.encode(bytes)] : Base64Form.offsets(of: bytes)
        // Of a very short text nothing is left that doesn't hang on its neighbours.
        guard forms.allSatisfy({ !$0.isEmpty }) else { throw misfit(modifier, "a longer text") }
        return forms.map { .text(WildcardText(parts: [.text($0)]), raw: $0) }
    }

    static func utf16(_ text: String, _ modifier: SigmaModifier) -> [UInt8] {
        var bytes: [UInt8] = modifier == .utf16 ? [0xFF, 0xFE] : []
        for unit in text.utf16 {
            let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
            bytes += modifier == .utf16be ? [high, low] : [low, high]
        }
        return bytes
    }

    // MARK: placeholders

    private mutating func expand() throws(Diagnostic) {
        var count = 0
        for index in groups.indices {
            var expanded: [SigmaValue] = []
            for value in groups[index] {
                guard case .text(_, let raw) = value else { throw misfit(.expand, "a text") }
                let texts = try SigmaPlaceholders.expand(raw, placeholders, limit: SigmaValues.limit - count) { failure($0, $1, hint: $2) }
                for text in texts {
                    expanded.append(.text(WildcardText(text), raw: text))
                    count += 1
                }
            }
            groups[index] = expanded
        }
    }
}
