public import PostureModel

/// One version of an asset.
public struct StoredAsset: Sendable {
    /// For observed assets, its origin says when this version was first seen.
    public let asset: Asset
    public let key: AssetKey
    /// The id of the run that wrote this version.
    public let run: String
    /// The id of the event that brought it about, where one is known.
    public let causedBy: String?
    /// Its place in the order in which versions were stored.
    public let position: Int64
    /// Texts are made of it when they are asked for: whoever streams a million assets wants none of them.
    let history: History

    struct History: Sendable {
        var digest: [UInt8]
        var validFrom: Int64
        var validTo: Int64?
        var firstSeen: Int64
        var lastSeen: Int64
    }

    /// SHA-256 of the document as JSON with sorted keys, in hexadecimal.
    public var digest: String { history.digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
    public var validFrom: String { Timestamp(milliseconds: history.validFrom).description }
    /// When another version followed or the asset was gone; nil where it still stands.
    public var validTo: String? { history.validTo.map { Timestamp(milliseconds: $0).description } }
    /// Of the asset, over all versions.
    public var firstSeen: String { Timestamp(milliseconds: history.firstSeen).description }
    public var lastSeen: String { Timestamp(milliseconds: history.lastSeen).description }
}
