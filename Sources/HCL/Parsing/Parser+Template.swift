import SourceText

/// One atom of a template, before directives are paired.
enum TemplatePiece {
    case literal(String)
    case interpolation(Expression)
    case ifStart(Expression)
    case otherwise
    case endIf
    case forStart(key: Name?, value: Name, collection: Expression)
    case endFor
}

struct PlacedPiece {
    var piece: TemplatePiece
    var range: SourceRange
}

extension Parser {
    mutating func parseQuoted(_ quote: Token) throws(SyntaxFailure) -> Expression {
        take()
        // Most strings are plain: no escape, no interpolation.
        let (plain, end) = scanLiteral(.quoted)
        if lexer.byte(end) == UInt8(ascii: "\""), end < bytes.count {
            move(to: end + 1)
            return Expression(.string(plain), range: SourceRange(start: quote.start, end: end + 1))
        }
        let parts = try parsePieces(.quoted, first: plain.isEmpty ? nil : plain, upTo: end)
        return Expression(
            .template(Template(form: .quoted, parts: parts)), range: SourceRange(start: quote.start, end: position))
    }

    mutating func parseHeredoc(_ opening: Token) throws(SyntaxFailure) -> Expression {
        take()
        let marker = heredocMarker(opening)
        let isIndented = bytes[opening.start + 2] == UInt8(ascii: "-")
        let parts = try parsePieces(.heredoc(marker, opening: opening, isIndented: isIndented), first: nil, upTo: opening.end)
        return Expression(
            .template(Template(form: .heredoc(isIndented: isIndented), parts: parts)),
            range: SourceRange(start: opening.start, end: position))
    }

    mutating func parseWholeTemplate() -> Expression {
        reportInvalidUTF8()
        return parseTemplate(from: position)
    }

    /// Reads what stands between an offset and the end of the bytes as a template.
    mutating func parseTemplate(from start: Int) -> Expression {
        move(to: start)
        let whole = SourceRange(start: start, end: bytes.count)
        do throws(SyntaxFailure) {
            let parts = try parsePieces(.file, first: nil, upTo: position)
            return Expression(.template(Template(form: .file, parts: parts)), range: whole)
        } catch {
            reportSuppressed()
            return Expression(.invalid, range: whole)
        }
    }

