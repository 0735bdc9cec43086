public import PostureModel

/// One version of an asset.
public struct StoredAsset: Sendable {
    /// For observed assets, its origin says when this version was first seen.
    public let asset: Asset
    public let key: AssetKey
    /// SHA-256 of the document as JSON with sorted keys, in hexadecimal.
    public let digest: String
    public let validFrom: String
    /// When another version followed or the asset was gone; nil where it still stands.
    public let validTo: String?
    /// Of the asset, over all versions.
    public let firstSeen: String
    public let lastSeen: String
    /// The id of the run that wrote this version.
    public let run: String
    /// The id of the event that brought it about, where one is known.
    public let causedBy: String?
}
