import SourceText

/// Cuts an expression into words. Never fails: what isn't a word becomes `.invalid` and an issue.
struct Lexer {
    private let bytes: [UInt8]
    private var offset = 0
    private(set) var tokens: [Token] = []
    private(set) var issues: [Issue] = []

    /// More issues than this help nobody.
    static let issueLimit = 20

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func tokens(of bytes: [UInt8]) -> (tokens: [Token], issues: [Issue]) {
        var lexer = Lexer(bytes)
        lexer.tokens.reserveCapacity(bytes.count / 3 + 1)
        while lexer.next() {}
        return (lexer.tokens, lexer.issues)
    }

    private func peek(_ ahead: Int = 0) -> UInt8 {
        let at = offset + ahead
        return at < bytes.count ? bytes[at] : 0
    }

    private mutating func emit(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind: kind, range: SourceRange(start: start, end: offset)))
    }

    private mutating func complain(_ code: Issue.Code, _ message: String, from start: Int, hint: String? = nil) {
        guard issues.count < Lexer.issueLimit else { return }
        issues.append(Issue(code, message, SourceRange(start: start, end: max(offset, start)), hint: hint))
    }

    private mutating func next() -> Bool {
        skipSpace()
        let start = offset
        guard start < bytes.count else {
            // What is missing is missing behind the last word, not behind the line breaks that a YAML block ends with.
            let place = tokens.last?.range.end ?? start
            tokens.append(Token(kind: .end, range: SourceRange(start: place, end: place)))
            return false
        }
        let byte = bytes[start]
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            number(from: start)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            if !prefixedString(from: start) { word(from: start) }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            string(from: start, raw: false, bytes: false)
        case UInt8(ascii: "`"):
            quotedName(from: start)
        case UInt8(ascii: ".") where peek(1).isDigit:
            number(from: start)
        default:
            symbol(byte, from: start)
        }
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C:
                offset += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
            default:
                return
            }
        }
    }

    private mutating func symbol(_ byte: UInt8, from start: Int) {
        let following = peek(1)
        func two(_ second: Character) -> Bool { following == second.asciiValue }
        let (kind, length): (Token.Kind, Int) =
            switch byte {
            case UInt8(ascii: "("): (.leftParen, 1)
            case UInt8(ascii: ")"): (.rightParen, 1)
            case UInt8(ascii: "["): (.leftBracket, 1)
            case UInt8(ascii: "]"): (.rightBracket, 1)
            case UInt8(ascii: "{"): (.leftBrace, 1)
            case UInt8(ascii: "}"): (.rightBrace, 1)
            case UInt8(ascii: "."): (.dot, 1)
            case UInt8(ascii: ","): (.comma, 1)
            case UInt8(ascii: "?"): (.question, 1)
            case UInt8(ascii: ":"): (.colon, 1)
            case UInt8(ascii: ";"): (.semicolon, 1)
            case UInt8(ascii: "+"): (.plus, 1)
            case UInt8(ascii: "-"): (.minus, 1)
            case UInt8(ascii: "*"): (.star, 1)
            case UInt8(ascii: "/"): (.slash, 1)
            case UInt8(ascii: "%"): (.percent, 1)
            case UInt8(ascii: "!"): two("=") ? (.notEqual, 2) : (.not, 1)
            case UInt8(ascii: "<"): two("=") ? (.lessEqual, 2) : (.less, 1)
            case UInt8(ascii: ">"): two("=") ? (.greaterEqual, 2) : (.greater, 1)
            case UInt8(ascii: "="): two("=") ? (.equal, 2) : (.invalid, 1)
            case UInt8(ascii: "&"): two("&") ? (.and, 2) : (.invalid, 1)
            case UInt8(ascii: "|"): two("|") ? (.or, 2) : (.invalid, 1)
            default: (.invalid, 1)
            }
        offset += length
        if kind == .invalid { invalid(byte, from: start) }
        emit(kind, from: start)
    }

    private mutating func invalid(_ byte: UInt8, from start: Int) {
        switch byte {
        case UInt8(ascii: "="):
            complain(.syntax, "'=' is not an operator", from: start, hint: "write '==' to compare")
        case UInt8(ascii: "&"):
            complain(.syntax, "'&' is not an operator", from: start, hint: "write '&&'")
        case UInt8(ascii: "|"):
            complain(.syntax, "'|' is not an operator", from: start, hint: "write '||'")
        default:
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            let text = String(decoding: bytes[start..<offset], as: UTF8.self)
            let shown = byte < 0x20 ? "U+\(String(byte, radix: 16, uppercase: true))" : text
            complain(.syntax, "unexpected character '\(shown)'", from: start)
        }
    }

    private static let reservedWords: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    private mutating func word(from start: Int) {
        while peek().isNamePart { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch text {
        case "true": emit(.keywordTrue, from: start)
        case "false": emit(.keywordFalse, from: start)
        case "null": emit(.keywordNull, from: start)
        case "in": emit(.keywordIn, from: start)
        default: emit(Lexer.reservedWords.contains(text) ? .reserved : .identifier, from: start)
        }
    }

    private mutating func quotedName(from start: Int) {
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "`"), bytes[offset] != 0x0A {
            let byte = bytes[offset]
            guard
                byte.isNamePart || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "/") || byte == UInt8(ascii: " ")
            else {
                let at = offset
                offset += 1
                complain(
                    .syntax, "'\(String(decoding: [byte], as: UTF8.self))' cannot stand in a quoted field name", from: at,
                    hint: "index with a string instead: x[\"…\"]")
                continue
            }
            offset += 1
        }
        guard peek() == UInt8(ascii: "`") else {
            complain(.syntax, "the quoted field name has no closing '`'", from: start)
            return emit(.invalid, from: start)
        }
        if offset == start + 1 { complain(.syntax, "a quoted field name cannot be empty", from: start) }
        offset += 1
        emit(.quotedIdentifier, from: start)
    }
}

