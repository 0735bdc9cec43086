extension TerminalText {
    /// A text in lines of at most so many columns.
    ///
    /// Lines break at blanks, and between wide characters as Japanese text does: no line begins with a closing bracket, a full
    /// stop or a small kana, none ends with an opening bracket (JIS X 4051, the rules in common use). A word that is longer
    /// than a line is broken anywhere.
    ///
    /// - Parameter columns: nil leaves it in one line.
    public static func wrapped(_ text: String, to columns: Int?) -> [String] {
        guard let columns, columns > 1 else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        func end() {
            while line.last == " " { line.removeLast() }
            lines.append(line)
            line = ""
            used = 0
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
