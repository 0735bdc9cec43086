public import SourceText

/// The text of an expression and where it stands in a file.
public struct ExpressionSource: Sendable {
    public let bytes: [UInt8]
    public let file: SourceFile?
    /// From which byte of the text on, what lies at which byte of the file; ascending. A YAML block scalar has one a line.
    private let segments: [Segment]

    /// A piece of the text that stands in one piece in the file.
    public struct Segment: Sendable, Hashable {
        public var textOffset: Int
        public var fileOffset: Int

        public init(textOffset: Int, fileOffset: Int) {
            self.textOffset = textOffset
            self.fileOffset = fileOffset
        }
    }

    /// A text that stands in no file; messages give places in the text itself, as `expression:line:column`.
    public init(_ text: String) {
        bytes = Array(text.utf8)
        file = nil
        segments = []
    }

    /// - Parameter segments: ascending by text offset; what lies before the first is taken to lie at its place.
    public init(_ text: String, in file: SourceFile, segments: [Segment]) {
        bytes = Array(text.utf8)
        self.file = file
        self.segments = segments
    }

    /// A text that stands in the file in one piece.
    public init(_ text: String, in file: SourceFile, at offset: Int) {
        self.init(text, in: file, segments: [Segment(textOffset: 0, fileOffset: offset)])
    }

    /// The place of a range of the text.
    public func location(_ range: SourceRange) -> SourceLocation {
        guard let file else { return SourceFile(path: "expression", bytes: bytes).location(range) }
        return file.location(SourceRange(start: fileOffset(range.start), end: fileOffset(range.end)))
    }

    private func fileOffset(_ offset: Int) -> Int {
        guard let segment = segments.last(where: { $0.textOffset <= offset }) ?? segments.first else { return offset }
        return segment.fileOffset + max(0, offset - segment.textOffset)
    }

    /// The text of a range.
    public func text(_ range: SourceRange) -> String {
        let start = min(max(range.start, 0), bytes.count)
        return String(decoding: bytes[start..<min(max(range.end, start), bytes.count)], as: UTF8.self)
    }
}
