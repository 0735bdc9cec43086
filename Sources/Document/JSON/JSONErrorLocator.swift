/// Finds the first place where a text stops being JSON. Used only after simdjson, which says no place, has refused a text.
struct JSONErrorLocator {
    struct Place {
        var offset: Int
        var message: String
        var code = "json-syntax"
    }

    private let text: UnsafeRawBufferPointer
    private let depth: Int
    private var offset = 0

    /// Nil where the fault is none of grammar: invalid UTF-8, a number out of range.
    ///
    /// - Parameter depth: how many lists and maps may stand inside one another.
    static func locate(in text: UnsafeRawBufferPointer, depth: Int) -> Place? {
        var locator = JSONErrorLocator(text: text, depth: depth)
        return locator.run()
    }

    private init(text: UnsafeRawBufferPointer, depth: Int) {
        self.text = text
        self.depth = depth
    }

    private enum Expected {
        case value, valueOrEnd, keyOrEnd, key, colon, commaOrEnd
    }

    private mutating func run() -> Place? {
        var levels: [UInt8] = []
        var expected = Expected.value
        while true {
            skipSpace()
            guard offset < text.count else {
                return levels.isEmpty && expected == .commaOrEnd ? nil : Place(offset: offset, message: "the text ends too early")
            }
            let byte = text[offset]
            let start = offset
            guard levels.count <= depth else {
                return Place(offset: start, message: "the value is nested more than \(depth) deep", code: "document-too-deep")
            }
            switch (expected, byte) {
            case (.value, UInt8(ascii: "{")), (.valueOrEnd, UInt8(ascii: "{")):
                levels.append(UInt8(ascii: "}"))
                offset += 1
                expected = .keyOrEnd
            case (.value, UInt8(ascii: "[")), (.valueOrEnd, UInt8(ascii: "[")):
                levels.append(UInt8(ascii: "]"))
                offset += 1
                expected = .valueOrEnd
            case (.keyOrEnd, UInt8(ascii: "}")), (.valueOrEnd, UInt8(ascii: "]")):
                levels.removeLast()
                offset += 1
                expected = .commaOrEnd
            case (.commaOrEnd, UInt8(ascii: "}")), (.commaOrEnd, UInt8(ascii: "]")):
                guard levels.popLast() == byte else { return unexpected(start, "','") }
                offset += 1
            case (.commaOrEnd, UInt8(ascii: ",")) where !levels.isEmpty:
                offset += 1
                expected = levels.last == UInt8(ascii: "}") ? .key : .value
            case (.commaOrEnd, _):
                return unexpected(
                    start, levels.isEmpty ? "nothing more" : "',' or '\(Character(Unicode.Scalar(levels[levels.count - 1])))'")
            case (.key, _), (.keyOrEnd, _):
                guard byte == UInt8(ascii: "\"") else { return unexpected(start, "a key in double quotes") }
                guard skipString() else { return Place(offset: start, message: "the string has no end or a wrong escape") }
                expected = .colon
            case (.colon, _):
                guard byte == UInt8(ascii: ":") else { return unexpected(start, "':'") }
                offset += 1
                expected = .value
            case (.value, _), (.valueOrEnd, _):
                if byte == UInt8(ascii: "\"") {
                    guard skipString() else { return Place(offset: start, message: "the string has no end or a wrong escape") }
                } else if !skipWord() {
                    return unexpected(start, "a value")
                }
                expected = .commaOrEnd
            }
        }
    }

    private func unexpected(_ at: Int, _ wanted: String) -> Place {
        let byte = text[at]
        let found = byte >= 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
        return Place(offset: at, message: "expected \(wanted), found \(found)")
    }

    private mutating func skipSpace() {
        while offset < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[offset]) { offset += 1 }
    }

    private mutating func skipString() -> Bool {
        offset += 1
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: "\""):
                offset += 1
                return true
            case UInt8(ascii: "\\"):
                guard offset + 1 < text.count, "\"\\/bfnrtu".utf8.contains(text[offset + 1]) else { return false }
                offset += 2
            case 0..<0x20:
                return false
            default:
                offset += 1
            }
        }
        return false
    }

    private mutating func skipWord() -> Bool {
        let start = offset
        while offset < text.count, "+-.".utf8.contains(text[offset]) || isAlphanumeric(text[offset]) { offset += 1 }
        let word = String(decoding: text[start..<offset], as: UTF8.self)
        if ["true", "false", "null"].contains(word) { return true }
        let isNumber = word.first.map { $0 == "-" || $0.isNumber } ?? false
        if isNumber, Double(word) != nil, word.last != "." { return true }
        offset = start
        return false
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
