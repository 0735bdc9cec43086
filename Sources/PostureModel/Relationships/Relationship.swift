/// What leads from an asset to others: a word that controls ask with, `asset.related("vpc")`.
public struct Relationship: Sendable, Hashable {
    /// `vpc`, `securityGroups`, `flowLogs`.
    public var name: String
    public var kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    public enum Kind: Sendable, Hashable {
        /// The asset's own properties name the others.
        case reference(Reference)
        /// The others name the asset, each with a relationship of its own.
        case inverse([Inverse])
    }

    /// Properties that name other assets.
    public struct Reference: Sendable, Hashable {
        /// Where the names stand, below the asset's properties.
        public var paths: [PropertyPath]
        /// The types that may be meant.
        public var targets: [String]
        /// By which of the target's identifiers it is named; empty: by any of them, or by its id.
        public var by: [PropertyPath]
        public var reach: Reach

        public init(paths: [PropertyPath], targets: [String], by: [PropertyPath] = [], reach: Reach = .anywhere) {
            self.paths = paths
            self.targets = targets
            self.by = by
            self.reach = reach
        }
    }

    /// How far away an asset may be that is called by a bare name. It says when a name that fits nothing is known to lead nowhere.
    public enum Reach: String, Sendable, Hashable, CaseIterable {
        /// The same account and region.
        case region
        /// The same account.
        case account
        /// Another account as well: then what was not met may still be there.
        case anywhere
    }

    /// A relationship of another type, seen from the asset that it leads to.
    public struct Inverse: Sendable, Hashable {
        public var type: String
        public var relationship: String

        public init(type: String, relationship: String) {
            self.type = type
            self.relationship = relationship
        }
    }
}

/// What an asset type's file says of how its assets are named and what they are related to.
public struct TypeRelations: Sendable {
    public var type: String
    /// The properties that other assets call one of this type by.
    public var identifiers: [PropertyPath]
    public var relationships: [String: Relationship]

    public init(type: String, identifiers: [PropertyPath], relationships: [Relationship] = []) {
        self.type = type
        self.identifiers = identifiers
        self.relationships = Dictionary(relationships.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
