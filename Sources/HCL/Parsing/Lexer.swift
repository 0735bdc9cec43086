/// Cuts bytes into tokens, one at a time and without state: the parser says where to read and whether newlines count.
///
/// Quoted strings and heredocs come back as their opening alone; the parser reads their inside, where other rules hold.
struct Lexer {
    let bytes: UnsafeBufferPointer<UInt8>

    /// The byte at an offset; 0 past the end.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    func next(at start: Int, skippingNewlines: Bool) -> Token {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                offset += 1
            case UInt8(ascii: "\n"):
                if !skippingNewlines { return Token(kind: .newline, start: offset, end: offset + 1) }
                offset += 1
            case UInt8(ascii: "\r") where self.byte(offset + 1) == UInt8(ascii: "\n"):
                if !skippingNewlines { return Token(kind: .newline, start: offset, end: offset + 2) }
                offset += 2
            case UInt8(ascii: "#"):
                offset = endOfLine(from: offset)
            case UInt8(ascii: "/") where self.byte(offset + 1) == UInt8(ascii: "/"):
                offset = endOfLine(from: offset)
            case UInt8(ascii: "/") where self.byte(offset + 1) == UInt8(ascii: "*"):
                guard let end = endOfComment(from: offset + 2) else {
                    return Token(kind: .invalid, start: offset, end: bytes.count)
                }
                offset = end
            default:
                return token(byte, at: offset)
            }
        }
        return Token(kind: .endOfFile, start: bytes.count, end: bytes.count)
    }

    /// The offset of the line's `\n` or `\r\n`, or the end of the file.
    func endOfLine(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
        if offset < bytes.count, offset > start, bytes[offset - 1] == UInt8(ascii: "\r") { offset -= 1 }
        return offset
    }

    private func endOfComment(from start: Int) -> Int? {
        var offset = start
        while offset + 1 < bytes.count {
            if bytes[offset] == UInt8(ascii: "*"), bytes[offset + 1] == UInt8(ascii: "/") { return offset + 2 }
            offset += 1
        }
        return nil
    }

    @inline(__always)
    private func token(_ byte: UInt8, at start: Int) -> Token {
        if Lexer.isASCIIIdentifierStart(byte) {
            return Token(kind: .identifier, start: start, end: endOfIdentifier(from: start + 1))
        }
        if Lexer.isDigit(byte) { return Token(kind: .number, start: start, end: endOfNumber(from: start + 1)) }
        if byte >= 0x80 { return unicodeIdentifier(at: start) }
        return punctuation(byte, at: start)
    }

    private func punctuation(_ byte: UInt8, at start: Int) -> Token {
        let following = self.byte(start + 1)
        func one(_ kind: Token.Kind) -> Token { Token(kind: kind, start: start, end: start + 1) }
        func two(_ second: Character, _ kind: Token.Kind, else single: Token.Kind) -> Token {
            following == second.asciiValue ? Token(kind: kind, start: start, end: start + 2) : one(single)
        }
        switch byte {
        case UInt8(ascii: "\""): return one(.quote)
        case UInt8(ascii: "{"): return one(.openBrace)
        case UInt8(ascii: "}"): return one(.closeBrace)
        case UInt8(ascii: "["): return one(.openBracket)
        case UInt8(ascii: "]"): return one(.closeBracket)
        case UInt8(ascii: "("): return one(.openParenthesis)
        case UInt8(ascii: ")"): return one(.closeParenthesis)
        case UInt8(ascii: ","): return one(.comma)
        case UInt8(ascii: "?"): return one(.question)
        case UInt8(ascii: "+"): return one(.plus)
        case UInt8(ascii: "-"): return one(.minus)
        case UInt8(ascii: "*"): return one(.star)
        case UInt8(ascii: "/"): return one(.slash)
        case UInt8(ascii: "%"): return one(.percent)
        case UInt8(ascii: "="):
            if following == UInt8(ascii: ">") { return Token(kind: .arrow, start: start, end: start + 2) }
            return two("=", .equal, else: .assign)
        case UInt8(ascii: "!"): return two("=", .notEqual, else: .not)
        case UInt8(ascii: ">"): return two("=", .greaterOrEqual, else: .greater)
        case UInt8(ascii: "&"): return two("&", .and, else: .invalid)
        case UInt8(ascii: "|"): return two("|", .or, else: .invalid)
        case UInt8(ascii: ":"): return two(":", .doubleColon, else: .colon)
        case UInt8(ascii: "~"): return two("}", .stripBrace, else: .invalid)
        case UInt8(ascii: "<"):
            if following == UInt8(ascii: "<"), let end = endOfHeredocOpening(at: start) {
                return Token(kind: .heredoc, start: start, end: end)
            }
            return two("=", .lessOrEqual, else: .less)
        case UInt8(ascii: "."):
            if following == UInt8(ascii: "."), self.byte(start + 2) == UInt8(ascii: ".") {
                return Token(kind: .ellipsis, start: start, end: start + 3)
            }
            return one(.dot)
        default: return one(.invalid)
        }
    }

    /// `<<MARKER` or `<<-MARKER` and the newline right after it.
    private func endOfHeredocOpening(at start: Int) -> Int? {
        var offset = start + 2
        if byte(offset) == UInt8(ascii: "-") { offset += 1 }
        let marker = offset
        offset = identifierEnd(at: marker)
        guard offset > marker else { return nil }
        if byte(offset) == UInt8(ascii: "\r") { offset += 1 }
        return byte(offset) == UInt8(ascii: "\n") ? offset + 1 : nil
    }
}

