import SourceText

/// A constant in a condition, or the name of a list of them.
struct FalcoWord: Hashable, Sendable {
    var text: String
    /// Without quotes: what is called as a list stands for its items.
    var isBare: Bool

    init(_ text: String, isBare: Bool) {
        self.text = text
        self.isBare = isBare
    }

    /// An item of a list, which may bring quotes of its own; nil where they aren't closed or an escape is wrong.
    init?(item: String) {
        guard let quote = item.first, quote == "\"" || quote == "'" else {
            self.init(item, isBare: true)
            return
        }
        let bytes = Array(item.utf8)
        guard let (text, end) = FalcoParser.unquoted(bytes, from: 0), end == bytes.count else { return nil }
        self.init(text, isBare: false)
    }
}

/// A condition as it is written, before macros and lists are looked up.
indirect enum FalcoExpression {
    case any([FalcoExpression])
    case all([FalcoExpression])
    case not(FalcoExpression)
    case macro(String, FalcoPlace)
    case check(FalcoCheck)
}

/// One comparison.
struct FalcoCheck {
    indirect enum Operand {
        case field(RuleField, FalcoPlace)
        /// `tolower(proc.name)`.
        case changed(String, Operand, FalcoPlace)
    }

    enum Right {
        case nothing
        case word(FalcoWord)
        case words([FalcoWord])
        /// `val(proc.pname)`.
        case operand(Operand)
    }

    var left: Operand
    var comparison: String
    var right: Right
    var place: FalcoPlace
}

/// A range of one file.
struct FalcoPlace {
    var file: SourceFile
    var range: SourceRange

    func failure(_ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code: code, message, location: file.location(range), hint: hint)
    }
}
