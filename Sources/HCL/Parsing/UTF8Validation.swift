/// Finds bytes that are not UTF-8.
enum UTF8Validation {
    /// The offset of the first byte that belongs to no UTF-8 sequence; nil where all is well.
    static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        while offset < raw.count {
            if offset + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                offset += 8
            } else if raw[offset] < 0x80 {
                offset += 1
            } else if let length = sequenceLength(bytes, at: offset) {
                offset += length
            } else {
                return offset
            }
        }
        return nil
    }

    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
        guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
        return encoded.count
    }
}
