import SourceText

// What may follow a term: steps into it, and a function's arguments.
extension Parser {
    /// `.name`, `.0`, `[key]`, `[*]…` and `.*…`, as many as there are.
    mutating func parseSteps() throws(SyntaxFailure) -> [AccessStep] {
        var steps: [AccessStep] = []
        while true {
            let token = peek()
            switch token.kind {
            case .dot:
                take()
                steps.append(try parseDotStep(token.start, allowsSplat: true))
            case .openBracket:
                take()
                steps.append(try parseBracketStep(token.start))
            default:
                return steps
            }
        }
    }

    private mutating func parseDotStep(_ start: Int, allowsSplat: Bool) throws(SyntaxFailure) -> AccessStep {
        let token = peek()
        switch token.kind {
        case .identifier:
            take()
            return AccessStep(kind: .attribute(text(token)), range: SourceRange(start: start, end: token.end))
        case .number:
            take()
            guard let index = Int(file.text(SourceRange(start: token.start, end: token.end))) else {
                throw failure("hcl-legacy-index", "an index after a dot is a whole number", at: token, hint: "write [0] instead of .0")
            }
            return AccessStep(kind: .legacyIndex(index), range: SourceRange(start: start, end: token.end))
        case .star where allowsSplat:
            take()
            var steps: [AccessStep] = []
            while peek().kind == .dot {
                let dot = peek().start
                take()
                steps.append(try parseDotStep(dot, allowsSplat: false))
            }
            return AccessStep(kind: .splat(.attributeOnly, steps), range: SourceRange(start: start, end: position))
        default:
            throw failure("hcl-attribute-name", "a name is expected after the dot, not \(describe(token))", at: token)
        }
    }

    private mutating func parseBracketStep(_ start: Int) throws(SyntaxFailure) -> AccessStep {
        openBrackets += 1
        let newlines = skipNewlines(true)
        let isSplat = take(.star)
        let key = isSplat ? nil : try parseExpression()
        let close = peek()
        guard close.kind == .closeBracket else {
            throw failure("hcl-bracket-unclosed", "\"]\" is expected here, not \(describe(close))", at: close)
        }
        take()
        openBrackets -= 1
        _ = skipNewlines(newlines)
        if let key { return AccessStep(kind: .index(key), range: SourceRange(start: start, end: close.end)) }
        try enter()
        let steps = try parseSteps()
        leave()
        return AccessStep(kind: .splat(.full, steps), range: SourceRange(start: start, end: position))
    }

    mutating func parseCall(_ first: Name) throws(SyntaxFailure) -> Expression {
        var name = first
        while take(.doubleColon) {
            let token = peek()
            guard token.kind == .identifier else {
                throw failure("hcl-function-name", "a name is expected after \"::\", not \(describe(token))", at: token)
            }
            take()
            name = Name(text: name.text + "::" + text(token), range: SourceRange(start: first.range.start, end: token.end))
        }
        guard take(.openParenthesis) else {
            let next = peek()
            throw failure("hcl-function-call", "\"(\" is expected after a function's name, not \(describe(next))", at: next)
        }
        openBrackets += 1
        let newlines = skipNewlines(true)
        var arguments: [Expression] = []
        var expands = false
        while !take(.closeParenthesis) {
            arguments.append(try parseExpression())
            let next = peek()
            switch next.kind {
            case .comma: take()
            case .closeParenthesis: break
            case .ellipsis:
                take()
                expands = true
                guard peek().kind == .closeParenthesis else {
                    throw failure("hcl-function-expansion", "\")\" must follow \"...\"", at: peek())
                }
            default:
                throw failure("hcl-parenthesis-unclosed", "\",\" or \")\" is expected here, not \(describe(next))", at: next)
            }
        }
        openBrackets -= 1
        let range = SourceRange(start: name.range.start, end: position)
        _ = skipNewlines(newlines)
        return Expression(.call(FunctionCall(name: name, arguments: arguments, expandsLast: expands)), range: range)
    }
}
