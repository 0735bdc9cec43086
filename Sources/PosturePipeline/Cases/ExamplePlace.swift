import PostureModel
import SourceText

/// Where a place in an example's text stands in the control's own file.
struct ExamplePlace {
    let example: ControlCase
    let file: SourceFile

    /// Nil where the example is no literal block (`|`): other styles do not keep its lines.
    func location(_ place: SourceLocation?) -> SourceLocation? {
        guard let start = place?.start, file.bytes.indices.contains(example.range.start),
            file.bytes[example.range.start] == UInt8(ascii: "|")
        else { return nil }
        let header = file.position(at: example.range.start).line
        guard let line = file.offset(ofLine: header + start.line) else { return nil }
        // The first line says how far the block is indented.
        guard let first = file.offset(ofLine: header + 1) else { return nil }
        let indent = file.bytes[first...].prefix { $0 == 0x20 }.count
        let offset = line + indent + start.column - 1
        return file.location(SourceRange(start: offset, end: offset))
    }
}
