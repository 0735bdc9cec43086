import SourceText

/// Reads an encoded document's numbers and texts; every step is checked against the end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - offset }

    func damaged(_ what: String) -> Diagnostic {
        Diagnostic(.error, code: "document-damaged", "stored bytes are not a document: \(what) at byte \(offset)")
    }

    mutating func byte() throws(Diagnostic) -> UInt8 {
        guard offset < bytes.count else { throw damaged("they end too early") }
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func number() throws(Diagnostic) -> UInt64 {
        // Nearly all are below 128.
        guard offset < bytes.count, bytes[offset] < 0x80 else { return try longNumber() }
        defer { offset &+= 1 }
        return UInt64(bytes[offset])
    }

    private mutating func longNumber() throws(Diagnostic) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw damaged("a number is too large") }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    mutating func signed() throws(Diagnostic) -> Int64 {
        let zigzag = try number()
        return Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
    }

    /// A number of things of which each takes a byte or more, so that a lie about it costs no memory.
    mutating func count() throws(Diagnostic) -> Int {
        let value = try number()
        guard value <= UInt64(remaining) else { throw damaged("a count is larger than what follows") }
        return Int(value)
    }

    /// A number below 2^31.
    mutating func small() throws(Diagnostic) -> Int {
        let value = try number()
        guard value <= UInt64(Int32.max) else { throw damaged("a number is too large") }
        return Int(value)
    }

    mutating func double() throws(Diagnostic) -> Double {
        guard remaining >= 8 else { throw damaged("they end too early") }
        defer { offset += 8 }
        return Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    /// Valid UTF-8, still in place.
    mutating func utf8() throws(Diagnostic) -> UnsafeRawBufferPointer {
        let length = try count()
        let text = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
        guard Self.isUTF8(text) else { throw damaged("a text is not UTF-8") }
        offset += length
        return text
    }

    mutating func text() throws(Diagnostic) -> String { String(decoding: try utf8(), as: UTF8.self) }

    private static func isUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= text.count {
            if text.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
            offset += 8
        }
        while offset < text.count, text[offset] < 0x80 { offset += 1 }
        return offset == text.count || String(validating: text[offset...], as: UTF8.self) != nil
    }
}
