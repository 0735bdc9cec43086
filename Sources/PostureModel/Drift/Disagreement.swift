public import SourceText

/// One thing about which code and account disagree.
public struct Disagreement: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// In the account, and no code declares it.
        case undeclared
        /// Both know it and say different things of it.
        case changed
        /// Code declares it, and the account does not have it.
        case missing
    }

    public var kind: Kind
    /// Nil for what no code declares.
    public var declared: AssetReference?
    /// Where code declares it.
    public var location: SourceLocation?
    /// Nil for what the account does not have.
    public var observed: AssetReference?
    /// Only where both know it.
    public var differences: [PropertyDifference]
    /// The worst that fails in the account and not in code; nil where nothing does.
    public var severity: Severity?

    public init(
        kind: Kind, declared: AssetReference?, location: SourceLocation?, observed: AssetReference?,
        differences: [PropertyDifference] = [], severity: Severity? = nil
    ) {
        self.kind = kind
        self.declared = declared
        self.location = location
        self.observed = observed
        self.differences = differences
        self.severity = severity
    }
}
