public import PostureModel

/// Which assets: all that fit every part that is not empty.
public struct AssetFilter: Sendable, Hashable {
    public var ids: [String] = []
    public var types: [String] = []
    public var providers: [String] = []
    public var accounts: [String] = []
    public var regions: [String] = []
    public var names: [String] = []
    /// All must be there. Tags whose value is not known do not count.
    public var tags: [Tag] = []
    public var face: FindingOrigin?
    /// The program that declares them.
    public var program: String?
    public var limit: Int?

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
}
