import SourceText

extension Parser {
    mutating func parseFile() -> Body {
        reportInvalidUTF8()
        let body = parseBody(indent: -1, isFile: true)
        reportSuppressed()
        return body
    }

    /// Reads items up to the closing brace, which is left, or to the end of the file.
    private mutating func parseBody(indent: Int, isFile: Bool) -> Body {
        let start = isFile ? 0 : position
        var items = BodyItems()
        _ = skipNewlines(false)
        while true {
            let token = peek()
            switch token.kind {
            case .newline:
                take()
                continue
            case .endOfFile:
                if !isFile { missesClosingBrace = true }
                return items.body(SourceRange(start: start, end: bytes.count))
            case .closeBrace where !isFile:
                return items.body(SourceRange(start: start, end: token.start))
            case .identifier:
                if !isFile, trustsIndentation, endsBlock(at: token.start, indent: indent) {
                    return items.body(SourceRange(start: start, end: position))
                }
                parseItem(token, into: &items)
            default:
                items.isIncomplete = true
                reportUnexpectedItem(token)
                recover(fromItemAt: token.start, openBrackets: 0)
            }
        }
    }

    private mutating func reportUnexpectedItem(_ token: Token) {
        switch token.kind {
        case .quote:
            report("hcl-name-quoted", "a name is not quoted", at: SourceRange(start: token.start, end: token.end))
        case .invalid where lexer.byte(token.start) == UInt8(ascii: "/"):
            report(
                "hcl-comment-unterminated", "the comment is never closed with */",
                at: SourceRange(start: token.start, end: token.start + 2))
        default:
            report(
                "hcl-item-expected", "an argument or a block is expected here, not \(describe(token))",
                at: SourceRange(start: token.start, end: token.end))
        }
        take()
    }

    private mutating func parseItem(_ nameToken: Token, into items: inout BodyItems) {
        take()
        let name = Name(text: text(nameToken), range: SourceRange(start: nameToken.start, end: nameToken.end))
        let brackets = openBrackets
        let level = depth
        do throws(SyntaxFailure) {
            let next = peek()
            switch next.kind {
            case .assign:
                take()
                try parseAttribute(name, into: &items)
            case .openBrace, .quote, .identifier:
                try parseBlock(name, into: &items)
            default:
                throw failure(
                    "hcl-item-expected",
                    "\"\(name.text)\" needs \"=\" and a value, or a block's labels and \"{\"; found \(describe(next))", at: next,
                    hint: next.kind == .colon ? "write \"=\" instead of \":\"" : nil)
            }
        } catch {
            items.isIncomplete = true
            let opened = openBrackets - brackets
            openBrackets = brackets
            depth = level
            _ = skipNewlines(false)
            recover(fromItemAt: nameToken.start, openBrackets: opened)
        }
    }

    private mutating func parseAttribute(_ name: Name, into items: inout BodyItems) throws(SyntaxFailure) {
        let start = position
        do throws(SyntaxFailure) {
            let expression = try parseExpression()
            items.add(Attribute(name: name, expression: expression, range: name.range.union(expression.range)), &self)
        } catch {
            // The attribute is there, its value is illegible: that must not look like an absent attribute.
            let broken = Expression(.invalid, range: SourceRange(start: min(start + 1, position), end: position))
            items.add(Attribute(name: name, expression: broken, range: name.range.union(broken.range)), &self)
            throw error
        }
        try endItem("an argument")
    }

    /// A newline, the end of the file, or (in a block on one line) the closing brace, which is left.
    private mutating func endItem(_ what: String, allowsBrace: Bool = false) throws(SyntaxFailure) {
        let next = peek()
        switch next.kind {
        case .newline: take()
        case .endOfFile: break
        case .closeBrace where allowsBrace: break
        default:
            throw failure("hcl-newline-expected", "a new line is expected after \(what), not \(describe(next))", at: next)
        }
    }

    private mutating func parseBlock(_ type: Name, into items: inout BodyItems) throws(SyntaxFailure) {
        var labels: [Label] = []
        while true {
            let token = peek()
            switch token.kind {
            case .identifier:
                take()
                let range = SourceRange(start: token.start, end: token.end)
                labels.append(Label(text: text(token), range: range, isQuoted: false))
            case .quote:
                take()
                labels.append(try parseQuotedLabel(token))
            case .openBrace:
                take()
                try parseBlockBody(type, labels, into: &items)
                return
            default:
                throw failure(
                    "hcl-block-brace", "a block needs a label or \"{\" on the same line as its name, not \(describe(token))", at: token)
            }
        }
    }

    private mutating func parseBlockBody(_ type: Name, _ labels: [Label], into items: inout BodyItems) throws(SyntaxFailure) {
        let header = SourceRange(start: type.range.start, end: position)
        try enter()
        openBrackets += 1
        defer {
            openBrackets -= 1
            leave()
        }
        let body: Body
        if peek().kind == .newline {
            body = parseBody(indent: trustsIndentation ? indent(at: type.range.start) : 0, isFile: false)
        } else {
            body = try parseOneLineBody()
        }
        let closed = take(.closeBrace)
        if !closed {
            report("hcl-block-unclosed", "the block \"\(type.text)\" is never closed with \"}\"", at: header)
        }
        let range = SourceRange(start: type.range.start, end: closed ? position : body.range.end)
        items.blocks.append(Block(type: type, labels: labels, body: body, range: range, headerRange: header))
        if closed { try endItem("a block") }
    }

    /// `{}` or `{ name = value }`.
    private mutating func parseOneLineBody() throws(SyntaxFailure) -> Body {
        let start = position
        var items = BodyItems()
        let token = peek()
        if token.kind == .closeBrace { return items.body(SourceRange(start: start, end: token.start)) }
        guard token.kind == .identifier else {
            throw failure("hcl-one-line-block", "a block on one line holds at most one argument, not \(describe(token))", at: token)
        }
        take()
        let name = Name(text: text(token), range: SourceRange(start: token.start, end: token.end))
        guard take(.assign) else {
            throw failure(
                "hcl-one-line-block", "a block on one line holds at most one argument", at: peek(),
                hint: "write each argument and nested block on its own line")
        }
        let expression = try parseExpression()
        items.add(Attribute(name: name, expression: expression, range: name.range.union(expression.range)), &self)
        let next = peek()
        guard next.kind == .closeBrace else {
            throw failure("hcl-one-line-block", "the block on one line must end with \"}\", not \(describe(next))", at: next)
        }
        return items.body(SourceRange(start: start, end: next.start))
    }
}

/// A body under construction.
struct BodyItems {
    var attributes: [Attribute] = []
    var blocks: [Block] = []
    var isIncomplete = false
    /// Filled once there are too many attributes to compare one by one.
    private var seen: Set<String> = []

    mutating func add(_ attribute: Attribute, _ parser: inout Parser) {
        guard isNew(attribute.name.text) else {
            parser.report("hcl-attribute-twice", "\"\(attribute.name.text)\" is set twice in the same block", at: attribute.name.range)
            return
        }
        attributes.append(attribute)
    }

    private mutating func isNew(_ name: String) -> Bool {
        if attributes.count < 16 { return !attributes.contains { $0.name.text == name } }
        if seen.isEmpty { seen = Set(attributes.map(\.name.text)) }
        return seen.insert(name).inserted
    }

    func body(_ range: SourceRange) -> Body {
        Body(attributes: attributes, blocks: blocks, range: range, isIncomplete: isIncomplete)
    }
}
