/// The nearest known name to one that isn't known.
enum Suggestion {
    /// A hint such as `did you mean 'Bucket'?`, or nil where nothing is near.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }

    /// What other languages call differently.
    private static let words = [
        "tolowercase": "lowerAscii()", "tolower": "lowerAscii()", "lower": "lowerAscii()", "lowercase": "lowerAscii()",
        "touppercase": "upperAscii()", "toupper": "upperAscii()", "upper": "upperAscii()", "uppercase": "upperAscii()",
        "length": "size()", "len": "size()", "count": "size()", "isempty": "size() == 0",
        "any": "exists(x, …)", "some": "exists(x, …)", "every": "all(x, …)", "includes": "y in x, or contains() of a text",
        "match": "matches()", "test": "matches()", "search": "matches()", "strip": "trim()",
        "coalesce": "orValue()", "default": "orValue()",
    ]

    static func translation(of name: String) -> String? { words[name.lowercased()].map { "write \($0)" } }

    static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let limit = max(1, min(3, name.utf8.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(Array(name.lowercased().utf8), Array(candidate.lowercased().utf8), limit: limit)
            guard distance <= limit else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Edits between two names, a swap of neighbours counted as one; anything over the limit may be any number over it.
    private static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int {
        guard abs(a.count - b.count) <= limit, a.count <= 200, b.count <= 200 else { return limit + 1 }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
