/// Writes values as JSON text.
public struct JSONWriter {
    /// Keys in order of their UTF-8 bytes, so that equal values give equal text; otherwise in the order they were said.
    public var sortsKeys: Bool
    /// Spaces a level; nil writes everything on one line.
    public var indent: Int?
    private var text: [UInt8] = []

    public init(sortsKeys: Bool = false, indent: Int? = nil) {
        self.sortsKeys = sortsKeys
        self.indent = indent
    }

    /// The text of one value. Unknowns become `{"$unknown": "symbol"}`, an unknown rest likewise under the key `"$rest"`.
    public func string(_ value: DocumentValue) -> String {
        String(decoding: bytes(value), as: UTF8.self)
    }

    public func bytes(_ value: DocumentValue) -> [UInt8] {
        var writer = self
        writer.write(value, level: 0)
        return writer.text
    }

    private mutating func write(_ value: DocumentValue, level: Int) {
        let node = value.pointer.pointee
        switch node.kind {
        case .null: text += "null".utf8
        case .bool: text += (node.bool ? "true" : "false").utf8
        case .int: text += String(node.int).utf8
        case .double: write(node.double)
        case .string: Self.write(value.pointer.stringBytes, to: &text)
        case .list:
            write(value.elements, between: "[", "]", level: level) { writer, element in
                writer.write(element, level: level + 1)
            }
        case .map:
            var members = value.members
            if sortsKeys { members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
            write(members, between: "{", "}", level: level) { writer, member in
                if member.key == .rest { writer.text += "\"$rest\"".utf8 } else { Self.write(member.key.utf8, to: &writer.text) }
                writer.text += (writer.indent == nil ? ":" : ": ").utf8
                writer.write(member.value, level: level + 1)
            }
        case .notCollected, .knownAfterApply:
            text += (indent == nil ? "{\"$unknown\":" : "{\"$unknown\": ").utf8
            var symbol = value.unknown?.symbol ?? ""
            symbol.withUTF8 { Self.write(UnsafeRawBufferPointer($0), to: &text) }
            text.append(UInt8(ascii: "}"))
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], between open: String, _ close: String, level: Int,
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        text += open.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            breakLine(level: level + 1)
            body(&self, element)
        }
        if !elements.isEmpty { breakLine(level: level) }
        text += close.utf8
    }

    private mutating func breakLine(level: Int) {
        guard let indent else { return }
        text.append(0x0A)
        text.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    private mutating func write(_ number: Double) {
        // JSON has no words for these; null is what JavaScript writes.
        guard number.isFinite else { return text += "null".utf8 }
        if number == number.rounded(), abs(number) < 1e15 {
            text += String(Int64(number)).utf8
            text += ".0".utf8
        } else {
            text += String(number).utf8
        }
    }

    /// A JSON string, quotes included.
    public static func write(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0x0A: text += "\\n".utf8
            case 0x0D: text += "\\r".utf8
            case 0x09: text += "\\t".utf8
            case 0..<0x20, 0x7F:
                let hex = String(byte, radix: 16)
                text += "\\u".utf8
                text += String(repeating: "0", count: 4 - hex.count).utf8
                text += hex.utf8
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}

extension DocumentValue: CustomStringConvertible {
    /// JSON on one line.
    public var description: String { JSONWriter().string(self) }
}
