/// A half-open range of byte offsets in one ``SourceFile``.
public struct SourceRange: Hashable, Sendable, BitwiseCopyable {
    private var first: Int32
    private var last: Int32

    public init(start: Int, end: Int) {
        first = Int32(clamping: start)
        last = Int32(clamping: end)
    }

    public init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }

    public var start: Int { Int(first) }
    public var end: Int { Int(last) }
    public var isEmpty: Bool { last <= first }

    /// The smallest range that holds both.
    public func union(_ other: SourceRange) -> SourceRange {
        SourceRange(start: min(start, other.start), end: max(end, other.end))
    }
}

/// A line and a column, both from 1; the column counts UTF-8 bytes.
public struct SourcePosition: Hashable, Sendable, Comparable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// A place that people read: `path:line:column`. A whole file has no positions.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    public var path: String
    public var start: SourcePosition?
    public var end: SourcePosition?

    public init(path: String, start: SourcePosition? = nil, end: SourcePosition? = nil) {
        self.path = path
        self.start = start
        self.end = end
    }

    public var description: String {
        guard let start else { return path }
        return "\(path):\(start.line):\(start.column)"
    }
}
