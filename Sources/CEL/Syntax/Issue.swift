import SourceText

/// A mistake in one expression, by byte range in its text; becomes a `Diagnostic` where the text's place in a file is known.
struct Issue: Hashable {
    enum Code: String {
        case syntax = "cel-syntax"
        case literal = "cel-literal"
        case tooComplex = "cel-too-complex"
        case unknownName = "cel-unknown-name"
        case unknownFunction = "cel-unknown-function"
        case unknownField = "cel-unknown-field"
        case noOverload = "cel-no-overload"
        case typeMismatch = "cel-type-mismatch"
        case pattern = "cel-pattern"
        case argument = "cel-argument"
        case macro = "cel-macro"
        case cost = "cel-cost"
    }

    var code: Code
    var message: String
    var range: SourceRange
    var hint: String?
    /// The bracket that is not closed: one of them, in the expression's text.
    var opened: SourceRange?

    init(_ code: Code, _ message: String, _ range: SourceRange, hint: String? = nil, opened: SourceRange? = nil) {
        self.code = code
        self.message = message
        self.range = range
        self.hint = hint
        self.opened = opened
    }
}
