/// Turns libyaml's character counts into byte offsets.
struct CharacterPlaces {
    private let bytes: UnsafeRawBufferPointer
    private let isASCII: Bool
    /// The byte-order mark's bytes, which libyaml is not given.
    let first: Int
    private var character = 0
    private var byte: Int

    /// - Parameter bytes: the whole text; it outlives this value.
    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        isASCII = Self.isASCII(UnsafeRawBufferPointer(rebasing: bytes[first...]))
        byte = first
    }

    /// Marks come nearly in order, so a cursor walks from the last one.
    mutating func offset(ofCharacter wanted: Int) -> Int {
        if isASCII { return min(wanted + first, bytes.count) }
        while character < wanted, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            character += 1
        }
        while character > wanted, byte > first {
            byte -= 1
            while byte > first, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            character -= 1
        }
        return byte
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= bytes.count {
            if bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            offset += 8
        }
        while offset < bytes.count {
            if bytes[offset] >= 0x80 { return false }
            offset += 1
        }
        return true
    }
}
