import SourceText

extension Parser {
    /// `.field`, `.method(…)`, `[index]`, as often as they follow.
    mutating func member(after start: ExpressionID) -> ExpressionID {
        var operand = start
        while true {
            switch current.kind {
            case .dot: operand = dot(after: operand)
            case .leftBracket: operand = subscripted(operand)
            default: return operand
            }
        }
    }

    private mutating func dot(after operand: ExpressionID) -> ExpressionID {
        advance()
        let optional = take(.question)
        guard let (name, nameRange) = fieldName() else {
            complainExpected("a field name after '.'")
            let whole = range(operand).union(current.range)
            if current.kind == .invalid || current.kind == .keywordIn || current.kind.isLiteral { advance() }
            return add(.invalid, whole, over: operand)
        }
        if !optional, current.kind == .leftParen {
            let opened = current.range
            advance()
            let arguments = list(until: .rightParen) { $0.expression() }
            let end = close(.rightParen, opened: opened)
            return call(name, nameRange, target: operand, arguments, range(operand).union(end))
        }
        return add(
            .select(operand: operand, field: name, fieldRange: nameRange, mode: optional ? .optional : .plain),
            range(operand).union(nameRange), over: operand)
    }

    private mutating func subscripted(_ operand: ExpressionID) -> ExpressionID {
        let opened = current.range
        advance()
        let optional = take(.question)
        let index = expression()
        let end = close(.rightBracket, opened: opened)
        return add(
            .index(operand: operand, index: index, optional: optional), range(operand).union(end), over: operand, index)
    }

    /// A name after a dot: reserved words are allowed there.
    private mutating func fieldName() -> (String, SourceRange)? {
        let token = current
        switch token.kind {
        case .identifier, .reserved:
            advance()
            return (text(token.range), token.range)
        case .quotedIdentifier:
            advance()
            return (text(SourceRange(start: token.range.start + 1, end: token.range.end - 1)), token.range)
        default:
            return nil
        }
    }

    mutating func primary() -> ExpressionID {
        let token = current
        switch token.kind {
        case .identifier:
            return named(absolute: false, from: token.range)
        case .dot:
            advance()
            guard current.kind == .identifier else {
                complainExpected("a name after '.'")
                synchronize()
                return add(.invalid, token.range)
            }
            return named(absolute: true, from: token.range)
        case .leftParen:
            advance()
            let inner = expression()
            _ = close(.rightParen, opened: token.range)
            return inner
        case .leftBracket: return listLiteral()
        case .leftBrace: return mapLiteral()
        case .keywordTrue, .keywordFalse, .keywordNull, .int, .uint, .double, .string, .bytes:
            return literal(negative: false, from: token.range)
        default:
            return missing(token)
        }
    }

    private mutating func missing(_ token: Token) -> ExpressionID {
        switch token.kind {
        case .reserved:
            complainExpected("an expression", hint: "reserved words can only stand after a dot")
        case .quotedIdentifier:
            complainExpected("an expression", hint: "backquoted names can only stand after a dot")
        default:
            complainExpected("an expression")
        }
        synchronize()
        return add(.invalid, token.range)
    }

    private mutating func named(absolute: Bool, from start: SourceRange) -> ExpressionID {
        let name = text(current.range)
        let nameRange = current.range
        advance()
        let whole = start.union(nameRange)
        if current.kind == .leftParen {
            let opened = current.range
            advance()
            let arguments = list(until: .rightParen) { $0.expression() }
            let end = close(.rightParen, opened: opened)
            return call(absolute ? "." + name : name, nameRange, target: nil, arguments, whole.union(end))
        }
        if let message = messageLiteral(name, absolute: absolute, from: whole) { return message }
        return add(.identifier(name: name, absolute: absolute), whole)
    }

    /// Comma-separated items; a comma may follow the last.
    mutating func list<Item>(until end: Token.Kind, _ item: (inout Parser) -> Item) -> [Item] {
        var items: [Item] = []
        while current.kind != end, current.kind != .end {
            items.append(item(&self))
            guard take(.comma) else { break }
        }
        return items
    }

    private mutating func listLiteral() -> ExpressionID {
        let opened = current.range
        advance()
        let elements = list(until: .rightBracket) { parser in
            let optional = parser.take(.question)
            return Expression.ListElement(value: parser.expression(), optional: optional)
        }
        let end = close(.rightBracket, opened: opened)
        return add(.list(elements), opened.union(end), over: elements.map(\.value))
    }

