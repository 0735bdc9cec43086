import Document
import SourceText

/// Policy documents that are texts.
enum PolicyText {
    /// The JSON text within a policy's text: white space around it removed, percent-encoding undone.
    ///
    /// IAM's API answers policies percent-encoded by RFC 3986 (`API_GetRolePolicy.html`), so that they begin with `%7B`; no JSON
    /// text begins with a percent sign.
    static func decoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let trimmed = trim(bytes)
        guard trimmed.first == UInt8(ascii: "%") else { return Array(trimmed) }
        var result: [UInt8] = []
        result.reserveCapacity(trimmed.count)
        var index = 0
        while index < trimmed.count {
            if trimmed[index] == UInt8(ascii: "%"), index + 2 < trimmed.count,
                let high = hexDigit(trimmed[index + 1]), let low = hexDigit(trimmed[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(trimmed[index])
                index += 1
            }
        }
        return result
    }

    /// A view of the bytes without white space around them.
    static func trim(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
