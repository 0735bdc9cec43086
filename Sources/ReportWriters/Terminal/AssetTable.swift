public import PostureModel
import SourceText

/// Assets for people, a line each (more where the terminal is too narrow for columns): what it is called, its type, its region, how to ask for it, and where it was seen.
///
/// Columns are as wide as what the first rows hold, which come sorted; what follows is written as it comes, so that any number of
/// assets can pass through.
public struct AssetTable: Sendable {
    private let style: TerminalStyle
    private var waiting: [Row] = []
    private var widths: [Int]?

    /// Rows that are sorted, and that say how wide columns are.
    private static let sample = 2000

    private struct Row {
        /// Name, type, region, id or address, and where it was seen.
        var cells: [String]
        var order: [String]
    }

    public init(style: TerminalStyle) { self.style = style }

    /// - Returns: the lines that are ready.
    public mutating func add(_ asset: Asset) -> [String] {
        let row = Row(
            cells: [asset.name, asset.type, asset.region ?? "-", asset.address ?? asset.id, place(asset)].map(TerminalText.safe),
            order: [asset.type, asset.name, asset.origin.isDeclared ? "code" : "live", asset.id])
        if let widths { return lines(row, widths) }
        waiting.append(row)
        return waiting.count < Self.sample ? [] : finish()
    }

    /// - Returns: the lines that have waited.
    public mutating func finish() -> [String] {
        let rows = waiting.sorted { $0.order.lexicographicallyPrecedes($1.order) }
        waiting = []
        let widths = fitted(rows)
        self.widths = widths
        return rows.flatMap { lines($0, widths) }
    }

    private func place(_ asset: Asset) -> String {
        guard let location = asset.origin.location else { return "live" }
        return location.start.map { "\(location.path):\($0.line)" } ?? location.path
    }

    /// What each column gets: what it asks for, or, where the terminal is too narrow, the widest ones less. Names are the last to give.
    private func fitted(_ rows: [Row]) -> [Int] {
        var widths = (0..<5).map { column in rows.map { TerminalText.width($0.cells[column]) }.max() ?? 0 }
        guard let width = style.width else { return widths }
        let least = [16, 12, 9, 12, 8]
        for column in [3, 4, 1, 0, 2] {
            let excess = widths.reduce(0, +) + 2 * 4 - width
            guard excess > 0 else { break }
            widths[column] = max(min(least[column], widths[column]), widths[column] - excess)
        }
        return widths
    }

    private func lines(_ row: Row, _ widths: [Int]) -> [String] {
        let looks: [TerminalStyle.Look?] = [.bold, nil, .dim, nil, .cyan]
        if let width = style.width, widths.reduce(0, +) + 2 * 4 > width {
            let pieces = row.cells.indices.map { StyledPiece(row.cells[$0], looks[$0], isCutAtStart: $0 >= 3) }
            return style.flow(pieces, indent: 0)
        }
        let cells = row.cells.indices.map { column in
            let text = cut(row.cells[column], column: column, to: widths[column])
            let padded = column == 4 ? text : TerminalText.padded(text, to: widths[column])
            return looks[column].map { style.paint(padded, $0) } ?? padded
        }
        return [cells.joined(separator: "  ")]
    }

    private func cut(_ text: String, column: Int, to width: Int) -> String {
        guard style.width != nil else { return text }
        // The end of an id or a path says more than its beginning.
        return column >= 3 ? TerminalText.cutStart(text, to: width) : TerminalText.cut(text, to: width)
    }
}