// Identifiers and numbers.
extension Lexer {
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isASCIIIdentifierStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    /// The end of the identifier that starts here; `start` itself where none does.
    func identifierEnd(at start: Int) -> Int {
        let first = byte(start)
        if Lexer.isASCIIIdentifierStart(first) { return endOfIdentifier(from: start + 1) }
        guard first >= 0x80, let (scalar, length) = scalar(at: start), scalar.properties.isIDStart else { return start }
        return endOfIdentifier(from: start + length)
    }

    func endOfIdentifier(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if Lexer.isASCIIIdentifierStart(byte) || Lexer.isDigit(byte) || byte == UInt8(ascii: "-") {
                offset += 1
            } else if byte >= 0x80, let (scalar, length) = scalar(at: offset), scalar.properties.isIDContinue {
                offset += length
            } else {
                break
            }
        }
        return offset
    }

    private func unicodeIdentifier(at start: Int) -> Token {
        let end = identifierEnd(at: start)
        if end > start { return Token(kind: .identifier, start: start, end: end) }
        return Token(kind: .invalid, start: start, end: start + (scalar(at: start)?.length ?? 1))
    }

    /// `12`, `1.5`, `1e9`, `1.5E-3`.
    private func endOfNumber(from start: Int) -> Int {
        var offset = endOfDigits(from: start)
        if byte(offset) == UInt8(ascii: "."), Lexer.isDigit(byte(offset + 1)) { offset = endOfDigits(from: offset + 1) }
        if byte(offset) | 0x20 == UInt8(ascii: "e") {
            var exponent = offset + 1
            if byte(exponent) == UInt8(ascii: "+") || byte(exponent) == UInt8(ascii: "-") { exponent += 1 }
            if Lexer.isDigit(byte(exponent)) { offset = endOfDigits(from: exponent) }
        }
        return offset
    }

    private func endOfDigits(from start: Int) -> Int {
        var offset = start
        while Lexer.isDigit(byte(offset)) { offset += 1 }
        return offset
    }

    /// The Unicode scalar at an offset; nil where the bytes are not UTF-8.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
        guard case .valid(let encoded) = decoder.parseScalar(from: &iterator) else { return nil }
        return (Unicode.UTF8.decode(encoded), encoded.count)
    }
}
