/// Makes findings' ids: 128 bits over the control, the face and the asset, in hexadecimal.
///
/// Not a secret and not a signature, so FNV-1a serves (http://www.isthe.com/chongo/tech/comp/fnv/): two 64-bit hashes with
/// different starting values, which keeps a million findings free of collisions by accident.
public enum FindingID {
    public static func make(control: String, asset: String, origin: FindingOrigin) -> String {
        var text = "\(control)\u{0}\(asset)\u{0}\(origin.rawValue)"
        var first: UInt64 = 0xcbf2_9ce4_8422_2325
        var second: UInt64 = 0x6c62_272e_07bb_0142
        text.withUTF8 { bytes in
            for byte in bytes {
                first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
                second = (second ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        return hexadecimal(first) + hexadecimal(second)
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
