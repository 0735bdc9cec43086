/// YAML as Terraform's `yamlencode` writes it: keys and strings in double quotes, multi-line strings as literal blocks.
enum YAMLText {
    static func encode(_ value: HCLValue) -> String {
        var text = ""
        write(value, indent: 0, to: &text, position: .root)
        return text
    }

    private enum Position { case root, afterKey, afterDash }

    private static func write(_ value: HCLValue, indent: Int, to text: inout String, position: Position) {
        if let sequence = value.sequence, !sequence.elements.isEmpty {
            // A list below a key stands no deeper than the key.
            if position == .afterKey { text += "\n" }
            let column = position == .afterKey ? indent - 2 : indent
            for (index, element) in sequence.elements.enumerated() {
                text += index == 0 && position == .afterDash ? "" : spaces(column)
                text += "- "
                write(element, indent: column + 2, to: &text, position: .afterDash)
            }
        } else if let mapping = value.mapping, !mapping.entries.isEmpty {
            if position == .afterKey { text += "\n" }
            for (index, entry) in mapping.entries.enumerated() {
                text += index == 0 && position == .afterDash ? "" : spaces(indent)
                text += JSONText.goQuoted(entry.key) + ":"
                let isBlock = !(entry.value.sequence?.elements.isEmpty ?? true) || !(entry.value.mapping?.entries.isEmpty ?? true)
                if !isBlock { text += " " }
                write(entry.value, indent: indent + 2, to: &text, position: .afterKey)
            }
        } else {
            text += scalar(value, indent: position == .root ? 2 : indent) + "\n"
            // A plain scalar alone ends with a mark, as the encoder behind Terraform has it.
            if position == .root, value.string == nil, value.sequence == nil, value.mapping == nil { text += "...\n" }
        }
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

    private static func scalar(_ value: HCLValue, indent: Int) -> String {
        switch value.kind {
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let number): return number.description
        case .string(let string): return string.contains("\n") ? block(string, indent: indent) : JSONText.goQuoted(string)
        case .list, .set, .tuple: return "[]"
        case .map, .object: return "{}"
        case .null, .unknown: return "null"
        }
    }

    private static func block(_ string: String, indent: Int) -> String {
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        var chomping = "-"
        if lines.last == "" {
            lines.removeLast()
            chomping = lines.last == "" ? "+" : ""
        }
        let pad = spaces(indent)
        return "|\(chomping)\n" + lines.map { $0.isEmpty ? "" : pad + $0 }.joined(separator: "\n")
    }
}
