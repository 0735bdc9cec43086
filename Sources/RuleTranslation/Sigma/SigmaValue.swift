/// One value of a detection item, as its modifiers have left it.
enum SigmaValue: Sendable {
    /// - `raw`: as the rule spells it, which is what a regular expression is made of.
    case text(WildcardText, raw: String)
    /// - `literal`: as the language writes it; `raw`: as the rule spells it.
    case number(Double, literal: String, raw: String)
    case bool(Bool)
    case null
    /// A text in UTF-16; only Base64 makes a text of it again.
    case bytes([UInt8])
    /// - `flags`: of `i`, `m`, `s`.
    case pattern(String, flags: Set<Character>)
    /// A text whose dashes stand for every kind of dash.
    case dashed(WildcardText)
    case network(String)
    /// - `function`: `below`, `atMost`, `above`, `atLeast`.
    case comparison(function: String, Double)
    case field(String, way: Way)
    case exists(Bool)

    /// How two fields meet.
    enum Way: String, Sendable { case whole = "is", part = "includes", start = "begins", end = "ends" }
}

/// Which modifiers there are (specification 2.1).
enum SigmaModifier: String, Sendable {
    case contains, startswith, endswith, all, cased, exists, expand, fieldref, cidr, windash
    case re, i, ignorecase, m, multiline, s, dotall
    case base64, base64offset, utf16le, utf16be, utf16, wide
    case lt, lte, gt, gte

    /// Known to the specification, and what to do instead.
    static let refused: [String: String] = [
        "neq": "negate a selection in the condition; the specification doesn't say what a missing field is",
        "minute": "compare the time in a detection of one's own", "hour": "compare the time in a detection of one's own",
        "day": "compare the time in a detection of one's own", "week": "compare the time in a detection of one's own",
        "month": "compare the time in a detection of one's own", "year": "compare the time in a detection of one's own",
    ]
}
