import HCL

/// Values as `terraform console` prints them, so that the two can be compared.
enum ConsoleText {
    static func render(_ value: HCLValue, indent: Int = 0) -> String {
        if value.isSensitive { return "(sensitive value)" }
        switch value.kind {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let number): return number.description
        case .string(let text): return string(text, indent)
        case .list(let sequence): return "tolist(\(elements(sequence, indent)))"
        case .set(let sequence): return "toset(\(elements(sequence, indent)))"
        case .tuple(let sequence): return elements(sequence, indent)
        case .map(let mapping): return "tomap(\(entries(mapping, indent)))"
        case .object(let mapping): return entries(mapping, indent)
        case .unknown: return "(known after apply)"
        }
    }

    private static func string(_ text: String, _ indent: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1 else { return quoted(text) }
        let pad = String(repeating: " ", count: indent)
        var marker = "EOT"
        while text.contains(marker) { marker += "_" }
        let open = indent > 0 ? "<<-\(marker)" : "<<\(marker)"
        return ([open] + lines.map { pad + $0 } + [pad + marker]).joined(separator: "\n")
    }

    private static func elements(_ sequence: HCLSequence, _ indent: Int) -> String {
        guard !sequence.elements.isEmpty else { return "[]" }
        let pad = String(repeating: " ", count: indent + 2)
        let lines = sequence.elements.map { pad + render($0, indent: indent + 2) + ",\n" }
        return "[\n" + lines.joined() + String(repeating: " ", count: indent) + "]"
    }

    private static func entries(_ mapping: HCLMapping, _ indent: Int) -> String {
        guard !mapping.entries.isEmpty else { return "{}" }
        let pad = String(repeating: " ", count: indent + 2)
        let lines = mapping.entries.map { pad + quoted($0.key) + " = " + render($0.value, indent: indent + 2) + "\n" }
        return "{\n" + lines.joined() + String(repeating: " ", count: indent) + "}"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{7}": result += "\\a"
            case "\u{8}": result += "\\b"
            case "\u{B}": result += "\\v"
            case "\u{C}": result += "\\f"
            case "\0"..<" ", "\u{7F}": result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            case "\u{2028}", "\u{2029}", "\u{200D}": result += "\\u" + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
