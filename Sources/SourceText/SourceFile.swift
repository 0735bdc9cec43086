#if canImport(Glibc)
import Glibc
#endif

/// A text from outside: its bytes, what to call it, and where its lines begin.
///
/// Offsets are byte offsets into `bytes`, from 0. Lines and columns are counted from 1; a column counts UTF-8 bytes.
/// A byte-order mark is kept in `bytes`, so that offsets are true to the file.
public final class SourceFile: Sendable {
    /// The path as messages show it: relative to where the user stands where possible.
    public let path: String
    /// Empty where only places are known (``init(path:byteCount:lines:)``).
    public let bytes: [UInt8]
    private let byteCount: Int
    private let lineStarts: [Int32]
    /// The numbers of the lines in `lineStarts`; nil where that is every line.
    private let lineNumbers: [Int32]?

    /// - Parameter bytes: under 2 GiB; readers limit what they load (see ``SourceFile/read(path:displayPath:limit:)``).
    public init(path: String, bytes: [UInt8]) {
        precondition(bytes.count <= Int(Int32.max), "a source file is under 2 GiB")
        self.path = path
        self.bytes = bytes
        self.byteCount = bytes.count
        self.lineStarts = SourceFile.findLineStarts(in: bytes)
        self.lineNumbers = nil
    }

    /// A file of which only places are known: what is kept of it after its text is gone, so that ranges stay true.
    ///
    /// Positions are right within the known lines; ``text(_:)`` has nothing to show.
    ///
    /// - Parameter lines: line numbers (from 1) and the byte offsets where those lines begin, ascending.
    /// - Returns: nil where the lines do not ascend or lie outside of `byteCount`.
    public init?(path: String, byteCount: Int, lines: [(number: Int, offset: Int)]) {
        guard byteCount >= 0, byteCount <= Int(Int32.max) else { return nil }
        var starts: [Int32] = [0]
        var numbers: [Int32] = [1]
        for line in lines where line.number != 1 || line.offset != 0 {
            guard let start = Int32(exactly: line.offset), let number = Int32(exactly: line.number),
                start > starts[starts.count - 1], number > numbers[numbers.count - 1], line.offset <= byteCount
            else { return nil }
            starts.append(start)
            numbers.append(number)
        }
        self.path = path
        self.bytes = []
        self.byteCount = byteCount
        self.lineStarts = starts
        self.lineNumbers = numbers
    }

    public convenience init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// Bytes of the whole file, also where its text is not at hand.
    public var size: Int { byteCount }

    /// Line and column of a byte offset; an offset past the end is taken as the end.
    public func position(at offset: Int) -> SourcePosition {
        let offset = Int32(min(max(offset, 0), byteCount))
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        let line = lineNumbers.map { Int($0[low]) } ?? low + 1
        return SourcePosition(line: line, column: Int(offset - lineStarts[low]) + 1)
    }

    /// The byte offset of a line's first byte, or nil where there is no such line. Lines count from 1.
    public func offset(ofLine line: Int) -> Int? {
        if let lineNumbers {
            return lineNumbers.firstIndex { Int($0) == line }.map { Int(lineStarts[$0]) }
        }
        return line >= 1 && line <= lineStarts.count ? Int(lineStarts[line - 1]) : nil
    }

    /// A range of bytes as a location that people read.
    public func location(_ range: SourceRange) -> SourceLocation {
        SourceLocation(path: path, start: position(at: range.start), end: position(at: max(range.start, range.end)))
    }

    /// The text of a range, with invalid UTF-8 repaired.
    public func text(_ range: SourceRange) -> String {
        let start = min(max(range.start, 0), bytes.count)
        let end = min(max(range.end, start), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private static func findLineStarts(in bytes: [UInt8]) -> [Int32] {
        var starts: [Int32] = [0]
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var offset = 0
            while offset < buffer.count,
                let found = memchr(base + offset, 0x0A, buffer.count - offset)
            {
                offset = UnsafeRawPointer(found) - base + 1
                starts.append(Int32(offset))
            }
        }
        return starts
    }
}
