import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// What a text may be, from a look at its bytes, so that files that hold no infrastructure are not parsed.
struct ContentSniff {
    var mayBeTemplate: Bool
    var mayBeManifest: Bool

    var isCandidate: Bool { mayBeTemplate || mayBeManifest }

    init(_ bytes: UnsafeRawBufferPointer) {
        mayBeTemplate =
            Self.hasKey("AWSTemplateFormatVersion", in: bytes)
            || (Self.hasKey("Resources", in: bytes) && Self.find("::", in: bytes) != nil)
        mayBeManifest = Self.hasKey("apiVersion", in: bytes) && Self.hasKey("kind", in: bytes)
    }

    /// Whether a text begins as JSON does.
    static func beginsLikeJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
        return offset < bytes.count && (bytes[offset] == UInt8(ascii: "{") || bytes[offset] == UInt8(ascii: "["))
    }

    /// Whether a text is in UTF-16, which this project does not read.
    static func isUTF16(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    }

    /// Whether a name stands somewhere as a key: behind a line's start, white space, a quote or a bracket, and before a colon.
    static func hasKey(_ name: StaticString, in bytes: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while let found = find(name, in: bytes, from: start) {
            let behind = found + name.utf8CodeUnitCount
            if isKeyStart(found, in: bytes), isKeyEnd(behind, in: bytes) { return true }
            start = behind
        }
        return false
    }

    private static func isKeyStart(_ offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard offset > 0 else { return true }
        switch bytes[offset - 1] {
        case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x7B, 0x2C, 0xBF: return true
        default: return false
        }
    }

    private static func isKeyEnd(_ offset: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = offset
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27].contains(bytes[offset]) { offset += 1 }
        return offset < bytes.count && bytes[offset] == UInt8(ascii: ":")
    }

    /// The first place of a text at or behind an offset.
    static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = text.utf8CodeUnitCount
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: count)
        // Capitals are rare in text: memchr then skips most of it at once.
        let anchor = wanted.lastIndex { (0x41...0x5A).contains($0) } ?? 0
        var offset = start + anchor
        while offset < bytes.count, let hit = memchr(base + offset, Int32(wanted[anchor]), bytes.count - offset) {
            let place = UnsafeRawPointer(hit) - base - anchor
            if place + count <= bytes.count, memcmp(base + place, text.utf8Start, count) == 0 { return place }
            offset = place + anchor + 1
        }
        return nil
    }

    /// The first byte that can't belong to UTF-8; nil where all is well.
    static func invalidUTF8(in bytes: UnsafeRawBufferPointer) -> Int? {
        var decoder = UTF8()
        var offset = 0
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}
