/// What `Fn::Cidr` computes: equal blocks from the beginning of a larger one.
enum NetworkBlocks {
    /// CloudFormation makes at most 256 blocks.
    static let limit = 256

    /// - Parameters:
    ///   - block: an IPv4 block such as `10.0.0.0/16`.
    ///   - hostBits: address bits of each block: 8 makes `/24`.
    /// - Returns: nil where `block` is no IPv4 block or the blocks do not fit.
    static func divide(_ block: String, count: Int, hostBits: Int) -> [String]? {
        let halves = block.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let length = Int(halves[1]), (0...32).contains(length), let address = address(halves[0]),
            (1...limit).contains(count), (0..<32).contains(hostBits), hostBits <= 32 - length
        else { return nil }
        let size: UInt64 = 1 << UInt64(hostBits)
        guard UInt64(count) * size <= 1 << UInt64(32 - length) else { return nil }
        let first = (UInt64(address) >> UInt64(32 - length)) << UInt64(32 - length)
        return (0..<count).map { "\(text(first + UInt64($0) * size))/\(32 - hostBits)" }
    }

    private static func address(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part) else { return nil }
            address = address << 8 | UInt32(byte)
        }
        return address
    }

    private static func text(_ address: UInt64) -> String {
        "\(address >> 24 & 255).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }
}
