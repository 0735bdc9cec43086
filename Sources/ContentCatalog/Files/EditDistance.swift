/// How many letters two words differ by (Levenshtein).
public enum EditDistance {
    /// `did you mean 'x'?` where a known word is at most two letters away.
    public static func hint(for word: String, among known: some Sequence<String>) -> String? {
        nearest(to: word, among: known).map { "did you mean '\($0)'?" }
    }

    /// The known word that is at most two letters away, and nearer than half of the word.
    static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        // Longer words than any name are no slips.
        guard word.utf8.count <= 200 else { return nil }
        let near = known.map { (word: $0, distance: between($0, word)) }.min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        return near.flatMap { $0.distance <= 2 && $0.distance * 2 <= $0.word.utf8.count ? $0.word : nil }
    }

    static func between(_ a: String, _ b: String) -> Int {
        let a = Array(a.utf8)
        let b = Array(b.utf8)
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
