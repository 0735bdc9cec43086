import CEL
import PostureModel
import SourceText

/// Knows where each line of a predicate stands in its YAML file, so that messages point at the very byte.
enum PredicateText {
    static func source(_ predicate: Control.Predicate, in file: SourceFile) -> ExpressionSource {
        let text = Array(predicate.text.utf8)
        let start = scalarStart(predicate.range, in: file)
        if let quote = file.bytes.indices.contains(start) ? file.bytes[start] : nil,
            quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        {
            let segments = QuotedScalar(bytes: file.bytes, quote: quote, start: start + 1).segments(of: text)
            return ExpressionSource(predicate.text, in: file, segments: segments)
        }
        var segments: [ExpressionSource.Segment] = []
        var textOffset = 0
        for line in lines(of: SourceRange(start: start, end: predicate.range.end), in: file) {
            // Folding joins lines with blanks; what a line says stands in the text as it stands in the file.
            guard let found = find(file.bytes[line], in: text, from: textOffset) else { continue }
            segments.append(ExpressionSource.Segment(textOffset: found, fileOffset: line.lowerBound))
            textOffset = found + line.count
        }
        if segments.isEmpty { segments = [.init(textOffset: 0, fileOffset: start)] }
        return ExpressionSource(predicate.text, in: file, segments: segments)
    }

    /// Where the scalar itself begins: behind its anchor and its tag (`&name`, `!!str`).
    private static func scalarStart(_ range: SourceRange, in file: SourceFile) -> Int {
        let bytes = file.bytes
        let end = min(range.end, bytes.count)
        var start = min(range.start, end)
        while start < end, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
            while start < end, !isBlank(bytes[start]) { start += 1 }
            while start < end, isBlank(bytes[start]) { start += 1 }
        }
        return start
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The file's lines of a plain or block scalar, without indentation and a block scalar's first line.
    private static func lines(of range: SourceRange, in file: SourceFile) -> [Range<Int>] {
        let bytes = file.bytes
        var start = min(range.start, bytes.count)
        let end = min(range.end, bytes.count)
        guard start < end else { return [] }
        if bytes[start] == UInt8(ascii: ">") || bytes[start] == UInt8(ascii: "|") {
            while start < end, bytes[start] != 0x0A { start += 1 }
        }
        return bytes[start..<end].split(separator: 0x0A).compactMap { line in
            var line = line
            while let first = line.first, first == 0x20 || first == 0x0D { line = line.dropFirst() }
            while let last = line.last, last == 0x20 || last == 0x0D { line = line.dropLast() }
            return line.isEmpty ? nil : line.startIndex..<line.endIndex
        }
    }

    private static func find(_ part: ArraySlice<UInt8>, in text: [UInt8], from start: Int) -> Int? {
        guard part.count <= text.count - start else { return nil }
        return (start...(text.count - part.count)).first { text[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
