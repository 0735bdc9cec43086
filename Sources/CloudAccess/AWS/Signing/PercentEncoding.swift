/// RFC 3986 percent-encoding as Signature Version 4 wants it: everything but `A–Z a–z 0–9 - . _ ~` becomes `%XX`.
enum PercentEncoding {
    private static let unreserved: [Bool] = (0..<256).map { byte in
        let byte = UInt8(byte)
        return (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
    }
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// - Parameter keepingSlash: leaves `/` alone, for whole paths and greedy labels.
    static func encode(_ text: some StringProtocol, keepingSlash: Bool = false) -> String {
        var needed = false
        for byte in text.utf8 where !(unreserved[Int(byte)] || (keepingSlash && byte == 0x2F)) {
            needed = true
            break
        }
        guard needed else { return String(text) }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if unreserved[Int(byte)] || (keepingSlash && byte == 0x2F) {
                out.append(byte)
            } else {
                out.append(0x25)
                out.append(hex[Int(byte >> 4)])
                out.append(hex[Int(byte & 15)])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Undoes percent-encoding; a `%` without two hex digits stays as it is.
    static func decode(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(0x25) else { return String(text) }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
