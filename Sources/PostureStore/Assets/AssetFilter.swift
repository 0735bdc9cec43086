public import PostureModel

/// Which assets: all that fit every part that is said.
public struct AssetFilter: Sendable, Hashable {
    // Of each list one must fit; nil: any.
    public var ids: [String]?
    public var types: [String]?
    public var providers: [String]?
    public var accounts: [String]?
    public var regions: [String]?
    public var names: [String]?
    public var namePrefix: String?
    /// All must be there. Tags whose value is not known do not count.
    public var tags: [Tag] = []
    /// Assets whose tags are not all known fit too, whatever ``tags`` says.
    public var includesOpenTags = false
    /// Ids of controls: of each list at least one must fail on the asset.
    public var failing: [[String]] = []
    public var face: FindingOrigin?
    /// The program that declares them.
    public var program: String?
    public var limit: Int?
    /// Only versions that were stored behind this one (``StoredAsset/position``), to go on where a stream stopped.
    public var after: Int64?

    public init() {}

    public struct Tag: Sendable, Hashable {
        public var key: String
        /// Nil: any value.
        public var value: String?

        public init(key: String, value: String? = nil) {
            self.key = key
            self.value = value
        }
    }

    /// Leaves of a list only what is also among other values: an asset must fit both.
    public mutating func narrow(_ part: WritableKeyPath<AssetFilter, [String]?>, to values: [String]) {
        self[keyPath: part] = self[keyPath: part].map { $0.filter(values.contains) } ?? values
    }
}
