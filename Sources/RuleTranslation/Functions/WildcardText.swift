/// A text with wildcards, as Sigma writes it: `*` is any run of characters, `?` one character, and `\` before one of them or
/// before itself takes its meaning away. A backslash before anything else is a backslash.
struct WildcardText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String)
        /// `*`
        case run
        /// `?`
        case single
    }

    private(set) var parts: [Part] = []

    init(parts: [Part]) { for part in parts { append(part) } }

    init(_ text: String) {
        var literal = ""
        var isEscaped = false
        for character in text.unicodeScalars {
            if isEscaped {
                if character != "*", character != "?", character != "\\" { literal += "\\" }
                literal.unicodeScalars.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "*" || character == "?" {
                append(.text(literal))
                literal = ""
                append(character == "*" ? .run : .single)
            } else {
                literal.unicodeScalars.append(character)
            }
        }
        append(.text(isEscaped ? literal + "\\" : literal))
    }

    /// Neighbouring texts become one, and so do neighbouring runs; empty texts vanish.
    mutating func append(_ part: Part) {
        switch (parts.last, part) {
        case (_, .text("")), (.run, .run): break
        case (.text(let before), .text(let after)): parts[parts.count - 1] = .text(before + after)
        default: parts.append(part)
        }
    }

    /// The text, where there are no wildcards.
    var plain: String? {
        switch parts.count {
        case 0: return ""
        case 1: if case .text(let text) = parts[0] { return text }
        default: break
        }
        return nil
    }

    var hasSingle: Bool { parts.contains(.single) }
    var isASCII: Bool {
        parts.allSatisfy { part in
            if case .text(let text) = part { text.utf8.allSatisfy { $0 < 0x80 } } else { true }
        }
    }

    /// As it would be written: what would be taken for a wildcard is escaped.
    var written: String {
        parts.map { part in
            switch part {
            case .text(let text): WildcardText.escaped(text)
            case .run: "*"
            case .single: "?"
            }
        }.joined()
    }

    /// A literal text in a form that ``init(_:)`` reads as itself.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            if character == "*" || character == "?" || character == "\\" { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result
    }

    /// As an RE2 expression over the whole text; `isPart`: anywhere in it.
    func pattern(isExact: Bool, isPart: Bool = false) -> String {
        var result = isExact ? "(?s)" : "(?is)"
        if !isPart { result += "^" }
        for part in parts {
            switch part {
            case .text(let text): result += RegexText.escaped(text)
            case .run: result += ".*"
            case .single: result += "."
            }
        }
        return isPart ? result : result + "$"
    }
}

/// Texts for RE2.
enum RegexText {
    private static let special = Set("\\.+*?()|[]{}^$".unicodeScalars)

    /// A literal text.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            if character.value == 0 {
                result += "\\x00"
                continue
            }
            if special.contains(character) { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result
    }
}
