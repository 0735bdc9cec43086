import CRE2
import Glibc

/// UTF-8 text by code points, as the language counts it.
enum Characters {
    static func count(_ text: UnsafeRawBufferPointer) -> Int {
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count &+= 1 }
        return count
    }

    /// The byte offset of a code point; nil where there are fewer. The end counts as one.
    static func offset(of index: Int, in text: UnsafeRawBufferPointer) -> Int? {
        guard index >= 0 else { return nil }
        var left = index
        var offset = 0
        while offset < text.count {
            if left == 0 { return offset }
            offset = next(after: offset, in: text)
            left -= 1
        }
        return left == 0 ? text.count : nil
    }

    static func next(after offset: Int, in text: UnsafeRawBufferPointer) -> Int {
        var next = offset + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    /// Whether two runs of bytes are the same: eight at a time and inline, since the texts of policies are short.
    @inline(__always)
    static func same(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 8 else {
            var index = 0
            while index < count {
                if a.load(fromByteOffset: index, as: UInt8.self) != b.load(fromByteOffset: index, as: UInt8.self) { return false }
                index &+= 1
            }
            return true
        }
        if count > 64 { return memcmp(a, b, count) == 0 }
        var offset = 0
        while offset < count &- 8 {
            if a.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != b.loadUnaligned(fromByteOffset: offset, as: UInt64.self) {
                return false
            }
            offset &+= 8
        }
        // The last eight overlap those before.
        offset = count &- 8
        return a.loadUnaligned(fromByteOffset: offset, as: UInt64.self) == b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    static func find(_ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard start <= text.count else { return nil }
        guard needle.count > 0, let pattern = needle.baseAddress else { return start }
        guard let base = text.baseAddress else { return nil }
        guard let found = cre2_find_bytes(base + start, text.count - start, pattern, needle.count) else { return nil }
        return found - base
    }

    /// The last occurrence that begins at or before a byte offset.
    static func findLast(_ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, notAfter limit: Int) -> Int? {
        guard needle.count <= text.count else { return nil }
        var at = min(limit, text.count - needle.count)
        while at >= 0 {
            if starts(text, with: needle, at: at) { return at }
            at -= 1
        }
        return nil
    }

    @inline(__always)
    static func starts(_ text: UnsafeRawBufferPointer, with prefix: UnsafeRawBufferPointer, at offset: Int = 0) -> Bool {
        guard text.count - offset >= prefix.count else { return false }
        guard prefix.count > 0, let base = text.baseAddress, let other = prefix.baseAddress else { return true }
        return same(base + offset, other, prefix.count)
    }
}
