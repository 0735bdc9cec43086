/// IAM's wildcards: `*` stands for any run of characters, `?` for exactly one.
///
/// At most pattern × text steps, no recursion.
public enum Wildcard {
    /// Whether a pattern matches a whole text.
    ///
    /// - Parameter foldCase: ASCII letters match whatever their case, as actions do.
    public static func matches(
        _ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, foldCase: Bool = false
    ) -> Bool {
        run(pattern, text, foldCase: foldCase, textIsPattern: false)
    }

    /// Whether everything that `other` matches is matched by `pattern` too. Never true where it is not so; false in the rare
    /// case that takes more than comparing the two texts to see (`a*` and `?*` against `??*`).
    public static func covers(
        _ pattern: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, foldCase: Bool = false
    ) -> Bool {
        run(pattern, other, foldCase: foldCase, textIsPattern: true)
    }

    /// Whether some text is matched by both patterns.
    public static func overlap(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, foldCase: Bool = false
    ) -> Bool {
        // reachable[j]: the first i characters of one and the first j of the other can match the same text.
        var reachable = [Bool](repeating: false, count: second.count + 1)
        reachable[0] = true
        for j in 0..<second.count { reachable[j + 1] = reachable[j] && second[j] == star }
        for i in 0..<first.count {
            var diagonal = reachable[0]
            reachable[0] = reachable[0] && first[i] == star
            for j in 0..<second.count {
                let above = reachable[j + 1]
                let a = first[i]
                let b = second[j]
                if a == star || b == star {
                    // A star takes nothing, or one more character of the other.
                    reachable[j + 1] = above || reachable[j]
                } else {
                    reachable[j + 1] = diagonal && (a == mark || b == mark || same(a, b, foldCase))
                }
                diagonal = above
            }
        }
        return reachable[second.count]
    }

    /// Whether a pattern consists of nothing but stars, and colons between them where `colons` says so: it matches everything
    /// that has a form at all.
    static func isEverything(_ pattern: UnsafeRawBufferPointer, colons: Int = 0) -> Bool {
        var stars = 0
        var separators = 0
        for byte in pattern {
            if byte == star { stars += 1 } else if byte == UInt8(ascii: ":") { separators += 1 } else { return false }
        }
        return stars > separators && separators <= colons
    }

    static func hasWildcard(_ text: UnsafeRawBufferPointer) -> Bool { text.contains { $0 == star || $0 == mark } }

    private static let star = UInt8(ascii: "*")
    private static let mark = UInt8(ascii: "?")

    /// The last star is the only one that ever needs to be tried again: an earlier one taking more could not help.
    private static func run(
        _ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, foldCase: Bool, textIsPattern: Bool
    ) -> Bool {
        var p = 0
        var t = 0
        var lastStar = -1
        var resume = 0
        while t < text.count {
            if p < pattern.count, pattern[p] == star {
                lastStar = p
                resume = t
                p += 1
            } else if p < pattern.count, one(pattern[p], text[t], foldCase, textIsPattern) {
                t += 1
                // One character, not one byte.
                if pattern[p] == mark { while t < text.count, text[t] & 0xC0 == 0x80 { t += 1 } }
                p += 1
            } else if lastStar >= 0 {
                p = lastStar + 1
                resume += 1
                t = resume
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == star { p += 1 }
        return p == pattern.count
    }

    @inline(__always)
    private static func one(_ pattern: UInt8, _ text: UInt8, _ foldCase: Bool, _ textIsPattern: Bool) -> Bool {
        if textIsPattern, text == star { return false }
        if pattern == mark { return true }
        if textIsPattern, text == mark { return false }
        return same(pattern, text, foldCase)
    }

    @inline(__always)
    static func same(_ a: UInt8, _ b: UInt8, _ foldCase: Bool) -> Bool {
        if a == b { return true }
        guard foldCase, a ^ b == 0x20 else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(a | 0x20)
    }
}
