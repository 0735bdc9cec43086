import SourceText

/// A syntax error that has already been reported; it unwinds to the body item that holds it.
struct SyntaxFailure: Error {}

/// A recursive-descent parser over a file's bytes, with one token of look-ahead.
///
/// Whether newlines count depends on what is being read (they end an attribute, but mean nothing inside parentheses), so the
/// look-ahead is dropped whenever that changes; every byte is looked at a bounded number of times.
struct Parser {
    let file: SourceFile
    let bytes: UnsafeBufferPointer<UInt8>
    let lexer: Lexer
    let limits: ParsingLimits
    /// True on the second reading of a file that lacks a closing brace.
    let trustsIndentation: Bool

    var names = NameTable()
    var diagnostics: [Diagnostic] = []
    private var suppressed = 0
    /// True once the file ended inside a block.
    var missesClosingBrace = false

    /// The end of the last token that was taken.
    var position = 0
    private var ahead = Token(kind: .endOfFile, start: 0, end: 0)
    private var hasAhead = false
    private(set) var skipsNewlines = false
    /// How deep the recursion is.
    var depth = 0
    /// Brackets opened and not yet closed, counted for recovery.
    var openBrackets = 0

    init(file: SourceFile, bytes: UnsafeBufferPointer<UInt8>, limits: ParsingLimits, trustsIndentation: Bool) {
        self.file = file
        self.bytes = bytes
        self.lexer = Lexer(bytes: bytes)
        self.limits = limits
        self.trustsIndentation = trustsIndentation
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }
}

// Tokens.
extension Parser {
    @inline(__always)
    mutating func peek() -> Token {
        if !hasAhead {
            ahead = lexer.next(at: position, skippingNewlines: skipsNewlines)
            hasAhead = true
        }
        return ahead
    }

    /// Takes the token that was peeked at.
    @inline(__always)
    mutating func take() {
        position = ahead.end
        hasAhead = false
    }

    /// Takes the next token if it is of that kind.
    @inline(__always)
    mutating func take(_ kind: Token.Kind) -> Bool {
        guard peek().kind == kind else { return false }
        take()
        return true
    }

    mutating func move(to offset: Int) {
        position = offset
        hasAhead = false
    }

    /// Sets whether newlines are skipped, and returns what held before.
    @inline(__always)
    mutating func skipNewlines(_ skips: Bool) -> Bool {
        let before = skipsNewlines
        if before != skips {
            skipsNewlines = skips
            hasAhead = false
        }
        return before
    }

    mutating func text(_ token: Token) -> String { names.text(bytes, token.start, token.end) }

    @inline(__always)
    func spells(_ token: Token, _ word: StaticString) -> Bool {
        guard token.kind == .identifier, token.end - token.start == word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[token.start + index] != word.utf8Start[index] { return false }
        return true
    }
}

// Diagnostics and depth.
extension Parser {
    mutating func report(_ code: String, _ message: String, at range: SourceRange, hint: String? = nil) {
        guard diagnostics.count < limits.diagnostics else {
            suppressed += 1
            return
        }
        diagnostics.append(Diagnostic(.error, code: code, message, location: file.location(range), hint: hint))
    }

    mutating func failure(_ code: String, _ message: String, at token: Token, hint: String? = nil) -> SyntaxFailure {
        report(code, message, at: SourceRange(start: token.start, end: token.end), hint: hint)
        return SyntaxFailure()
    }

    mutating func reportSuppressed() {
        guard suppressed > 0 else { return }
        diagnostics.append(
            Diagnostic(
                .error, code: "hcl-more-errors", "\(suppressed) more syntax errors are not shown",
                location: SourceLocation(path: file.path)))
        suppressed = 0
    }

    /// Counts one level of nesting; the caller gives it back with ``leave()``.
    @inline(__always)
    mutating func enter() throws(SyntaxFailure) {
        guard depth < limits.depth else {
            throw failure("hcl-too-deep", "nested deeper than \(limits.depth) levels", at: peek())
        }
        depth += 1
    }

    @inline(__always)
    mutating func leave() { depth -= 1 }

    /// How a message names a token.
    func describe(_ token: Token) -> String {
        switch token.kind {
        case .endOfFile: "the end of the file"
        case .newline: "the end of the line"
        case .quote: "a string"
        case .heredoc: "a heredoc"
        default: "\"\(file.text(SourceRange(start: token.start, end: min(token.end, token.start + 40))))\""
        }
    }
}
