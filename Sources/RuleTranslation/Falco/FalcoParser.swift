import SourceText

/// Reads a condition as Falco's own parser does (libsinsp/filter/parser.cpp): what a word may hold hangs on where it stands.
struct FalcoParser {
    /// Falco's own limit.
    static let depthLimit = 100

    let bytes: [UInt8]
    /// For each byte where it stands.
    let places: [(file: Int32, offset: Int32)]
    let files: [SourceFile]
    var position = 0
    private var depth = 0

    /// - Parameter pieces: appended pieces are one text with a space between.
    init(_ pieces: [FalcoItems.Piece]) {
        var bytes: [UInt8] = []
        var places: [(file: Int32, offset: Int32)] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 {
                bytes.append(0x20)
                places.append(places.last ?? (0, 0))
            }
            let text = Array((piece.text.scalar(piece.value) ?? "").utf8)
            let start = Int32(piece.text.range(piece.value).start)
            let known = piece.text.places(of: piece.value, text: text)
            for at in text.indices { places.append((Int32(index), known.map { $0[at] } ?? start)) }
            bytes += text
        }
        self.bytes = bytes
        self.places = places
        files = pieces.map(\.text.file)
    }

    /// A field's name that stands in a text of its own.
    init(field: String, _ place: FalcoPlace) {
        bytes = Array(field.utf8)
        places = bytes.map { _ in (0, Int32(place.range.start)) }
        files = [place.file]
    }

    mutating func parse() throws(Diagnostic) -> FalcoExpression {
        let expression = try alternatives()
        skipBlanks()
        guard position == bytes.count else { throw failure("the condition wants 'and' or 'or', found '\(shown)'") }
        return expression
    }

    /// A field on its own, as exceptions name it.
    mutating func parseOperand() throws(Diagnostic) -> FalcoCheck.Operand {
        skipBlanks()
        guard let operand = try operand(), position == bytes.count else { throw failure("'\(shown)' is not a field") }
        return operand
    }

    // MARK: and, or, not

    private mutating func nested<Result>(_ body: (inout FalcoParser) throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= FalcoParser.depthLimit else {
            throw failure("the condition is nested more than \(FalcoParser.depthLimit) levels deep", code: "rule-too-large")
        }
        return try body(&self)
    }

    private mutating func alternatives() throws(Diagnostic) -> FalcoExpression {
        var parts = [try conjunction()]
        while take(word: "or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(Diagnostic) -> FalcoExpression {
        var parts = [try negation()]
        while take(word: "and") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(Diagnostic) -> FalcoExpression {
        var isNegated = false
        while take(word: "not") { isNegated.toggle() }
        let expression = try check()
        return isNegated ? .not(expression) : expression
    }

    private mutating func check() throws(Diagnostic) -> FalcoExpression {
        skipBlanks()
        if take("(") {
            return try nested { (parser) throws(Diagnostic) in
                let inner = try parser.alternatives()
                parser.skipBlanks()
                guard parser.take(")") else { throw parser.failure("the condition wants ')', found '\(parser.shown)'") }
                return inner
            }
        }
        let start = position
        if let left = try operand() { return .check(try comparison(left, from: start)) }
        let name = takeIdentifier()
        guard !name.isEmpty else { throw failure("the condition wants a field, a macro or '(', found '\(shown)'") }
        return .macro(name, place(from: start))
    }

    // MARK: fields

    /// A field, or a field in functions that change its value; nil where neither begins here.
    private mutating func operand() throws(Diagnostic) -> FalcoCheck.Operand? {
        let start = position
        let name = takeIdentifier()
        if !name.isEmpty, current == UInt8(ascii: "(") {
            position += 1
            skipBlanks()
            let inner = try nested { (parser) throws(Diagnostic) in try parser.operand() }
            guard let inner else { throw failure("\(name)() wants a field, found '\(shown)'") }
            skipBlanks()
            guard take(")") else {
                throw failure("\(name)() wants one field, found '\(shown)'", hint: "functions of several values are not supported")
            }
            return .changed(name, inner, place(from: start))
        }
        position = start
        guard let field = takeFieldName() else { return nil }
        var argument: String?
        if take("[") {
            if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
                argument = try takeQuoted()
            } else {
                let bare = take { !"[]\"'".utf8.contains($0) && !$0.isBlank }
                argument = String(decoding: bare, as: UTF8.self)
            }
            guard argument?.isEmpty == false, take("]") else { throw failure("the field's argument is not closed by ']'") }
        }
        return .field(RuleField(field, argument: argument), place(from: start))
    }

    private mutating func takeFieldName() -> String? {
        let start = position
        guard !takeIdentifier().isEmpty else { return nil }
        var end = position
        while current == UInt8(ascii: ".") {
            position += 1
            guard !takeIdentifier().isEmpty else { break }
            end = position
        }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        guard text.contains(".") else {
            position = start
            return nil
        }
        position = end
        return text
    }

    // MARK: comparisons

    static let comparisons: Set<String> = [
        "exists", "<", "<=", ">", ">=", "=", "==", "!=", "contains", "icontains", "bcontains", "startswith", "bstartswith", "endswith",
        "glob", "iglob", "regex", "in", "intersects", "pmatch",
    ]

    private mutating func comparison(_ left: FalcoCheck.Operand, from start: Int) throws(Diagnostic) -> FalcoCheck {
        skipBlanks()
        let before = position
        // The longest sign that begins here: `evt.dir=<` is an equals sign and a value.
        let sign = ["<=", "<", ">=", ">", "==", "=", "!="].first { bytes[position...].starts(with: $0.utf8) }
        if let sign { position += sign.utf8.count }
        let comparison = sign ?? String(decoding: take { $0 >= 97 && $0 <= 122 }, as: UTF8.self)
        guard FalcoParser.comparisons.contains(comparison) else {
            position = before
            throw failure(
                "there is no comparison '\(shown)'", code: "falco-operator",
                hint: "it is one of " + FalcoParser.comparisons.sorted().joined(separator: ", "))
        }
        skipBlanks()
        var right = FalcoCheck.Right.nothing
        switch comparison {
        case "exists": break
        case "in", "intersects", "pmatch": right = try words()
        default: right = try word()
        }
        return FalcoCheck(left: left, comparison: comparison, right: right, place: place(from: start))
    }

    /// What is compared with: `val(field)` or another function of a field.
    private mutating func rightOperand() throws(Diagnostic) -> FalcoCheck.Right? {
        let start = position
        let name = takeIdentifier()
        position = start
        guard ["val", "tolower", "toupper", "b64", "basename"].contains(name), bytes.count > start + name.utf8.count,
            bytes[start + name.utf8.count] == UInt8(ascii: "("), let operand = try operand()
        else { return nil }
        return .operand(operand)
    }

    private mutating func word() throws(Diagnostic) -> FalcoCheck.Right {
        if let operand = try rightOperand() { return operand }
        guard let word = try takeWord() else { throw failure("the comparison wants a value, found '\(shown)'") }
        return .word(word)
    }

    private mutating func words() throws(Diagnostic) -> FalcoCheck.Right {
        guard take("(") else {
            if let operand = try rightOperand() { return operand }
            let name = takeIdentifier()
            guard !name.isEmpty else { throw failure("the comparison wants a list, found '\(shown)'") }
            return .words([FalcoWord(name, isBare: true)])
        }
        var words: [FalcoWord] = []
        skipBlanks()
        if take(")") { return .words([]) }
        repeat {
            skipBlanks()
            guard let word = try takeWord() else { throw failure("the list wants a value, found '\(shown)'") }
            words.append(word)
            skipBlanks()
        } while take(",")
        guard take(")") else { throw failure("the list wants ',' or ')', found '\(shown)'") }
        return .words(words)
    }
}