    mutating func parseQuotedLabel(_ quote: Token) throws(SyntaxFailure) -> Label {
        let (text, end) = scanLiteral(.quoted)
        move(to: end)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else {
            let here = Token(kind: .invalid, start: end, end: min(end + 1, bytes.count))
            if end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
                throw failure("hcl-label-template", "a label is plain text, without interpolation", at: here)
            }
            throw failure("hcl-string-unterminated", "the string does not end on its line", at: quote)
        }
        move(to: end + 1)
        return Label(text: text, range: SourceRange(start: quote.start, end: end + 1), isQuoted: true)
    }

    /// Everything up to the template's end, as a tree. After a failure the position is past the template, so that what follows
    /// is not read as if it were text.
    private mutating func parsePieces(
        _ form: TemplateForm, first: String?, upTo start: Int
    ) throws(SyntaxFailure) -> [TemplatePart] {
        let templateStart = position
        let newlines = skipsNewlines
        let brackets = openBrackets
        do throws(SyntaxFailure) {
            var pieces: [PlacedPiece] = []
            if let first { pieces.append(PlacedPiece(piece: .literal(first), range: SourceRange(start: templateStart, end: start))) }
            move(to: start)
            try scanPieces(form, into: &pieces)
            _ = skipNewlines(newlines)
            if case .heredoc(_, _, true) = form { TemplateText.removeIndent(&pieces) }
            return try assemble(TemplateText.melded(pieces))
        } catch {
            _ = skipNewlines(newlines)
            openBrackets = brackets
            switch form {
            case .quoted: move(to: endOfQuoted(from: position))
            case .heredoc(let marker, _, _):
                let line = file.offset(ofLine: file.position(at: position).line) ?? position
                move(to: endOfHeredoc(marker: marker, from: max(line, templateStart)) ?? bytes.count)
            case .file: move(to: bytes.count)
            }
            throw error
        }
    }

    private mutating func scanPieces(_ form: TemplateForm, into pieces: inout [PlacedPiece]) throws(SyntaxFailure) {
        var atLineStart = true
        var stripsNext = false
        while true {
            let offset = position
            if case .heredoc(let marker, _, _) = form, atLineStart, let end = markerLine(marker, at: offset) {
                return move(to: end)
            }
            guard offset < bytes.count else {
                if case .file = form { return }
                throw unterminated(form, at: offset)
            }
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\""), case .quoted = form { return move(to: offset + 1) }
            if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), lexer.byte(offset + 1) == UInt8(ascii: "{") {
                stripsNext = try parseSequence(isDirective: byte == UInt8(ascii: "%"), into: &pieces)
                atLineStart = false
                continue
            }
            let (text, end) = scanLiteral(form)
            guard end > offset else { throw unterminated(form, at: offset) }
            let literal = stripsNext ? TemplateText.trimmedStart(text) : text
            pieces.append(PlacedPiece(piece: .literal(literal), range: SourceRange(start: offset, end: end)))
            stripsNext = false
            atLineStart = bytes[end - 1] == UInt8(ascii: "\n")
            move(to: end)
        }
    }

    private mutating func unterminated(_ form: TemplateForm, at offset: Int) -> SyntaxFailure {
        if case .heredoc(let marker, let opening, _) = form {
            return failure(
                "hcl-heredoc-unterminated", "the heredoc never ends: no line consists of \(file.text(marker)) alone", at: opening)
        }
        return failure(
            "hcl-string-unterminated", "the string does not end on its line",
            at: Token(kind: .invalid, start: offset, end: min(offset + 1, bytes.count)))
    }

    /// `${…}` or `%{…}`. Returns whether the text after it loses its leading white space.
    private mutating func parseSequence(
        isDirective: Bool, into pieces: inout [PlacedPiece]
    ) throws(SyntaxFailure) -> Bool {
        let start = position
        move(to: start + 2)
        if lexer.byte(position) == UInt8(ascii: "~") {
            move(to: position + 1)
            if let last = pieces.last, case .literal(let text) = last.piece {
                pieces[pieces.count - 1].piece = .literal(TemplateText.trimmedEnd(text))
            }
        }
        openBrackets += 1
        let newlines = skipNewlines(true)
        let piece: TemplatePiece = isDirective ? try parseDirective() : .interpolation(try parseExpression())
        let close = peek()
        guard close.kind == .closeBrace || close.kind == .stripBrace else {
            throw failure(
                "hcl-template-unclosed", "\"}\" is expected here, not \(describe(close))", at: close,
                hint: isDirective ? "write %%{ for a literal %{" : "write $${ for a literal ${")
        }
        take()
        openBrackets -= 1
        _ = skipNewlines(newlines)
        pieces.append(PlacedPiece(piece: piece, range: SourceRange(start: start, end: close.end)))
        return close.kind == .stripBrace
    }

    private mutating func parseDirective() throws(SyntaxFailure) -> TemplatePiece {
        let word = peek()
        if spells(word, "else") {
            take()
            return .otherwise
        }
        if spells(word, "endif") {
            take()
            return .endIf
        }
        if spells(word, "endfor") {
            take()
            return .endFor
        }
        if spells(word, "if") {
            take()
            return .ifStart(try parseExpression())
        }
        guard spells(word, "for") else {
            throw failure(
                "hcl-template-directive", "if, else, endif, for or endfor is expected after \"%{\"", at: word,
                hint: "write %%{ for a literal %{")
        }
        take()
        let (key, value) = try parseIteration()
        return .forStart(key: key, value: value, collection: try parseExpression())
    }
}
