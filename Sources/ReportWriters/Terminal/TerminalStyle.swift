public import PostureModel

/// What the reader's terminal shows: colours, and how many columns.
public struct TerminalStyle: Sendable {
    public var isColored: Bool
    /// Columns of a line; nil where the reader is no terminal: then nothing is wrapped or cut, so that lines can be searched.
    public var width: Int?

    public init(isColored: Bool, width: Int? = nil) {
        self.isColored = isColored
        // Narrower than this nothing reads well.
        self.width = width.map { max($0, 40) }
    }

    public enum Look: String, Sendable {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case brightRed = "1;31"
        case yellow = "33"
        case blue = "34"
        case cyan = "36"
        case green = "32"
        case magenta = "35"
    }

    public func paint(_ text: String, _ look: Look) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m" : text
    }

    public func severity(_ severity: Severity, width: Int = 0) -> String {
        let word = severity.rawValue.uppercased()
        let padded = word + String(repeating: " ", count: max(0, width - word.count))
        switch severity {
        case .critical: return paint(padded, .brightRed)
        case .high: return paint(padded, .red)
        case .medium: return paint(padded, .yellow)
        case .low: return paint(padded, .blue)
        case .info: return paint(padded, .dim)
        }
    }

    /// What is left of a line behind an indentation.
    func room(behind indent: Int) -> Int? { width.map { max($0 - indent, 16) } }

    /// Pieces side by side, two blanks between, in as many lines as they need. A piece that no line holds is cut or wrapped.
    func flow(_ pieces: [StyledPiece], indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        guard let room = room(behind: indent) else {
            return [space + pieces.filter { !$0.text.isEmpty }.map(paint).joined(separator: "  ")]
        }
        var lines: [String] = []
        var line = ""
        var used = 0
        // Lines after the first stand two further in.
        func limit() -> Int { lines.isEmpty ? room : room - 2 }
        func end() {
            lines.append(space + (lines.isEmpty ? "" : "  ") + line)
            line = ""
            used = 0
        }
        func add(_ text: String, of piece: StyledPiece) {
            var piece = piece
            piece.text = text
            line += (used > 0 ? "  " : "") + paint(piece)
            used += TerminalText.width(text) + (used > 0 ? 2 : 0)
        }
        for piece in pieces where !piece.text.isEmpty {
            let isFitting = TerminalText.width(piece.text) <= limit() - (used > 0 ? used + 2 : 0)
            if used > 0, !isFitting, !piece.isWrapped || limit() - used < Self.leastStart { end() }
            if piece.isWrapped, !isFitting {
                let parts = TerminalText.wrapped(piece.text, to: room - 2, first: limit() - (used > 0 ? used + 2 : 0))
                for (index, part) in parts.enumerated() {
                    if index > 0 { end() }
                    add(part, of: piece)
                }
            } else {
                add(piece.isCutAtStart ? TerminalText.cutStart(piece.text, to: limit()) : TerminalText.cut(piece.text, to: limit()), of: piece)
            }
        }
        if used > 0 { end() }
        return lines
    }

    /// Columns that must be left in a line for a wrapped piece to begin there.
    private static let leastStart = 16

    /// Lines that are indented by ``severityIndent``, with the severity before the first.
    func marked(_ lines: [String], with severity: Severity?) -> [String] {
        guard let severity, let first = lines.first else { return lines }
        let mark = self.severity(severity, width: Self.severityIndent - 1)
        return ["\(mark) " + first.dropFirst(Self.severityIndent)] + lines.dropFirst()
    }

    /// What stands behind a severity begins here.
    static let severityIndent = 9

    private func paint(_ piece: StyledPiece) -> String { piece.look.map { paint(piece.text, $0) } ?? piece.text }
}

/// A text that looks one way, and stays in one line unless it may be wrapped.
struct StyledPiece {
    var text: String
    var look: TerminalStyle.Look?
    /// A path, whose end says more than its beginning.
    var isCutAtStart = false
    /// A sentence, which goes on in the next line.
    var isWrapped = false

    init(_ text: String, _ look: TerminalStyle.Look? = nil, isCutAtStart: Bool = false, isWrapped: Bool = false) {
        self.text = text
        self.look = look
        self.isCutAtStart = isCutAtStart
        self.isWrapped = isWrapped
    }
}
