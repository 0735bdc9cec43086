public import PostureModel

/// Which findings: all that fit every part that is not empty.
public struct FindingFilter: Sendable, Hashable {
    public enum Muting: Sendable, Hashable {
        case any, onlyMuted, notMuted
    }

    public var ids: [String] = []
    /// Failures where nothing else is asked for.
    public var statuses: [FindingStatus] = [.fail]
    public var severities: [Severity] = []
    public var controls: [String] = []
    /// Provider ids of assets.
    public var assetIDs: [String] = []
    public var asset: AssetKey?
    public var types: [String] = []
    public var accounts: [String] = []
    public var regions: [String] = []
    public var face: FindingOrigin?
    public var muting = Muting.any
    public var limit: Int?

    public init() {}
}
