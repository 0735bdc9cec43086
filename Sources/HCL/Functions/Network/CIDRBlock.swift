#if canImport(Glibc)
import Glibc
#endif

/// An address block, `10.0.0.0/8` or `2001:db8::/32`.
struct CIDRBlock: CustomStringConvertible {
    /// The first address; the bits past the prefix are zero.
    var address: UInt128
    /// Bits of the prefix.
    var length: Int
    /// 32 or 128.
    var width: Int

    init(address: UInt128, length: Int, width: Int) {
        self.address = address
        self.length = length
        self.width = width
    }

    init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[1].isEmpty, halves[1].utf8.allSatisfy({ $0 &- 0x30 < 10 }), let length = Int(halves[1]),
            let (address, width) = CIDRBlock.address(String(halves[0])), length <= width
        else { return nil }
        self.init(address: address & CIDRBlock.mask(length, width: width), length: length, width: width)
    }

    static func mask(_ length: Int, width: Int) -> UInt128 {
        let all: UInt128 = width == 128 ? .max : (1 << 32) - 1
        return length == 0 ? 0 : all & ~((1 << UInt128(width - length)) &- 1)
    }

    private static func address(_ text: String) -> (UInt128, Int)? {
        let isV6 = text.contains(":")
        var bytes = [UInt8](repeating: 0, count: 16)
        // Leading zeros are taken as decimal, as Terraform does for compatibility.
        let plain =
            isV6
            ? text
            : text.split(separator: ".", omittingEmptySubsequences: false).map { part in
                part.count > 1 ? String(part.drop { $0 == "0" }.isEmpty ? "0" : part.drop { $0 == "0" }) : String(part)
            }.joined(separator: ".")
        guard !plain.utf8.contains(0), inet_pton(isV6 ? AF_INET6 : AF_INET, plain, &bytes) == 1 else { return nil }
        let count = isV6 ? 16 : 4
        return (bytes[..<count].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }, count * 8)
    }

    static func text(_ address: UInt128, width: Int) -> String {
        let count = width / 8
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: address >> UInt128(8 * (count - 1 - $0))) }
        if count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let text = inet_ntop(AF_INET6, bytes, buffer.baseAddress, socklen_t(INET6_ADDRSTRLEN)) else { return "" }
            return String(cString: text)
        }
    }

    var description: String { "\(CIDRBlock.text(address, width: width))/\(length)" }
}
