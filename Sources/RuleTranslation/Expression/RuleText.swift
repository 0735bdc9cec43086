import Document
import SourceText

/// A rule's YAML, with places.
struct RuleText {
    let file: SourceFile

    func range(_ value: DocumentValue) -> SourceRange { value.origin?.range ?? SourceRange(start: 0, end: 0) }

    func location(_ value: DocumentValue) -> SourceLocation { file.location(range(value)) }

    func failure(_ code: String, _ message: String, _ value: DocumentValue, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code: code, message, location: location(value), hint: hint)
    }

    func failure(_ code: String, _ message: String, _ range: SourceRange, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code: code, message, location: file.location(range), hint: hint)
    }

    /// A scalar as the file spells it; nil for null, lists and maps.
    func scalar(_ value: DocumentValue) -> String? {
        if let text = value.string { return text }
        switch value.kind {
        case .bool, .int, .double:
            let spelled = file.text(range(value))
            if !spelled.isEmpty, spelled.utf8.count <= 64 { return spelled }
            if let bool = value.bool { return bool ? "true" : "false" }
            return value.double.map { NumberForm.text($0) }
        default: return nil
        }
    }

    /// A scalar's text, or nothing.
    func text(_ value: DocumentValue?) -> String? { value.flatMap { scalar($0) } }

    /// A list of scalars, or one scalar.
    func texts(_ value: DocumentValue?) -> [String] {
        guard let value else { return [] }
        return value.kind == .list ? value.elements.compactMap { scalar($0) } : scalar(value).map { [$0] } ?? []
    }

    /// Where the bytes of a scalar's text stand in the file: lines of a folded or literal text are indented there, and a quoted one may
    /// be spelled otherwise. Nil where that can't be told.
    func places(of value: DocumentValue, text: [UInt8]) -> [Int32]? {
        let range = range(value)
        let bytes = file.bytes
        let end = min(range.end, bytes.count)
        var places: [Int32] = []
        places.reserveCapacity(text.count)
        var at = range.start
        for byte in text {
            guard !byte.isBlank else {
                places.append(Int32(at))
                continue
            }
            // What is skipped is white space, or what introduces the text: quotes, `>-`.
            while at < end, bytes[at] != byte {
                guard bytes[at].isBlank || places.isEmpty else { return nil }
                at += 1
            }
            guard at < end else { return nil }
            places.append(Int32(at))
            at += 1
        }
        return places
    }

    /// The errors of a file that says a key twice: the first of the two is lost, which may be half of a rule.
    static func escalated(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.map { diagnostic in
            guard diagnostic.code == "duplicate-key" else { return diagnostic }
            var error = diagnostic
            error.severity = .error
            error.hint = "say it once; as it stands the rule may mean less than it seems to, so it is left out"
            return error
        }
    }

    /// Whether one of the diagnostics lies within a range.
    func isTouched(by diagnostics: [Diagnostic], _ range: SourceRange) -> Bool {
        let place = file.location(range)
        guard let start = place.start, let end = place.end else { return false }
        return diagnostics.contains { diagnostic in
            guard diagnostic.code == "duplicate-key" else { return false }
            guard let at = diagnostic.location?.start else { return true }
            return start <= at && at <= end
        }
    }
}

extension UInt8 {
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
