#if canImport(Glibc)
import Glibc
#endif

extension JSONWalk {
    // MARK: Words

    @inline(__always)
    mutating func word(at: Int, key: Symbol) -> Bool {
        let isLong = text[at] == UInt8(ascii: "f")
        let end = at &+ (isLong ? 5 : 4)
        guard end <= nextOffset, isEnd(end) else { return false }
        // The first letter is known: of "false", the four behind it are compared.
        let letters = UnsafeRawPointer(text + (isLong ? at &+ 1 : at)).loadUnaligned(as: UInt32.self)
        switch UInt32(littleEndian: letters) {
        case 0x6575_7274: return !isLong && push(Node(kind: .bool, key: key, payload: 1), from: at, to: end)  // true
        case 0x6573_6C61: return isLong && push(Node(kind: .bool, key: key, payload: 0), from: at, to: end)  // alse
        case 0x6C6C_756E: return !isLong && push(Node(kind: .null, key: key), from: at, to: end)  // null
        default: return false
        }
    }

    /// Whether a scalar can end here: before the next structural there is only white space then.
    @inline(__always)
    private func isEnd(_ offset: Int) -> Bool {
        if offset == nextOffset { return true }
        return text[offset] == 0x20 || text[offset] == 0x0A || text[offset] == 0x0D || text[offset] == 0x09
    }

    // MARK: Strings

    /// The offset of the quote that ends the string that begins at `at`, whose next structural is `index`.
    ///
    /// Between the two is nothing but white space, and simdjson refuses strings without an end.
    @inline(__always)
    func closingQuote(of at: Int) -> Int {
        var end = nextOffset &- 1
        while end > at &+ 1, text[end] != UInt8(ascii: "\"") { end &-= 1 }
        return end
    }

    /// Whether a backslash stands in a range; ranges are asked for in the text's order.
    @inline(__always)
    mutating func hasEscape(from start: Int, to end: Int) -> Bool {
        if backslash < start { findBackslash(from: start) }
        return backslash < end
    }

    @inline(never)
    private mutating func findBackslash(from start: Int) {
        guard let found = memchr(text + start, 0x5C, textCount - start) else { return backslash = textCount }
        backslash = UnsafeRawPointer(found) - UnsafeRawPointer(text)
    }

    @inline(__always)
    mutating func string(at: Int, key: Symbol) -> Bool {
        let start = at &+ 1
        let end = closingQuote(of: at)
        if hasEscape(from: start, to: end) { return escapedString(at: at, end: end, key: key) }
        let count = end &- start
        guard count <= Node.maxCount, stringsUsed &+ count <= target.stringCapacity else { return tooLong(count) }
        stringsUsed &+= count
        ShortBytes.copy(text + start, to: UnsafeMutableRawPointer(target.nodes) - stringsUsed, count: count)
        let place = UInt64(bitPattern: Int64(0 &- stringsUsed))
        return push(Node(kind: .string, count: count, key: key, payload: place), from: at, to: end &+ 1)
    }

    @inline(never)
    private mutating func escapedString(at: Int, end: Int, key: Symbol) -> Bool {
        let written = UnsafeRawBufferPointer(start: text + (at + 1), count: end - at - 1)
        guard stringsUsed + written.count <= target.stringCapacity else { return tooLong(written.count) }
        // Escapes are never shorter than what they stand for: the room of the text as written is enough, and what is left over
        // is closed.
        let lowest = UnsafeMutableRawPointer(target.nodes) - stringsUsed
        let room = lowest - written.count
        guard let count = JSONEscapes.unescape(written, to: room) else {
            fault = Fault(message: "the string has a wrong escape", offset: at)
            return false
        }
        guard count <= Node.maxCount else { return tooLong(count) }
        memmove(lowest - count, room, count)
        stringsUsed += count
        let place = UInt64(bitPattern: Int64(-stringsUsed))
        return push(Node(kind: .string, count: count, key: key, payload: place), from: at, to: end + 1)
    }

    @inline(never)
    private mutating func tooLong(_ count: Int) -> Bool {
        fault = Fault(
            code: "document-string-too-long", message: "a text has \(count) bytes, more than the limit of \(Node.maxCount)", offset: nil)
        return false
    }

    // MARK: Numbers

    @inline(__always)
    mutating func number(at: Int, key: Symbol) -> Bool {
        let limit = nextOffset
        let isNegative = text[at] == UInt8(ascii: "-")
        let first = isNegative ? at &+ 1 : at
        var offset = first
        var amount: UInt64 = 0
        while offset < limit {
            let digit = text[offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            amount = amount &* 10 &+ UInt64(digit)
            offset &+= 1
        }
        let digits = offset &- first
        // 18 digits fit in any case.
        guard digits > 0, digits <= 18, digits == 1 || text[first] != UInt8(ascii: "0"), isEnd(offset) else {
            return otherNumber(at: at, limit: limit, key: key)
        }
        let value = isNegative ? 0 &- Int64(bitPattern: amount) : Int64(bitPattern: amount)
        return push(Node(kind: .int, key: key, payload: UInt64(bitPattern: value)), from: at, to: offset)
    }

    @inline(never)
    private mutating func otherNumber(at: Int, limit: Int, key: Symbol) -> Bool {
        guard let number = JSONNumber(UnsafeRawBufferPointer(start: text + at, count: limit - at)), isEnd(at + number.byteCount) else {
            // What does not even begin like a number is the grammar's fault.
            let isNumber = text[at] == UInt8(ascii: "-") || text[at] &- UInt8(ascii: "0") <= 9
            if isNumber { fault = Fault(message: "the number is malformed or out of range", offset: at) }
            return false
        }
        switch number.value {
        case .int(let value):
            return push(Node(kind: .int, key: key, payload: UInt64(bitPattern: value)), from: at, to: at + number.byteCount)
        case .double(let value):
            return push(Node(kind: .double, key: key, payload: value.bitPattern), from: at, to: at + number.byteCount)
        }
    }
}
