/// Text from outside on its way to a terminal.
public enum TerminalText {
    /// Control characters become visible: names and values from files and APIs must not move the cursor, change colours, or
    /// make a line read in another order than it is written.
    public static func safe(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0.value) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D, 0x09: result += " "
            case let value where isUnsafe(value): result += "\\u{\(String(value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// As ``safe(_:)``, but line breaks stay.
    public static func multiline(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }.joined(separator: "\n")
    }

    /// C0 and C1 controls; marks of direction, line and paragraph separators, the byte-order mark; invisible tags.
    private static func isUnsafe(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Columns a text takes: two for East Asian wide characters (Unicode Standard Annex 11, the blocks in common use).
    public static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x300: 1
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }

    public static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Cut to a number of columns, with `…` where something is missing.
    public static func cut(_ text: String, to columns: Int) -> String {
        guard columns > 1, isWider(text, than: columns) else { return text }
        var result = ""
        var used = 0
        for character in text {
            let width = Self.width(String(character))
            if used + width > columns - 1 { break }
            result.append(character)
            used += width
        }
        return result + "…"
    }

    /// Cut at its beginning: of a path, the end says more.
    public static func cutStart(_ text: String, to columns: Int) -> String {
        guard columns > 1, isWider(text, than: columns) else { return text }
        var kept: [Character] = []
        var used = 0
        for character in text.reversed() {
            let width = Self.width(String(character))
            if used + width > columns - 1 { break }
            kept.append(character)
            used += width
        }
        return "…" + String(kept.reversed())
    }

    /// Stops counting as soon as it knows: names of a megabyte are met.
    private static func isWider(_ text: String, than columns: Int) -> Bool {
        var used = 0
        for scalar in text.unicodeScalars {
            used += width(scalar)
            if used > columns { return true }
        }
        return false
    }
}
