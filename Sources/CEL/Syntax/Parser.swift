import SourceText

/// Builds the syntax tree of one expression: precedence climbing, bounded depth, recovery at separators so that one run reports
/// several mistakes.
struct Parser {
    /// Levels of nesting, in the text and in the tree. Google's implementations allow 250 as well.
    static let depthLimit = 250
    /// Bytes in one expression; far over anything written by hand, and what keeps node ids in 32 bits.
    static let sizeLimit = 256 << 10

    let bytes: [UInt8]
    var tokens: [Token]
    var position = 0
    var tree = SyntaxTree()
    var issues: [Issue]
    var nesting = 0
    private var stopped = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.count > Parser.sizeLimit {
            tokens = [Token(kind: .end, range: SourceRange(start: 0, end: 0))]
            let message = "the expression has \(bytes.count) bytes, more than the limit of \(Parser.sizeLimit)"
            issues = [Issue(.tooComplex, message, SourceRange(start: 0, end: 0))]
            stopped = true
        } else {
            (tokens, issues) = Lexer.tokens(of: bytes)
        }
    }

    static func parse(_ bytes: [UInt8]) -> (tree: SyntaxTree, issues: [Issue]) {
        var parser = Parser(bytes)
        parser.tree.root = parser.expression()
        if !parser.stopped, parser.current.kind != .end {
            parser.complainExpected("an operator or the end of the expression", hint: parser.wordHint())
        }
        parser.issues.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
        return (parser.tree, parser.issues)
    }

    // MARK: tokens

    var current: Token { tokens[position] }
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() { if position < tokens.count - 1 { position += 1 } }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        advance()
        return true
    }

    func text(_ range: SourceRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }

    // MARK: nodes

    mutating func add(_ kind: Expression.Kind, _ range: SourceRange, over children: ExpressionID...) -> ExpressionID {
        add(kind, range, over: children)
    }

    mutating func add(_ kind: Expression.Kind, _ range: SourceRange, over children: [ExpressionID]) -> ExpressionID {
        let depth = (children.map { tree[$0].depth }.max() ?? 0) + 1
        if depth > Int32(Parser.depthLimit) { stop(at: range) }
        tree.nodes.append(Expression(kind: kind, range: range, depth: stopped ? 1 : depth))
        return ExpressionID(tree.nodes.count - 1)
    }

    func range(_ id: ExpressionID) -> SourceRange { tree[id].range }

    // MARK: issues

    mutating func complain(
        _ code: Issue.Code, _ message: String, _ range: SourceRange, hint: String? = nil, opened: SourceRange? = nil
    ) {
        guard !stopped, issues.count < Lexer.issueLimit else { return }
        // One place, one message: what follows from a mistake isn't another one.
        guard !issues.contains(where: { $0.range.start == range.start }) else { return }
        issues.append(Issue(code, message, range, hint: hint, opened: opened))
    }

    mutating func complainExpected(_ what: String, hint: String? = nil, opened: SourceRange? = nil) {
        guard current.kind != .invalid else { return }
        complain(.syntax, "expected \(what), found \(found(current))", current.range, hint: hint, opened: opened)
    }

    /// Operators that other languages write as words.
    private func wordHint() -> String? {
        let operators = ["and": "&&", "or": "||", "not": "!"]
        for index in [position, position - 1] where tokens.indices.contains(index) && tokens[index].kind == .identifier {
            let word = text(tokens[index].range)
            if let symbol = operators[word.lowercased()] { return "write '\(symbol)' for '\(word)'" }
        }
        return nil
    }

    func found(_ token: Token) -> String {
        switch token.kind {
        case .identifier, .int, .uint, .double: "'\(text(token.range))'"
        case .reserved: "the reserved word '\(text(token.range))'"
        case .quotedIdentifier: text(token.range)
        default: token.kind.words
        }
    }

    /// Nothing more is read: deeper than the limit.
    mutating func stop(at range: SourceRange) {
        complain(.tooComplex, "the expression is nested more than \(Parser.depthLimit) levels deep", range)
        stopped = true
        position = tokens.count - 1
    }

    /// Skips to where reading can go on: a separator, a closing bracket of this level, or a logical operator.
    mutating func synchronize() {
        var open = 0
        while true {
            switch current.kind {
            case .end: return
            case .leftParen, .leftBracket, .leftBrace: open += 1
            case .rightParen, .rightBracket, .rightBrace:
                if open == 0 { return }
                open -= 1
            case .comma, .and, .or, .question, .colon:
                if open == 0 { return }
            default: break
            }
            advance()
        }
    }

    mutating func close(_ kind: Token.Kind, opened: SourceRange) -> SourceRange {
        let end = current.range
        if take(kind) { return end }
        complainExpected(kind.words, hint: wordHint(), opened: opened)
        while current.kind != .end, current.kind != kind {
            synchronize()
            if current.kind == kind || current.kind == .end { break }
            advance()
        }
        let found = current.range
        return take(kind) ? found : tokens[max(position - 1, 0)].range
    }

    // MARK: expressions

    mutating func expression() -> ExpressionID {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Parser.depthLimit else {
            stop(at: current.range)
            return add(.invalid, current.range)
        }
        let condition = binary(above: 0)
        guard take(.question) else { return condition }
        let then = binary(above: 0)
        guard take(.colon) else {
            complainExpected("':' of the conditional")
            return add(.invalid, range(condition).union(range(then)))
        }
        let otherwise = expression()
        return add(
            .conditional(condition: condition, then: then, otherwise: otherwise),
            range(condition).union(range(otherwise)), over: condition, then, otherwise)
    }

    private static func precedence(_ kind: Token.Kind) -> Int {
        switch kind {
        case .or: 1
        case .and: 2
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .keywordIn: 3
        case .plus, .minus: 4
        case .star, .slash, .percent: 5
        default: 0
        }
    }

    private static func operatorName(_ kind: Token.Kind) -> String {
        switch kind {
        case .equal: Operators.equal
        case .notEqual: Operators.notEqual
        case .less: Operators.less
        case .lessEqual: Operators.lessEqual
        case .greater: Operators.greater
        case .greaterEqual: Operators.greaterEqual
        case .keywordIn: Operators.in
        case .plus: Operators.add
        case .minus: Operators.subtract
        case .star: Operators.multiply
        case .slash: Operators.divide
        default: Operators.modulo
        }
    }

    private mutating func binary(above limit: Int) -> ExpressionID {
        var left = unary()
        while true {
            let kind = current.kind
            let precedence = Parser.precedence(kind)
            guard precedence > limit else { return left }
            let operatorRange = current.range
            advance()
            let right = binary(above: precedence)
            let whole = range(left).union(range(right))
            switch kind {
            case .and: left = logical(left, right, isAnd: true)
            case .or: left = logical(left, right, isAnd: false)
            default:
                left = add(
                    .call(function: Parser.operatorName(kind), functionRange: operatorRange, target: nil, arguments: [left, right]),
                    whole, over: left, right)
            }
        }
    }

    /// `a && b && c` is one node with three operands: the rest of the chain is read here, so that it takes no level of depth.
    private mutating func logical(_ left: ExpressionID, _ right: ExpressionID, isAnd: Bool) -> ExpressionID {
        func operands(_ id: ExpressionID) -> [ExpressionID] {
            switch tree[id].kind {
            case .and(let inner) where isAnd: inner
            case .or(let inner) where !isAnd: inner
            default: [id]
            }
        }
        var all = operands(left) + operands(right)
        let kind: Token.Kind = isAnd ? .and : .or
        while take(kind) { all += operands(binary(above: Parser.precedence(kind))) }
        return add(isAnd ? .and(all) : .or(all), range(left).union(range(all[all.count - 1])), over: all)
    }

    /// The operand of a prefix operator: one level deeper.
    private mutating func prefixed() -> ExpressionID {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Parser.depthLimit else {
            stop(at: current.range)
            return add(.invalid, current.range)
        }
        return unary()
    }

    private mutating func unary() -> ExpressionID {
        let start = current.range
        switch current.kind {
        case .not:
            advance()
            let operand = prefixed()
            return add(
                .call(function: Operators.not, functionRange: start, target: nil, arguments: [operand]),
                start.union(range(operand)), over: operand)
        case .minus:
            advance()
            switch current.kind {
            case .int, .double:
                let number = literal(negative: true, from: start)
                return member(after: number)
            default:
                let operand = prefixed()
                return add(
                    .call(function: Operators.negate, functionRange: start, target: nil, arguments: [operand]),
                    start.union(range(operand)), over: operand)
            }
        default:
            return member(after: primary())
        }
    }
}
