public import Document

/// One item of an account as the provider's API tells it, in the API's own words: what collectors hand on to be shaped.
public struct ObservedResource: Sendable {
    /// The asset type it was listed for.
    public var type: String
    public var partition: String
    public var account: String?
    /// Nil for global assets.
    public var region: String?
    /// The item of the list; its root may be a scalar. Nil for a singleton that does not exist.
    public var item: Document?
    /// Answers by the names that the asset type gives its calls.
    public var answers: [String: Answer]
    /// When it was read: RFC 3339, UTC.
    public var time: String
    public var collector: String

    public enum Answer: Sendable {
        case document(Document)
        /// The provider says there is none.
        case absent
        /// The call was denied, unsupported or failed.
        case notCollected(Unknown)
    }

    public init(
        type: String, partition: String, account: String?, region: String?, item: Document?, answers: [String: Answer],
        time: String, collector: String
    ) {
        self.type = type
        self.partition = partition
        self.account = account
        self.region = region
        self.item = item
        self.answers = answers
        self.time = time
        self.collector = collector
    }
}
