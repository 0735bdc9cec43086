public import PostureModel

/// Colours, where the reader is a terminal that shows them.
public struct TerminalStyle: Sendable {
    public var isColored: Bool

    public init(isColored: Bool) { self.isColored = isColored }

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
        isColored ? "\u{1B}[\(look.rawValue)m\(text)\u{1B}[0m" : text
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
}

/// Text from outside on its way to a terminal.
public enum TerminalText {
    /// Control characters become visible: names and values from files and APIs must not move the cursor or change colours.
    public static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D, 0x09: result += " "
            case 0..<0x20, 0x7F, 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Columns a text takes: two for East Asian wide characters (Unicode Standard Annex 11, the blocks in common use).
    public static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x300...0x36F, 0x200B...0x200F: width
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
                width + 2
            default: width + 1
            }
        }
    }

    public static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }

    /// Cut to a number of columns, with `…` where something is missing.
    public static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns, columns > 1 else { return text }
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
}

extension TerminalText {
    /// As ``safe(_:)``, but line breaks stay.
    public static func multiline(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }.joined(separator: "\n")
    }
}
