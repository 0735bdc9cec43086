/// Walks over JSON's tokens without building anything.
struct JSONScanner {
    struct Token {
        enum Kind { case key, string, number, literal, close }
        var kind: Kind
        /// Without the quotes.
        var range: Range<Int>
    }

    private let bytes: [UInt8]
    private var position = 0
    /// Whether each open bracket is a map.
    private var open: [Bool] = []
    private var expectsKey = false
    private(set) var isBroken = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var depth: Int { open.count }

    mutating func next() -> Token? {
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x7B, 0x5B:
                open.append(byte == 0x7B)
                expectsKey = byte == 0x7B
                position += 1
            case 0x7D, 0x5D:
                guard open.popLast() != nil else { isBroken = true; return nil }
                expectsKey = false
                position += 1
                return Token(kind: .close, range: position..<position)
            case 0x2C:
                expectsKey = open.last ?? false
                position += 1
            case 0x3A:
                expectsKey = false
                position += 1
            case 0x22: return string()
            case 0x09, 0x0A, 0x0D, 0x20: position += 1
            default:
                let start = position
                while position < bytes.count, ![0x2C, 0x7D, 0x5D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
                if position == start { position += 1 }
                let isNumber = byte == 0x2D || (0x30...0x39).contains(byte)
                return Token(kind: isNumber ? .number : .literal, range: start..<position)
            }
        }
        if !open.isEmpty { isBroken = true }
        return nil
    }

    private mutating func string() -> Token? {
        let start = position + 1
        var cursor = start
        while cursor < bytes.count, bytes[cursor] != 0x22 { cursor += bytes[cursor] == 0x5C ? 2 : 1 }
        guard cursor < bytes.count else { isBroken = true; return nil }
        position = cursor + 1
        return Token(kind: expectsKey ? .key : .string, range: start..<cursor)
    }
}
