import Document
import SourceText

/// Carries the places of a policy's parts over into the document that is built.
final class PlaceTable {
    enum Base {
        /// Values know their own places.
        case own(Document)
        /// Values were read from a text within the document: where that text stands, and, where the text is verbatim in a file,
        /// at which byte of which source of the built document it begins.
        case text(Origin?, begin: (source: UInt32, offset: Int)?)
    }

    private let builder: DocumentBuilder
    private let base: Base
    private var numbers: [UInt32: UInt32] = [:]

    init(builder: DocumentBuilder, base: Base) {
        self.builder = builder
        self.base = base
    }

    /// The place of a value, in terms of the built document.
    func origin(of value: DocumentValue) -> Origin? {
        switch base {
        case .own(let document):
            guard let own = document.origin(of: value.pointer) else { return nil }
            return Origin(source: number(of: own.source, in: document), range: own.range)
        case .text(let outer, let begin):
            guard let begin, let own = value.origin else { return outer }
            let start = begin.offset &+ own.range.start
            return Origin(source: begin.source, range: SourceRange(start: start, end: begin.offset &+ own.range.end))
        }
    }

    /// The table for what was read out of a text value.
    func inside(_ value: DocumentValue, text: UnsafeRawBufferPointer) -> PlaceTable {
        let outer = origin(of: value)
        guard case .own(let document) = base, let own = document.origin(of: value.pointer), let outer,
            case .file(let file) = document.sources[Int(own.source)],
            let offset = PlaceTable.find(text, in: file, within: own.range)
        else { return PlaceTable(builder: builder, base: .text(outer, begin: nil)) }
        return PlaceTable(builder: builder, base: .text(outer, begin: (outer.source, offset)))
    }

    private func number(of source: UInt32, in document: Document) -> UInt32 {
        if let known = numbers[source] { return known }
        let number = builder.source(document.sources[Int(source)])
        numbers[source] = number
        return number
    }

    /// Where a text stands within a range of a file, byte for byte.
    private static func find(_ text: UnsafeRawBufferPointer, in file: SourceFile, within range: SourceRange) -> Int? {
        let end = min(range.end, file.bytes.count)
        guard let first = text.first, range.start >= 0, range.start + text.count <= end else { return nil }
        return file.bytes.withUnsafeBytes { bytes in
            // A heredoc's text begins on its second line, a quoted one after its quote: a few candidates decide.
            var candidates = 0
            for start in range.start...(end - text.count) where bytes[start] == first {
                if UnsafeRawBufferPointer(rebasing: bytes[start..<start + text.count]).elementsEqual(text) { return start }
                candidates += 1
                if candidates == 16 { return nil }
            }
            return nil
        }
    }
}
