import SourceText

// Where to go on after something broken. Only ever forward, so reading stays linear however much is broken.
extension Parser {
    /// Moves to where the next body item begins: past the line on which all brackets are closed again, or, where they never
    /// are, at the first line that stands no deeper than the broken item and looks like an item itself.
    mutating func recover(fromItemAt item: Int, openBrackets opened: Int) {
        let itemIndent = indent(at: item)
        var open = max(opened, 0)
        var offset = position
        // The token that broke the item may itself begin the next one: `a = [1` and, on the next line, `b = 2`.
        let broken = lexer.next(at: position, skippingNewlines: true).start
        if open > 0, broken > item, isFirstOnLine(broken), startsItem(at: broken, within: itemIndent) {
            return move(to: broken)
        }
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"):
                offset += 1
                if open <= 0 { return move(to: offset) }
                let first = firstNonBlank(from: offset)
                if startsItem(at: first, within: itemIndent) { return move(to: first) }
            case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("):
                open += 1
                offset += 1
            case UInt8(ascii: "}") where open <= 0:
                // The brace closes the block around the broken item.
                return move(to: offset)
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
                open -= 1
                offset += 1
            case UInt8(ascii: "\""):
                offset = endOfQuoted(from: offset + 1)
            default:
                let token = lexer.next(at: offset, skippingNewlines: false)
                if token.kind == .heredoc {
                    offset = endOfHeredoc(token) ?? bytes.count
                } else {
                    // To the `\n` itself, past a `\r` before it.
                    offset = token.kind == .newline ? token.end - 1 : token.start > offset ? token.start : token.end
                }
            }
        }
        move(to: bytes.count)
    }

    /// True where a block that stands at `indent` must have ended before this item, its closing brace being missing.
    mutating func endsBlock(at offset: Int, indent blockIndent: Int) -> Bool {
        guard indent(at: offset) <= blockIndent else { return false }
        var end = lexer.identifierEnd(at: offset)
        var labels = 0
        while true {
            let token = lexer.next(at: end, skippingNewlines: false)
            switch token.kind {
            case .identifier:
                end = token.end
                labels += 1
            case .quote:
                end = endOfQuoted(from: token.end)
                labels += 1
            case .openBrace: return labels > 0 || blockIndent > 0 || offset == 0 || indent(at: offset) == 0
            default: return false
            }
        }
    }

    /// `name =`, `name {`, `name "label"`, or a closing brace further left.
    private func startsItem(at offset: Int, within itemIndent: Int) -> Bool {
        let column = indent(at: offset)
        guard column <= itemIndent, offset < bytes.count else { return false }
        if bytes[offset] == UInt8(ascii: "}") { return column < itemIndent }
        let end = lexer.identifierEnd(at: offset)
        guard end > offset else { return false }
        switch lexer.next(at: end, skippingNewlines: false).kind {
        case .assign, .openBrace, .quote: return true
        default: return false
        }
    }

    /// How many bytes of white space begin the line of this offset.
    func indent(at offset: Int) -> Int {
        let start = startOfLine(offset)
        return firstNonBlank(from: start) - start
    }

    private func startOfLine(_ offset: Int) -> Int {
        let line = file.position(at: offset).line
        let start = file.offset(ofLine: line) ?? 0
        return start == 0 && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : start
    }

    private func isFirstOnLine(_ offset: Int) -> Bool { firstNonBlank(from: startOfLine(offset)) == offset }

    private func firstNonBlank(from start: Int) -> Int {
        var offset = start
        while lexer.byte(offset) == UInt8(ascii: " ") || lexer.byte(offset) == UInt8(ascii: "\t") { offset += 1 }
        return offset
    }

    /// Past the closing quote, or at the newline where there is none.
    func endOfQuoted(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""): return offset + 1
            case UInt8(ascii: "\n"): return offset
            case UInt8(ascii: "\\") where lexer.byte(offset + 1) != UInt8(ascii: "\n"): offset += 2
            default: offset += 1
            }
        }
        return bytes.count
    }

    /// The end of the line that holds a heredoc's marker; nil where it never comes.
    func endOfHeredoc(_ opening: Token) -> Int? {
        endOfHeredoc(marker: heredocMarker(opening), from: opening.end)
    }

    func endOfHeredoc(marker: SourceRange, from start: Int) -> Int? {
        var offset = start
        while offset < bytes.count {
            if let end = markerLine(marker, at: offset) { return end }
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
            offset += 1
        }
        return nil
    }

    /// The marker's bytes in `<<MARKER`.
    func heredocMarker(_ opening: Token) -> SourceRange {
        let start = opening.start + (bytes[opening.start + 2] == UInt8(ascii: "-") ? 3 : 2)
        return SourceRange(start: start, end: lexer.identifierEnd(at: start))
    }

    /// Where the line that starts here consists of the marker alone: the end of the marker. A newline must follow.
    func markerLine(_ marker: SourceRange, at lineStart: Int) -> Int? {
        var offset = lineStart
        while Parser.isSpace(lexer.byte(offset)), offset < bytes.count { offset += 1 }
        let length = marker.end - marker.start
        guard offset + length <= bytes.count else { return nil }
        for index in 0..<length where bytes[offset + index] != bytes[marker.start + index] { return nil }
        let end = offset + length
        offset = end
        while Parser.isSpace(lexer.byte(offset)) { offset += 1 }
        return lexer.byte(offset) == UInt8(ascii: "\n") ? end : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    mutating func reportInvalidUTF8() {
        guard let offset = UTF8Validation.firstInvalid(bytes) else { return }
        report(
            "hcl-not-utf8", "the file is not UTF-8 here; what cannot be read is replaced",
            at: SourceRange(start: offset, end: offset + 1))
    }
}