    private mutating func mapLiteral() -> ExpressionID {
        let opened = current.range
        advance()
        let entries = list(until: .rightBrace) { parser in
            let optional = parser.take(.question)
            let key = parser.expression()
            guard parser.take(.colon) else {
                parser.complainExpected("':' between a map's key and value")
                return Expression.MapEntry(key: key, value: key, optional: optional)
            }
            return Expression.MapEntry(key: key, value: parser.expression(), optional: optional)
        }
        let end = close(.rightBrace, opened: opened)
        return add(.map(entries), opened.union(end), over: entries.flatMap { [$0.key, $0.value] })
    }

    /// `a.b.Type{field: value}`, or nil where the names aren't followed by a brace.
    private mutating func messageLiteral(_ first: String, absolute: Bool, from start: SourceRange) -> ExpressionID? {
        var ahead = position
        var name = first
        while tokens[ahead].kind == .dot, ahead + 1 < tokens.count, tokens[ahead + 1].kind == .identifier {
            name += "." + text(tokens[ahead + 1].range)
            ahead += 2
        }
        guard tokens[ahead].kind == .leftBrace else { return nil }
        position = ahead
        let opened = current.range
        advance()
        let fields = list(until: .rightBrace) { parser in
            let optional = parser.take(.question)
            let at = parser.current.range
            let field = parser.fieldName()
            if field == nil { parser.complainExpected("a field name") }
            if !parser.take(.colon) { parser.complainExpected("':' between a field's name and value") }
            return Expression.MessageField(
                name: field?.0 ?? "", range: field?.1 ?? at, value: parser.expression(), optional: optional)
        }
        let end = close(.rightBrace, opened: opened)
        return add(.message(name: name, absolute: absolute, fields: fields), start.union(end), over: fields.map(\.value))
    }

    // MARK: literals

    mutating func literal(negative: Bool, from start: SourceRange) -> ExpressionID {
        let token = current
        advance()
        let range = start.union(token.range)
        guard let value = literalValue(token, negative: negative, range) else { return add(.invalid, range) }
        return add(.literal(value), range)
    }

    private mutating func literalValue(_ token: Token, negative: Bool, _ range: SourceRange) -> Literal? {
        switch token.kind {
        case .keywordTrue: return .bool(true)
        case .keywordFalse: return .bool(false)
        case .keywordNull: return .null
        case .int: return integer(token, negative: negative, range)
        case .uint:
            let digits = text(token.range).dropLast()
            let value = digits.lowercased().hasPrefix("0x") ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
            if value == nil { complain(.literal, "\(text(token.range)) doesn't fit an unsigned 64-bit integer", range) }
            return value.map { .uint($0) }
        case .double:
            guard let value = Double((negative ? "-" : "") + text(token.range)), value.isFinite else {
                complain(.literal, "\(text(token.range)) doesn't fit a double", range)
                return nil
            }
            return .double(value)
        default:
            return quoted(token)
        }
    }

    private mutating func integer(_ token: Token, negative: Bool, _ range: SourceRange) -> Literal? {
        let digits = text(token.range)
        let sign = negative ? "-" : ""
        let value =
            digits.lowercased().hasPrefix("0x")
            ? Int64(sign + digits.dropFirst(2), radix: 16) : Int64(sign + digits)
        if value == nil {
            complain(.literal, "\(sign)\(digits) doesn't fit a 64-bit integer", range, hint: "write a double: \(sign)\(digits).0")
        }
        return value.map { .int($0) }
    }

    private mutating func quoted(_ token: Token) -> Literal? {
        do throws(Issue.Problem) {
            let content = try QuotedText.content(of: bytes[token.range.start..<token.range.end])
            if token.kind == .bytes { return .bytes(content) }
            guard let string = String(validating: content, as: UTF8.self) else {
                throw Issue.Problem(message: "the string is not valid UTF-8", at: 0, length: token.range.end - token.range.start)
            }
            return .string(string)
        } catch {
            let start = token.range.start + error.at
            complain(.literal, error.message, SourceRange(start: start, end: start + error.length), hint: error.hint)
            return nil
        }
    }
}

extension Token.Kind {
    var isLiteral: Bool {
        switch self {
        case .int, .uint, .double, .string, .bytes, .keywordTrue, .keywordFalse, .keywordNull: true
        default: false
        }
    }
}
