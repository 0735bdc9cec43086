/// Backslashes in JSON strings (RFC 8259, section 7).
enum JSONEscapes {
    /// Writes what a string's text stands for, and says how many bytes that is: never more than the text has.
    ///
    /// - Returns: nil where an escape is wrong: of an unknown letter, or of half a surrogate pair.
    static func unescape(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Int? {
        var offset = 0
        var count = 0
        func put(_ byte: UInt8) {
            target.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
            count += 1
        }
        while offset < text.count {
            guard text[offset] == UInt8(ascii: "\\") else {
                put(text[offset])
                offset += 1
                continue
            }
            guard offset + 1 < text.count else { return nil }
            offset += 2
            switch text[offset - 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): put(text[offset - 1])
            case UInt8(ascii: "b"): put(0x08)
            case UInt8(ascii: "f"): put(0x0C)
            case UInt8(ascii: "n"): put(0x0A)
            case UInt8(ascii: "r"): put(0x0D)
            case UInt8(ascii: "t"): put(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(text, &offset) else { return nil }
                UTF8.encode(scalar).map { for byte in $0 { put(byte) } }
            default: return nil
            }
        }
        return count
    }

    static func unescaped(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        var isRight = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count) { buffer, count in
            guard let base = buffer.baseAddress, let written = unescape(text, to: base) else { return isRight = false }
            count = written
        }
        return isRight ? bytes : nil
    }

    /// The character of four hexadecimal digits, or of two such escapes that are a surrogate pair; `offset` is behind the `u`.
    private static func scalar(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> Unicode.Scalar? {
        guard let first = unit(text, &offset) else { return nil }
        guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first) }
        guard offset + 1 < text.count, text[offset] == UInt8(ascii: "\\"), text[offset + 1] == UInt8(ascii: "u") else { return nil }
        offset += 2
        guard let second = unit(text, &offset), second & 0xFC00 == 0xDC00 else { return nil }
        return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    }

    private static func unit(_ text: UnsafeRawBufferPointer, _ offset: inout Int) -> UInt32? {
        guard offset + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for byte in text[offset..<(offset + 4)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        offset += 4
        return value
    }
}
