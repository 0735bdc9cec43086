/// Base64 for blobs that travel as raw bytes.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var held = 0
        func emit(_ count: Int, _ out: inout [UInt8]) {
            for index in 0..<4 {
                out.append(index <= count ? alphabet[Int(group >> UInt32(18 - index * 6)) & 63] : 0x3D)
            }
        }
        for byte in bytes {
            group |= UInt32(byte) << UInt32(16 - held * 8)
            held += 1
            if held == 3 {
                emit(3, &out)
                group = 0
                held = 0
            }
        }
        if held > 0 { emit(held, &out) }
        return String(decoding: out, as: UTF8.self)
    }

    /// - Returns: nil where the text is not base64.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var out: [UInt8] = []
        var group: UInt32 = 0
        var held = 0
        for byte in text.utf8 where byte != 0x3D {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            group = group << 6 | UInt32(value)
            held += 1
            if held == 4 {
                out.append(contentsOf: [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)])
                group = 0
                held = 0
            }
        }
        switch held {
        case 0: return out
        case 2: return out + [UInt8(group >> 4 & 255)]
        case 3: return out + [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
        default: return nil
        }
    }
}
