/// One property that code and account say differently.
public struct PropertyDifference: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Both say it, and not the same.
        case changed
        /// Code says it, the account has nothing of it.
        case missing
        /// The account has it, code says nothing of it.
        case added
        /// Code says it, and it was not collected whether it holds.
        case unknown
    }

    /// Below the properties: `VersioningConfiguration.Status`, `SecurityGroupIngress[1]`; tags as `tags.owner`.
    public var path: String
    public var kind: Kind
    /// Nil where code says nothing.
    public var declared: Side?
    /// Nil where the account has nothing.
    public var observed: Side?

    public init(path: String, kind: Kind, declared: Side?, observed: Side?) {
        self.path = path
        self.kind = kind
        self.declared = declared
        self.observed = observed
    }

    /// What one face says, and where.
    public struct Side: Sendable, Hashable {
        /// As JSON; the reason of an unknown.
        public var value: String
        public var source: EvidenceSource?

        public init(value: String, source: EvidenceSource?) {
            self.value = value
            self.source = source
        }
    }
}
