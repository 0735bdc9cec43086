/// Resource patterns: ARNs with wildcards, compared with regard to case.
///
/// Source: `reference_policies_elements_resource.html`: wildcards stand within the segments between colons; a `*` that is the
/// last character of a segment can match beyond the colon. The sixth segment, the resource itself, may hold colons.
public enum ResourcePattern {
    /// - Parameter variables: `${…}` are policy variables (documents of version 2012-10-17), otherwise plain text.
    public static func matches(
        _ pattern: UnsafeRawBufferPointer, _ arn: UnsafeRawBufferPointer, variables: Bool = true
    ) -> PolicyVerdict {
        if variables, let parsed = VariablePattern(pattern) { return parsed.matches(arn) }
        guard let segments = colons(pattern), let parts = colons(arn) else {
            return Wildcard.matches(pattern, arn) ? .yes : .no
        }
        if matches(pattern, segments, arn, parts) { return .yes }
        let reachesOn = segments.contains { $0 > 0 && pattern[$0 - 1] == UInt8(ascii: "*") }
        return reachesOn && Wildcard.matches(pattern, arn) ? .yes : .no
    }

    /// Whether a pattern matches every resource of every service: `*`, `arn:*`, `arn:aws:*:*:*:*`.
    public static func isEverything(_ pattern: UnsafeRawBufferPointer) -> Bool {
        if Wildcard.isEverything(pattern, colons: 5) { return true }
        guard pattern.starts(with: "arn:".utf8) else { return false }
        var rest = UnsafeRawBufferPointer(rebasing: pattern[4...])
        // A partition may be named; a policy never meets another one.
        if rest.starts(with: "aws".utf8), let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            rest = UnsafeRawBufferPointer(rebasing: rest[(colon + 1)...])
        }
        return Wildcard.isEverything(rest, colons: 4)
    }

    private static func matches(
        _ pattern: UnsafeRawBufferPointer, _ segments: [Int], _ arn: UnsafeRawBufferPointer, _ parts: [Int]
    ) -> Bool {
        var start = (0, 0)
        for index in 0...segments.count {
            let end = index < segments.count ? (segments[index], parts[index]) : (pattern.count, arn.count)
            let segment = UnsafeRawBufferPointer(rebasing: pattern[start.0..<end.0])
            let part = UnsafeRawBufferPointer(rebasing: arn[start.1..<end.1])
            guard Wildcard.matches(segment, part) else { return false }
            start = (end.0 + 1, end.1 + 1)
        }
        return true
    }

    /// Where the first five colons stand; nil where there are fewer.
    private static func colons(_ text: UnsafeRawBufferPointer) -> [Int]? {
        var result: [Int] = []
        for (index, byte) in text.enumerated() where byte == UInt8(ascii: ":") {
            result.append(index)
            if result.count == 5 { return result }
        }
        return nil
    }
}
