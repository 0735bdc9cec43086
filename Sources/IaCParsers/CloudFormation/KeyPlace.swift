import SourceText

/// Where a map's key stands, told from where its value does: documents keep the places of values only.
enum KeyPlace {
    /// How far before the value its key is looked for: comments may stand between.
    private static let reach = 4096

    /// The first byte of the key's text, quotes left out; the value's own start where the key is not found.
    static func start(of key: UnsafeRawBufferPointer, before value: Int, in file: SourceFile) -> Int {
        guard key.count > 0, value <= file.bytes.count else { return value }
        return file.bytes.withUnsafeBytes { text in
            var offset = value - key.count - 1
            let lowest = max(0, value - reach)
            while offset >= lowest {
                if text[offset] == key[0], isKey(at: offset, key, text) { return offset }
                offset -= 1
            }
            return value
        }
    }

    /// Whether the key stands here, behind a line's start or a quote and before a colon.
    private static func isKey(at offset: Int, _ key: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer) -> Bool {
        guard UnsafeRawBufferPointer(rebasing: text[offset..<offset + key.count]).elementsEqual(key) else { return false }
        if offset > 0, ![0x20, 0x09, 0x0A, 0x22, 0x27, 0x7B, 0x2C].contains(text[offset - 1]) { return false }
        var behind = offset + key.count
        while behind < text.count, [0x20, 0x09, 0x22, 0x27].contains(text[behind]) { behind += 1 }
        return behind < text.count && text[behind] == UInt8(ascii: ":")
    }
}
