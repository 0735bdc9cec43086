/// Something that an answer about an estate may hang on, as 64 bits: an asset's content, the set of assets that a name leads to,
/// whether a listing was read.
///
/// Keys are hashes so that millions of them fit: two things that share one by accident make a finding be judged once more than
/// needed, never once less. What is found under a key is compared in full before it is used.
public struct EstateKey: Sendable, Hashable, Comparable {
    public let value: UInt64

    public init(value: UInt64) { self.value = value }

    /// All that an asset says.
    public static func asset(_ asset: Asset) -> EstateKey { of(.asset, asset.estateScope, asset.estateName) }

    /// The assets of a type that go by a name, in one scope.
    static func named(_ scope: String, _ type: String, _ name: AssetNaming) -> EstateKey { of(.named, scope, type, name.text) }

    /// The assets of a type that name something by a relationship.
    static func referring(_ scope: String, _ type: String, _ relationship: String, _ name: AssetNaming) -> EstateKey {
        of(.referring, scope, type, relationship, name.text)
    }

    /// The assets of a type of whom it is not known whom a relationship leads to.
    static func open(_ scope: String, _ type: String, _ relationship: String) -> EstateKey {
        of(.open, scope, type, relationship)
    }

    /// Whether the assets of a type in some place are all known; a region that is nil stands for all of them.
    public static func coverage(type: String, account: String?, region: String?) -> EstateKey {
        of(.coverage, type, account ?? "", region ?? "")
    }

    /// That a relationship was followed, from whichever asset; says which findings depend on it, and never changes.
    public static func relationship(_ name: String, of type: String) -> EstateKey { of(.relationship, type, name) }

    public static func < (a: EstateKey, b: EstateKey) -> Bool { a.value < b.value }

    private enum Kind: UInt8 {
        case asset = 1, named, referring, open, coverage, relationship
    }

    private static func of(_ kind: Kind, _ parts: String...) -> EstateKey {
        var hash = TextHash(kind.rawValue)
        for part in parts { hash.add(part) }
        return EstateKey(value: hash.finish())
    }
}

/// FNV-1a over texts (http://www.isthe.com/chongo/tech/comp/fnv/), its bits then spread over the whole word.
struct TextHash {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    init(_ seed: UInt8 = 0) { add(seed) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { for byte in $0 { add(byte) } }
        // No text holds this byte.
        add(0xFF)
    }

    private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

    func finish() -> UInt64 {
        // The finaliser of SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
        var bits = hash
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
