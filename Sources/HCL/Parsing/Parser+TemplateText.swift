import SourceText

/// Where a template's text comes from, which decides what ends it and whether backslashes escape.
enum TemplateForm {
    case quoted
    case heredoc(SourceRange, opening: Token, isIndented: Bool)
    case file
}

// The literal parts.
extension Parser {
    /// Text from the position up to a sequence, a closing quote, a newline (which a heredoc's text includes) or the end.
    mutating func scanLiteral(_ form: TemplateForm) -> (text: String, end: Int) {
        var isQuoted = false
        if case .quoted = form { isQuoted = true }
        let start = position
        var offset = start
        var decoded: [UInt8] = []
        var copied = start
        scan: while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\"") where isQuoted:
                break scan
            case UInt8(ascii: "\n"):
                if !isQuoted { offset += 1 }
                break scan
            case UInt8(ascii: "\r") where isQuoted && lexer.byte(offset + 1) == UInt8(ascii: "\n"):
                break scan
            case UInt8(ascii: "\\") where isQuoted:
                decoded.append(contentsOf: bytes[copied..<offset])
                offset = decodeEscape(at: offset, into: &decoded)
                copied = offset
            case let byte where byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"):
                let next = lexer.byte(offset + 1)
                if next == UInt8(ascii: "{") { break scan }
                if next == byte, lexer.byte(offset + 2) == UInt8(ascii: "{") {
                    // `$${` stands for a literal `${`.
                    decoded.append(contentsOf: bytes[copied...offset])
                    copied = offset + 2
                    offset += 3
                } else {
                    offset += 1
                }
            default:
                offset += 1
            }
        }
        guard copied > start else {
            return (String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<offset]), as: UTF8.self), offset)
        }
        decoded.append(contentsOf: bytes[copied..<offset])
        return (String(decoding: decoded, as: UTF8.self), offset)
    }

    /// Decodes the escape that begins here and returns where it ends.
    private mutating func decodeEscape(at start: Int, into text: inout [UInt8]) -> Int {
        switch lexer.byte(start + 1) {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "\""): text.append(0x22)
        case UInt8(ascii: "\\"): text.append(0x5C)
        case UInt8(ascii: "u"): return decodeUnicodeEscape(at: start, digits: 4, into: &text)
        case UInt8(ascii: "U"): return decodeUnicodeEscape(at: start, digits: 8, into: &text)
        default:
            report(
                "hcl-escape", "the backslash begins no known escape", at: SourceRange(start: start, end: start + 2),
                hint: "write \\\\ for a backslash")
            text.append(UInt8(ascii: "\\"))
            return start + 1
        }
        return start + 2
    }

    private mutating func decodeUnicodeEscape(at start: Int, digits: Int, into text: inout [UInt8]) -> Int {
        var value: UInt32 = 0
        for offset in start + 2..<start + 2 + digits {
            guard let digit = Character(Unicode.Scalar(lexer.byte(offset))).hexDigitValue else {
                report("hcl-escape", "the escape needs \(digits) hexadecimal digits", at: SourceRange(start: start, end: offset))
                text.append(contentsOf: bytes[start..<min(offset, bytes.count)])
                return min(offset, bytes.count)
            }
            value = value << 4 | UInt32(digit)
        }
        if Unicode.Scalar(value) == nil {
            report("hcl-escape", "the escape names no character", at: SourceRange(start: start, end: start + 2 + digits))
        }
        text.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
        return start + 2 + digits
    }
}

// Pairing directives.
extension Parser {
    mutating func assemble(_ pieces: [PlacedPiece]) throws(SyntaxFailure) -> [TemplatePart] {
        var index = 0
        let parts = try assemble(pieces, from: &index)
        if index < pieces.count { throw strayDirective(pieces[index]) }
        return parts
    }

    /// Parts up to a directive that closes or divides something, which is left.
    private mutating func assemble(_ pieces: [PlacedPiece], from index: inout Int) throws(SyntaxFailure) -> [TemplatePart] {
        try enter()
        var parts: [TemplatePart] = []
        while index < pieces.count {
            let piece = pieces[index]
            switch piece.piece {
            case .literal(let text):
                if !text.isEmpty { parts.append(TemplatePart(kind: .literal(text), range: piece.range)) }
                index += 1
            case .interpolation(let expression):
                parts.append(TemplatePart(kind: .interpolation(expression), range: piece.range))
                index += 1
            case .ifStart(let condition):
                index += 1
                parts.append(try assembleChoice(condition, piece.range, pieces, &index))
            case .forStart(let key, let value, let collection):
                index += 1
                let inner = try assemble(pieces, from: &index)
                guard index < pieces.count, case .endFor = pieces[index].piece else { throw unclosed("endfor", piece.range) }
                parts.append(
                    TemplatePart(
                        kind: .loop(key: key, value: value, collection: collection, parts: inner),
                        range: piece.range.union(pieces[index].range)))
                index += 1
            case .otherwise, .endIf, .endFor:
                leave()
                return parts
            }
        }
        leave()
        return parts
    }

