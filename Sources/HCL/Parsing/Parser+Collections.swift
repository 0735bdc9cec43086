import SourceText

extension Parser {
    mutating func parseTuple(_ open: Token) throws(SyntaxFailure) -> Expression {
        take()
        openBrackets += 1
        let newlines = skipNewlines(true)
        if spells(peek(), "for") {
            let comprehension = try parseComprehension(closing: .closeBracket)
            return finish(.comprehension(comprehension), open, newlines)
        }
        var elements: [Expression] = []
        while !take(.closeBracket) {
            elements.append(try parseExpression())
            let next = peek()
            switch next.kind {
            case .comma: take()
            case .closeBracket: break
            default: throw failure("hcl-bracket-unclosed", "\",\" or \"]\" is expected here, not \(describe(next))", at: next)
            }
        }
        return finish(.tuple(elements), open, newlines)
    }

    mutating func parseObject(_ open: Token) throws(SyntaxFailure) -> Expression {
        take()
        openBrackets += 1
        let newlines = skipNewlines(true)
        if spells(peek(), "for") {
            let comprehension = try parseComprehension(closing: .closeBrace)
            return finish(.comprehension(comprehension), open, newlines)
        }
        _ = skipNewlines(false)
        var items: [ObjectItem] = []
        while true {
            if take(.newline) { continue }
            if take(.closeBrace) { break }
            items.append(try parseObjectItem())
            let next = peek()
            switch next.kind {
            case .comma, .newline: take()
            case .closeBrace: break
            default:
                throw failure(
                    "hcl-object-separator", "a new line, \",\" or \"}\" is expected after the value, not \(describe(next))", at: next)
            }
        }
        return finish(.object(items), open, newlines)
    }

    private mutating func parseObjectItem() throws(SyntaxFailure) -> ObjectItem {
        let key = try parseExpression()
        let separator = peek()
        guard separator.kind == .assign || separator.kind == .colon else {
            throw failure("hcl-object-value", "\"=\" and a value are expected after the key, not \(describe(separator))", at: separator)
        }
        take()
        return ObjectItem(key: key, value: try parseExpression())
    }

    private mutating func finish(_ kind: Expression.Kind, _ open: Token, _ newlines: Bool) -> Expression {
        openBrackets -= 1
        _ = skipNewlines(newlines)
        return Expression(kind, range: SourceRange(start: open.start, end: position))
    }

    /// From `for` to the closing bracket.
    private mutating func parseComprehension(closing: Token.Kind) throws(SyntaxFailure) -> Comprehension {
        take()
        let (key, value) = try parseIteration()
        let collection = try parseExpression()
        guard take(.colon) else {
            throw failure("hcl-for", "\":\" is expected after the collection, not \(describe(peek()))", at: peek())
        }
        var resultKey: Expression?
        if closing == .closeBrace {
            resultKey = try parseExpression()
            guard take(.arrow) else {
                throw failure("hcl-for", "\"=>\" is expected after the key, not \(describe(peek()))", at: peek())
            }
        }
        let result = try parseExpression()
        let groups = closing == .closeBrace && take(.ellipsis)
        var condition: Expression?
        if spells(peek(), "if") {
            take()
            condition = try parseExpression()
        }
        guard take(closing) else {
            let next = peek()
            let hint = next.kind == .arrow ? "\"=>\" belongs in {for …}" : next.kind == .ellipsis ? "\"...\" belongs in {for …}" : nil
            throw failure("hcl-for", "the for expression should end here, found \(describe(next))", at: next, hint: hint)
        }
        return Comprehension(
            keyVariable: key, valueVariable: value, collection: collection, resultKey: resultKey, result: result,
            groups: groups, condition: condition)
    }

    /// `name in` or `key, name in`.
    mutating func parseIteration() throws(SyntaxFailure) -> (key: Name?, value: Name) {
        let first = try parseIterationName()
        var names: (key: Name?, value: Name) = (nil, first)
        if take(.comma) { names = (first, try parseIterationName()) }
        let next = peek()
        guard spells(next, "in") else {
            throw failure("hcl-for", "\"in\" is expected here, not \(describe(next))", at: next)
        }
        take()
        return names
    }

    private mutating func parseIterationName() throws(SyntaxFailure) -> Name {
        let token = peek()
        guard token.kind == .identifier else {
            throw failure("hcl-for", "a variable's name is expected here, not \(describe(token))", at: token)
        }
        take()
        return Name(text: text(token), range: SourceRange(start: token.start, end: token.end))
    }
}
