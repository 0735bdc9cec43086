/// A lexical unit: what it is and which bytes it covers.
struct Token: BitwiseCopyable {
    enum Kind: UInt8 {
        case endOfFile, newline, identifier, number, quote, heredoc
        case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
        /// `~}`, which also strips the white space after a template's sequence.
        case stripBrace
        case assign, equal, notEqual, not, less, lessOrEqual, greater, greaterOrEqual, and, or
        case plus, minus, star, slash, percent
        case question, colon, doubleColon, comma, dot, ellipsis, arrow
        case invalid
    }

    var kind: Kind
    var start: Int
    var end: Int
}

extension Token.Kind {
    /// The binary operator this token stands for.
    var binaryOperator: BinaryChain.Operator? {
        switch self {
        case .or: .or
        case .and: .and
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .plus: .add
        case .minus: .subtract
        case .star: .multiply
        case .slash: .divide
        case .percent: .remainder
        default: nil
        }
    }
}