    private mutating func assembleChoice(
        _ condition: Expression, _ start: SourceRange, _ pieces: [PlacedPiece], _ index: inout Int
    ) throws(SyntaxFailure) -> TemplatePart {
        let whenTrue = try assemble(pieces, from: &index)
        var whenFalse: [TemplatePart] = []
        if index < pieces.count, case .otherwise = pieces[index].piece {
            index += 1
            whenFalse = try assemble(pieces, from: &index)
        }
        guard index < pieces.count, case .endIf = pieces[index].piece else { throw unclosed("endif", start) }
        index += 1
        return TemplatePart(
            kind: .choice(condition: condition, whenTrue: whenTrue, whenFalse: whenFalse),
            range: start.union(pieces[index - 1].range))
    }

    private mutating func unclosed(_ word: String, _ range: SourceRange) -> SyntaxFailure {
        report("hcl-template-directive", "the directive is never closed with %{ \(word) }", at: range)
        return SyntaxFailure()
    }

    private mutating func strayDirective(_ piece: PlacedPiece) -> SyntaxFailure {
        report("hcl-template-directive", "the directive closes nothing that is open", at: piece.range)
        return SyntaxFailure()
    }
}

/// The rules for white space in templates.
enum TemplateText {
    static func trimmedStart(_ text: String) -> String {
        String(text.unicodeScalars.drop { $0.properties.isWhitespace })
    }

    static func trimmedEnd(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    /// `<<-`: takes from every line as much leading white space as the least indented line has. Blank lines don't count, and
    /// a line that begins with a sequence has none.
    static func removeIndent(_ pieces: inout [PlacedPiece]) {
        var least = Int.max
        var beginnings: [Int] = []
        var startsLine = true
        for (index, placed) in pieces.enumerated() {
            guard case .literal(let text) = placed.piece else {
                if startsLine { least = 0 }
                startsLine = false
                continue
            }
            if startsLine, let width = indentWidth(text) {
                least = min(least, width)
                beginnings.append(index)
            }
            startsLine = text.utf8.hasSuffix(0x0A)
        }
        guard least > 0, least < Int.max else { return }
        for index in beginnings {
            guard case .literal(let text) = pieces[index].piece else { continue }
            // Spaces and tabs, nearly always: then characters are bytes.
            let isPlain = text.utf8.prefix(least).allSatisfy { $0 == 0x20 || $0 == 0x09 }
            pieces[index].piece = .literal(
                isPlain ? String(Substring(text.utf8.dropFirst(least))) : String(text.dropFirst(least)))
        }
    }

    /// How many characters of white space begin a line; nil for a blank one.
    private static func indentWidth(_ text: String) -> Int? {
        var width = 0
        for byte in text.utf8 {
            if byte == 0x20 || byte == 0x09 {
                width += 1
            } else if byte > 0x20 && byte < 0x80 {
                return width
            } else {
                break
            }
        }
        let space = text.prefix { $0.isWhitespace }
        return space.endIndex < text.endIndex || !text.utf8.hasSuffix(0x0A) ? space.count : nil
    }

    /// Neighbouring literals as one.
    static func melded(_ pieces: [PlacedPiece]) -> [PlacedPiece] {
        guard pieces.count > 1 else { return pieces }
        var result: [PlacedPiece] = []
        var text = ""
        var range: SourceRange?
        func flush() {
            if let whole = range { result.append(PlacedPiece(piece: .literal(text), range: whole)) }
            text = ""
            range = nil
        }
        for placed in pieces {
            guard case .literal(let part) = placed.piece else {
                flush()
                result.append(placed)
                continue
            }
            text += part
            range = range?.union(placed.range) ?? placed.range
        }
        flush()
        return result
    }
}

extension String.UTF8View {
    func hasSuffix(_ byte: UInt8) -> Bool { last == byte }
}
