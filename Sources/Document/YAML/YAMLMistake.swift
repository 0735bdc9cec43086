import SourceText

/// What people mostly did where libyaml finds a mistake: it says where it gave up, which can be far behind the slip.
enum YAMLMistake {
    /// - Parameters:
    ///   - problem, context: libyaml's own words.
    ///   - line: where the thing began that was being read.
    ///   - offset: the byte that it did not understand.
    static func hint(_ problem: String, context: String, line: Int, at offset: Int, in file: SourceFile) -> String? {
        let bytes = file.bytes
        if bytes.indices.contains(offset), bytes[offset] == 0x09 { return "indent with spaces: YAML takes no tabs" }
        if context.contains("quoted scalar") { return "the quote opened in line \(line) is not closed" }
        if problem.contains("mapping values are not allowed") { return "a value with ': ' in it stands in quotes, or under |-" }
        guard let end = bytes[..<min(offset, bytes.count)].lastIndex(where: { !$0.isBlank }), bytes[end].isQuote else { return nil }
        guard let start = opening(of: end, in: bytes) else { return nil }
        let (first, last) = (file.position(at: start).line, file.position(at: end).line)
        if first == last { return "what begins with a quote ends with it: put all of it in quotes, or under |-" }
        return "the quote opened in line \(first) ends only in line \(last)"
    }

    /// Where the quoted value that ends at `end` began: behind a key, a dash or a bracket.
    private static func opening(of end: Int, in bytes: [UInt8]) -> Int? {
        var index = end - 1
        let limit = max(0, end - 10_000)
        while index > limit {
            if bytes[index] == bytes[end], bytes[index - 1].isBlank || bytes[index - 1] == UInt8(ascii: "[") { return index }
            index -= 1
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
    fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
}
