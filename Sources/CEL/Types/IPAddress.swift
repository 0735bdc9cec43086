/// An IPv4 or IPv6 address.
public struct IPAddress: Sendable, Hashable {
    /// 16 bytes; an IPv4 address is mapped into `::ffff:0:0/96`, which makes both forms of one address equal.
    public let high: UInt64
    public let low: UInt64
    public let isVersion4: Bool

    static let mappedPrefix: UInt64 = 0xFFFF << 32

    init(high: UInt64, low: UInt64, isVersion4: Bool) {
        self.high = high
        self.low = low
        self.isVersion4 = isVersion4
    }

    public static func == (a: IPAddress, b: IPAddress) -> Bool { a.high == b.high && a.low == b.low }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(high)
        hasher.combine(low)
    }

    /// Strict text forms: dotted decimal without leading zeros, or RFC 4291 without a zone and without embedded dotted decimal.
    public init?(_ text: String) {
        guard let address = IPAddress.parse(Array(text.utf8)) else { return nil }
        self = address
    }

    static func parse(_ text: [UInt8]) -> IPAddress? { text.contains(UInt8(ascii: ":")) ? parse6(text) : parse4(text) }

    private static func parse4(_ text: [UInt8]) -> IPAddress? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt64 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy(\.isDigit), part.count == 1 || part.first != UInt8(ascii: "0")
            else { return nil }
            let number = part.reduce(0) { $0 * 10 + UInt64($1 - 48) }
            guard number < 256 else { return nil }
            value = value << 8 | number
        }
        return IPAddress(high: 0, low: mappedPrefix | value, isVersion4: true)
    }

    private static func parse6(_ text: [UInt8]) -> IPAddress? {
        var groups: [UInt16] = []
        var gap: Int?
        var at = 0
        if text.starts(with: Array("::".utf8)) {
            gap = 0
            at = 2
        } else if text.first == UInt8(ascii: ":") {
            return nil
        }
        while at < text.count {
            guard groups.count < 8 else { return nil }
            let start = at
            var value: UInt32 = 0
            while at < text.count, text[at].isHexDigit, at - start < 4 {
                let byte = text[at]
                value = value << 4 | UInt32(byte.isDigit ? byte - 48 : (byte | 0x20) - 87)
                at += 1
            }
            guard at > start else { return nil }
            groups.append(UInt16(value))
            if at == text.count { break }
            guard text[at] == UInt8(ascii: ":") else { return nil }
            at += 1
            guard at < text.count else { return nil }
            if text[at] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = groups.count
                at += 1
            }
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: Array(repeating: 0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        let high = groups[..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        let low = groups[4...].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
        return IPAddress(high: high, low: low, isVersion4: false)
    }

    var isMapped: Bool { high == 0 && low >> 32 == 0xFFFF }
    private var four: UInt32 { UInt32(truncatingIfNeeded: low) }

    var isUnspecified: Bool { isMapped ? four == 0 : high == 0 && low == 0 }
    var isLoopback: Bool { isMapped ? four >> 24 == 127 : high == 0 && low == 1 }
    /// Neither unspecified, loopback, multicast, link-local nor the IPv4 broadcast address. Private addresses are global unicast.
    var isGlobalUnicast: Bool {
        !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && !(isMapped && four == .max)
    }
    var isMulticast: Bool { isMapped ? four >> 28 == 0xE : high >> 56 == 0xFF }
    var isLinkLocalMulticast: Bool { isMapped ? four >> 8 == 0xE00000 : high >> 48 & 0xFF0F == 0xFF02 }
    var isLinkLocalUnicast: Bool { isMapped ? four >> 16 == 0xA9FE : high >> 54 == 0xFE80 >> 6 }

    /// Keeps the first bits. - Parameter length: 0…32 or 0…128 by version.
    func masked(_ length: Int) -> IPAddress {
        let bits = isVersion4 ? length + 96 : length
        let highMask: UInt64 = bits >= 64 ? .max : bits == 0 ? 0 : .max << UInt64(64 - bits)
        let lowMask: UInt64 = bits <= 64 ? 0 : bits >= 128 ? .max : .max << UInt64(128 - bits)
        return IPAddress(high: high & highMask, low: low & lowMask, isVersion4: isVersion4)
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical form (RFC 5952).
    public var description: String {
        if isVersion4 { return (0..<4).map { String(four >> UInt32(24 - 8 * $0) & 0xFF) }.joined(separator: ".") }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: ($0 < 4 ? high : low) >> UInt64(48 - 16 * ($0 % 4))) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(best.count, 1) { best = start..<end }
            start = max(end, start + 1)
        }
        func text(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        return best.isEmpty ? text(groups[...]) : text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

extension IPAddress {
    init(_ raw: RawValue) {
        let words = raw.address.unsafelyUnwrapped.assumingMemoryBound(to: UInt64.self)
        self.init(high: words[0], low: words[1], isVersion4: raw.count & 1 != 0)
    }

    func raw(in frame: FramePointer, kind: RawValue.Kind = .ip, prefix: Int = 0) -> RawValue {
        let place = frame.allocate(16).assumingMemoryBound(to: UInt64.self)
        place[0] = high
        place[1] = low
        return RawValue(kind, count: prefix << 1 | (isVersion4 ? 1 : 0), address: place)
    }
}

/// A network: an address and how many of its bits count.
public struct IPPrefix: Sendable, Hashable {
    public let address: IPAddress
    public let length: Int

    init(address: IPAddress, length: Int) {
        self.address = address
        self.length = length
    }

    public init?(_ text: String) {
        guard let prefix = IPPrefix.parse(Array(text.utf8)) else { return nil }
        self = prefix
    }

    static func parse(_ text: [UInt8]) -> IPPrefix? {
        guard let slash = text.lastIndex(of: UInt8(ascii: "/")), let address = IPAddress.parse(Array(text[..<slash])) else { return nil }
        let digits = text[(slash + 1)...]
        guard (1...3).contains(digits.count), digits.allSatisfy(\.isDigit), digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        let length = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        guard length <= (address.isVersion4 ? 32 : 128) else { return nil }
        return IPPrefix(address: address, length: length)
    }

    /// Whether an address of the same version lies in this network.
    public func contains(_ other: IPAddress) -> Bool {
        other.isVersion4 == address.isVersion4 && other.masked(length) == address.masked(length)
    }

    func contains(_ other: IPPrefix) -> Bool { other.length >= length && contains(other.address) }

    init(_ raw: RawValue) {
        self.init(address: IPAddress(raw), length: raw.count >> 1)
    }

    func raw(in frame: FramePointer) -> RawValue { address.raw(in: frame, kind: .cidr, prefix: length) }
}

extension IPPrefix: CustomStringConvertible {
    public var description: String { "\(address)/\(length)" }
}
