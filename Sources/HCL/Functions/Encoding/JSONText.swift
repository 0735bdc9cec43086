/// JSON as Terraform writes it: keys sorted, no spaces, `<`, `>`, `&` and the line separators escaped.
enum JSONText {
    /// - Parameter value: without unknowns; one is written as null.
    static func encode(_ value: HCLValue) -> String {
        var text: [UInt8] = []
        write(value, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Bytes of the encoded value, counted without writing; stops counting past the limit.
    static func size(_ value: HCLValue, limit: Int) -> Int {
        var size = 0
        count(value, &size, limit)
        return size
    }

    private static func count(_ value: HCLValue, _ size: inout Int, _ limit: Int) {
        guard size <= limit else { return }
        switch value.kind {
        case .string(let text): size += text.utf8.count + 2
        case .list(let value), .set(let value), .tuple(let value): for element in value.elements { count(element, &size, limit) }
        case .map(let value), .object(let value):
            for entry in value.entries {
                size += entry.key.utf8.count + 3
                count(entry.value, &size, limit)
            }
        default: size += 8
        }
    }

    private static func write(_ value: HCLValue, to text: inout [UInt8]) {
        switch value.kind {
        case .null, .unknown: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .number(let number): text += number.description.utf8
        case .string(let string): writeQuoted(string, to: &text)
        case .list(let value), .set(let value), .tuple(let value):
            text.append(UInt8(ascii: "["))
            for (index, element) in value.elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                write(element, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .map(let value), .object(let value):
            text.append(UInt8(ascii: "{"))
            for (index, entry) in value.entries.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                writeQuoted(entry.key, to: &text)
                text.append(UInt8(ascii: ":"))
                write(entry.value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    static func quoted(_ string: String) -> String {
        var text: [UInt8] = []
        writeQuoted(string, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func writeQuoted(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\"".utf8
            case "\\": text += "\\\\".utf8
            case "\n": text += "\\n".utf8
            case "\r": text += "\\r".utf8
            case "\t": text += "\\t".utf8
            case "\u{8}": text += "\\b".utf8
            case "\u{C}": text += "\\f".utf8
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u".utf8
                text += String(repeating: "0", count: 4 - digits.count).utf8
                text += digits.utf8
            default: text += String(scalar).utf8
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// A Go string literal, which is what the verb `%q` makes.
    static func goQuoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
