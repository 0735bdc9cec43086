import SourceText

/// One word of an expression.
struct Token: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
        case identifier, quotedIdentifier, reserved
        case int, uint, double, string, bytes
        case keywordTrue, keywordFalse, keywordNull, keywordIn
        case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
        case dot, comma, question, colon, semicolon
        case plus, minus, star, slash, percent, not
        case equal, notEqual, less, lessEqual, greater, greaterEqual
        case and, or
        /// A piece that isn't a word; the lexer has already said so.
        case invalid
        case end
    }

    var kind: Kind
    var range: SourceRange
}

extension Token.Kind {
    /// How messages call it.
    var words: String {
        switch self {
        case .identifier: "a name"
        case .quotedIdentifier: "a quoted field name"
        case .reserved: "a reserved word"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "a bytes literal"
        case .keywordTrue: "'true'"
        case .keywordFalse: "'false'"
        case .keywordNull: "'null'"
        case .keywordIn: "'in'"
        case .leftParen: "'('"
        case .rightParen: "')'"
        case .leftBracket: "'['"
        case .rightBracket: "']'"
        case .leftBrace: "'{'"
        case .rightBrace: "'}'"
        case .dot: "'.'"
        case .comma: "','"
        case .question: "'?'"
        case .colon: "':'"
        case .semicolon: "';'"
        case .plus: "'+'"
        case .minus: "'-'"
        case .star: "'*'"
        case .slash: "'/'"
        case .percent: "'%'"
        case .not: "'!'"
        case .equal: "'=='"
        case .notEqual: "'!='"
        case .less: "'<'"
        case .lessEqual: "'<='"
        case .greater: "'>'"
        case .greaterEqual: "'>='"
        case .and: "'&&'"
        case .or: "'||'"
        case .invalid: "an invalid character"
        case .end: "the end of the expression"
        }
    }
}
