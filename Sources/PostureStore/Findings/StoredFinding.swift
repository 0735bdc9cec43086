public import PostureModel

/// A finding as it stands, or stood.
public struct StoredFinding: Sendable {
    public let finding: Finding
    public let asset: AssetKey
    /// When its asset was first judged by its control.
    public let firstSeen: String
    /// When it was last judged so.
    public let lastSeen: String
    /// Since when verdict and evidence are what they are.
    public let validFrom: String
    public let validTo: String?
    /// The muting in force; nil where there is none.
    public let muted: Mute?
}

/// A finding that someone chose to live with.
public struct Mute: Sendable, Hashable {
    public var reason: String
    public var owner: String
    /// RFC 3339; nil: no end.
    public var expires: String?

    public init(reason: String, owner: String, expires: String? = nil) {
        self.reason = reason
        self.owner = owner
        self.expires = expires
    }
}
