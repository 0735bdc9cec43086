import SourceText

extension Parser {
    mutating func parseWholeExpression() -> Expression {
        reportInvalidUTF8()
        _ = skipNewlines(true)
        do throws(SyntaxFailure) {
            let expression = try parseExpression()
            let next = peek()
            guard next.kind == .endOfFile else {
                throw failure("hcl-extra-characters", "the expression should end here, found \(describe(next))", at: next)
            }
            return expression
        } catch {
            reportSuppressed()
            return Expression(.invalid, range: SourceRange(start: 0, end: bytes.count))
        }
    }

    /// An expression with everything it may hold, the conditional operator first.
    mutating func parseExpression() throws(SyntaxFailure) -> Expression {
        try enter()
        let condition = try parseBinary(0)
        guard peek().kind == .question else {
            leave()
            return condition
        }
        take()
        let whenTrue = try parseExpression()
        let colon = peek()
        guard colon.kind == .colon else {
            throw failure("hcl-conditional", "\":\" and the value for false are expected, not \(describe(colon))", at: colon)
        }
        take()
        let whenFalse = try parseExpression()
        leave()
        return Expression(
            .conditional(Conditional(condition: condition, whenTrue: whenTrue, whenFalse: whenFalse)),
            range: condition.range.union(whenFalse.range))
    }

    /// A chain of operators that bind at least as tightly as `precedence`.
    private mutating func parseBinary(_ precedence: Int) throws(SyntaxFailure) -> Expression {
        var left = try parseTerm()
        while let found = peek().kind.binaryOperator, found.precedence >= precedence {
            let level = found.precedence
            var links: [BinaryChain.Link] = []
            while let next = peek().kind.binaryOperator, next.precedence == level {
                let token = peek()
                take()
                let operand = try parseBinary(level + 1)
                links.append(
                    .init(operator: next, operatorRange: SourceRange(start: token.start, end: token.end), operand: operand))
            }
            let range = SourceRange(start: left.range.start, end: position)
            left = Expression(.binary(BinaryChain(first: left, links: links)), range: range)
        }
        return left
    }

    /// One operand with its postfix steps.
    private mutating func parseTerm() throws(SyntaxFailure) -> Expression {
        let token = peek()
        let primary: Expression
        switch token.kind {
        case .identifier: primary = try parseWord(token)
        case .number:
            take()
            primary = Expression(.number(number(token)), range: SourceRange(start: token.start, end: token.end))
        case .quote: primary = try parseQuoted(token)
        case .heredoc: primary = try parseHeredoc(token)
        case .openParenthesis: primary = try parseParenthesized(token)
        case .openBracket: primary = try parseTuple(token)
        case .openBrace: primary = try parseObject(token)
        case .minus: return try parseUnary(.negate, token)
        case .not: return try parseUnary(.not, token)
        default: throw unexpectedTerm(token)
        }
        let next = peek().kind
        guard next == .dot || next == .openBracket else { return primary }
        let steps = try parseSteps()
        return Expression(
            .access(Access(base: primary, steps: steps)), range: SourceRange(start: primary.range.start, end: position))
    }

    private mutating func unexpectedTerm(_ token: Token) -> SyntaxFailure {
        guard token.kind == .invalid else {
            return failure("hcl-expression-expected", "an expression is expected here, not \(describe(token))", at: token)
        }
        if bytes[token.start] == UInt8(ascii: "/") {
            let opening = Token(kind: .invalid, start: token.start, end: token.start + 2)
            return failure("hcl-comment-unterminated", "the comment is never closed with */", at: opening)
        }
        return failure(
            "hcl-invalid-character", "\(describe(token)) has no meaning here", at: token,
            hint: bytes[token.start] == UInt8(ascii: "'") ? "strings are written with double quotes" : nil)
    }

    private mutating func parseUnary(
        _ operation: UnaryOperation.Operator, _ token: Token
    ) throws(SyntaxFailure) -> Expression {
        take()
        try enter()
        let operand = try parseTerm()
        leave()
        return Expression(.unary(UnaryOperation(operation, operand)), range: SourceRange(start: token.start, end: operand.range.end))
    }

    private mutating func parseParenthesized(_ token: Token) throws(SyntaxFailure) -> Expression {
        take()
        openBrackets += 1
        let newlines = skipNewlines(true)
        let inner = try parseExpression()
        let close = peek()
        guard close.kind == .closeParenthesis else {
            throw failure("hcl-parenthesis-unclosed", "\")\" is expected here, not \(describe(close))", at: close)
        }
        take()
        openBrackets -= 1
        _ = skipNewlines(newlines)
        return Expression(.parenthesized(Parenthesized(inner)), range: SourceRange(start: token.start, end: close.end))
    }

    /// A keyword, a variable or a function call.
    private mutating func parseWord(_ token: Token) throws(SyntaxFailure) -> Expression {
        take()
        let range = SourceRange(start: token.start, end: token.end)
        let next = peek().kind
        if next == .openParenthesis || next == .doubleColon {
            return try parseCall(Name(text: text(token), range: range))
        }
        if spells(token, "true") { return Expression(.bool(true), range: range) }
        if spells(token, "false") { return Expression(.bool(false), range: range) }
        if spells(token, "null") { return Expression(.null, range: range) }
        return Expression(.variable(text(token)), range: range)
    }

    private func number(_ token: Token) -> HCLNumber {
        var value: Int64 = 0
        for offset in token.start..<token.end {
            guard Lexer.isDigit(bytes[offset]) else { return decimal(token) }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Int64(bytes[offset] &- 0x30))
            if overflow || carry { return decimal(token) }
            value = sum
        }
        return .int(value)
    }

    private func decimal(_ token: Token) -> HCLNumber {
        // The lexer lets only decimal literals through, so the conversion always succeeds; too large ones become infinite.
        HCLNumber(Double(file.text(SourceRange(start: token.start, end: token.end))) ?? .infinity)
    }
}
