import CRE2

/// A compiled regular expression. RE2 matches in linear time and speaks the dialect of Go, which is Terraform's.
final class TextPattern {
    private let pattern: OpaquePointer
    /// The number of groups.
    let groupCount: Int
    /// The names of the groups; nil for a group without.
    let names: [String?]

    /// A program of a few kilobytes serves any hand-written pattern.
    private static let memory: Int64 = 8 << 20
    private static let longest = 10_000

    init(_ text: String) throws(FunctionFailure) {
        guard text.utf8.count <= Self.longest else { throw .invalid("the pattern is longer than \(Self.longest) bytes") }
        var text = text
        let compiled = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, Self.memory) }
        }
        guard let compiled else { throw .invalid("the pattern could not be compiled") }
        if let error = cre2_error(compiled) {
            let message = String(cString: error)
            cre2_free(compiled)
            throw .invalid("the pattern is invalid: \(message)")
        }
        pattern = compiled
        groupCount = Int(cre2_groups(compiled))
        names = Self.groupNames(text, count: groupCount)
    }

    deinit { cre2_free(pattern) }

    /// The spans of the first match at or after an offset: of the whole, then of each group; nil for a group that took no part.
    func find(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Range<Int>?]? {
        var spans = [Int64](repeating: -1, count: 2 * (groupCount + 1))
        let found = bytes.withMemoryRebound(to: CChar.self) {
            cre2_find(pattern, $0.baseAddress, $0.count, start, &spans, Int32(groupCount + 1))
        }
        guard found == 1 else { return nil }
        return (0...groupCount).map { spans[2 * $0] < 0 ? nil : Int(spans[2 * $0])..<Int(spans[2 * $0 + 1]) }
    }

    /// All matches that don't overlap. An empty match right after another one does not count.
    ///
    /// - Parameter most: where to stop.
    func findAll(in bytes: UnsafeBufferPointer<UInt8>, most: Int = .max) -> [[Range<Int>?]] {
        var matches: [[Range<Int>?]] = []
        var offset = 0
        var lastEnd = -1
        while offset <= bytes.count, matches.count < most, let match = find(in: bytes, from: offset), let whole = match[0] {
            if !(whole.isEmpty && whole.lowerBound == lastEnd) { matches.append(match) }
            lastEnd = whole.upperBound
            offset = whole.isEmpty ? Self.next(after: whole.upperBound, bytes) : whole.upperBound
        }
        return matches
    }

    private static func next(after offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var next = offset + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    /// Reads the names out of the pattern, which is known to be valid.
    private static func groupNames(_ text: String, count: Int) -> [String?] {
        var names: [String?] = []
        var rest = Substring(text)
        var isInClass = false
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                if rest.first == "Q", let end = rest.firstRange(of: "\\E") {
                    rest = rest[end.upperBound...]
                } else {
                    rest = rest.dropFirst()
                }
            case "[":
                if !isInClass {
                    // A bracket that comes first is a member of the class.
                    rest = rest.first == "^" ? rest.dropFirst() : rest
                    rest = rest.first == "]" ? rest.dropFirst() : rest
                    isInClass = true
                } else if rest.first == ":", let end = rest.firstRange(of: ":]") {
                    rest = rest[end.upperBound...]
                }
            case "]": isInClass = false
            case "(" where !isInClass:
                if rest.hasPrefix("?P<") {
                    names.append(String(rest.dropFirst(3).prefix { $0 != ">" }))
                } else if rest.first != "?" {
                    names.append(nil)
                }
            default: break
            }
        }
        // Should the two ways of counting ever differ, no name is better than a wrong one.
        return names.count == count ? names : Array(repeating: nil, count: count)
    }
}