// MARK: - numbers and strings

extension Lexer {
    private mutating func digits() -> Int {
        let start = offset
        while peek().isDigit { offset += 1 }
        return offset - start
    }

    private mutating func number(from start: Int) {
        if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x") {
            offset += 2
            let first = offset
            while peek().isHexDigit { offset += 1 }
            if offset == first { complain(.syntax, "a hexadecimal number has digits after '0x'", from: start) }
            return finishInteger(from: start)
        }
        _ = digits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), peek(1).isDigit {
            isDouble = true
            offset += 1
            _ = digits()
        }
        if peek() | 0x20 == UInt8(ascii: "e") {
            let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            if peek(signed ? 2 : 1).isDigit {
                isDouble = true
                offset += signed ? 2 : 1
                _ = digits()
            }
        }
        guard isDouble else { return finishInteger(from: start) }
        trailingName(from: start)
        emit(.double, from: start)
    }

    private mutating func finishInteger(from start: Int) {
        var kind = Token.Kind.int
        if peek() | 0x20 == UInt8(ascii: "u") {
            offset += 1
            kind = .uint
        }
        trailingName(from: start)
        emit(kind, from: start)
    }

    /// `12abc` is one mistake, not a number and a name.
    private mutating func trailingName(from start: Int) {
        guard peek().isNamePart else { return }
        while peek().isNamePart { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        complain(.syntax, "'\(text)' is neither a number nor a name", from: start)
    }

    /// `r"…"`, `b'…'`, `br"…"` in any case and order.
    private mutating func prefixedString(from start: Int) -> Bool {
        var raw = false
        var binary = false
        var at = start
        while at < bytes.count, at - start < 2 {
            switch bytes[at] | 0x20 {
            case UInt8(ascii: "r") where !raw: raw = true
            case UInt8(ascii: "b") where !binary: binary = true
            default: return false
            }
            at += 1
            guard at < bytes.count else { return false }
            if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
                offset = at
                string(from: start, raw: raw, bytes: binary)
                return true
            }
        }
        return false
    }

    private mutating func string(from start: Int, raw: Bool, bytes binary: Bool) {
        let quote = peek()
        let triple = peek(1) == quote && peek(2) == quote
        offset += triple ? 3 : 1
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == quote, !triple || (peek(1) == quote && peek(2) == quote) {
                offset += triple ? 3 : 1
                return emit(binary ? .bytes : .string, from: start)
            }
            if !triple, byte == 0x0A || byte == 0x0D { break }
            offset += byte == UInt8(ascii: "\\") && !raw ? 2 : 1
        }
        offset = min(offset, bytes.count)
        complain(
            .syntax, "the string has no closing quote", from: start,
            hint: triple ? nil : "a string over several lines takes three quotes")
        emit(.invalid, from: start)
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isHexDigit: Bool { isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f")) }
    var isNamePart: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")) || self == UInt8(ascii: "_")
    }
}
