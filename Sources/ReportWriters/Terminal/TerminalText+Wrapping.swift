extension TerminalText {
    /// A text in lines of at most so many columns.
    ///
    /// Lines break at blanks, and between wide characters as Japanese text does: no line begins with a closing bracket, a full
    /// stop or a small kana, none ends with an opening bracket (JIS X 4051, the rules in common use). A word that is longer
    /// than a line is broken anywhere.
    ///
    /// - Parameters:
    ///   - columns: nil leaves it in one line.
    ///   - first: columns of the first line, where they are others.
    public static func wrapped(_ text: String, to columns: Int?, first: Int? = nil) -> [String] {
        guard var columns, columns > 1 else { return [text] }
        let later = columns
        columns = first.map { max($0, 2) } ?? columns
        var lines: [String] = []
        var line = ""
        var used = 0
        func end() {
            while line.last == " " { line.removeLast() }
            lines.append(line)
            line = ""
            used = 0
            columns = later
        }
        for piece in pieces(text) {
            let size = width(piece)
            let isBlank = piece.first == " "
            if used + (isBlank ? 0 : size) > columns, used > 0 { end() }
            if isBlank, used == 0 { continue }
            if size <= columns {
                line += piece
                used += size
                continue
            }
            for character in piece {
                let size = width(String(character))
                if used + size > columns { end() }
                line.append(character)
                used += size
            }
        }
        if !line.isEmpty || lines.isEmpty { end() }
        return lines
    }

    /// A line in as many as it needs; those after the first stand two further in than its beginning.
    public static func hanging(_ line: String, to columns: Int?) -> [String] {
        guard let columns, width(line) > columns else { return [line] }
        let indent = min(line.prefix { $0 == " " }.count, columns / 2)
        let lines = wrapped(String(line.drop { $0 == " " }), to: max(columns - indent - 2, 8), first: columns - indent)
        return lines.enumerated().map { index, text in String(repeating: " ", count: index == 0 ? indent : indent + 2) + text }
    }

    /// What must stand in one line: words, runs of blanks, wide characters with the marks that belong to them.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var previous: Character?
        for character in text {
            if let before = previous, !isBreak(before, character) {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            previous = character
        }
        return pieces
    }

    private static func isBreak(_ before: Character, _ after: Character) -> Bool {
        if before == " " || after == " " { return before != after }
        guard isWide(before) || isWide(after) else { return false }
        return !neverFirst.contains(after) && !neverLast.contains(before)
    }

    private static func isWide(_ character: Character) -> Bool { width(String(character)) == 2 }

    private static let neverFirst: Set<Character> = Set("、。，．,.・：；:;？！?!)）」』】〕］｝〉》…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%")
    private static let neverLast: Set<Character> = Set("(（「『【〔［｛〈《")
}
