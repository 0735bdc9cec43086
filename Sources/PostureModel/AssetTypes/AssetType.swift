public import Document
public import SourceText

/// One kind of asset, as its content file describes it: its schema and how each face is mapped into it.
public struct AssetType: Sendable {
    /// In the provider's own registry: `AWS::S3::Bucket`.
    public var name: String
    public var title: LocalizedText
    /// The property that other resources call it by when they do not refer to it, and that names it to people.
    public var key: String
    /// The provider's id, with `{partition}`, `{account}`, `{region}`, `{key}` and `{properties.…}` to be filled in.
    public var id: String
    public var schema: PropertySchema
    /// Words that differ: a property (or, inside, the words of one property's value) by the word another face has for it.
    public var names: NameTable
    /// What the provider makes of silence; for declared faces only.
    public var defaults: [Default]
    /// What is rewritten on every face, so that one thing is said in one way.
    public var canonical: [Canonical]
    public var shapes: [String: Shape]
    public var terraform: DeclaredFace?
    public var cloudFormation: DeclaredFace?
    public var live: LiveFace?
    /// A part whose owner is made elsewhere becomes an asset of its own, known in part.
    public var isPartialAllowed: Bool
    /// Properties beside the key and those of the id that other assets call one of this type by.
    public var aliases: [PropertyPath] = []
    /// What leads to other assets.
    public var relationships: [Relationship] = []
    public var file: SourceFile

    public init(
        name: String, title: LocalizedText, key: String, id: String, schema: PropertySchema, names: NameTable = NameTable(),
        defaults: [Default] = [], canonical: [Canonical] = [], shapes: [String: Shape] = [:], terraform: DeclaredFace? = nil,
        cloudFormation: DeclaredFace? = nil, live: LiveFace? = nil, isPartialAllowed: Bool = false, file: SourceFile
    ) {
        self.name = name
        self.title = title
        self.key = key
        self.id = id
        self.schema = schema
        self.names = names
        self.defaults = defaults
        self.canonical = canonical
        self.shapes = shapes
        self.terraform = terraform
        self.cloudFormation = cloudFormation
        self.live = live
        self.isPartialAllowed = isPartialAllowed
        self.file = file
    }

    /// How assets of the type are named by others, and what they are related to.
    public var relations: TypeRelations {
        var identifiers = [PropertyPath(key)]
        for path in Self.blanks(id) + aliases where !identifiers.contains(path) { identifiers.append(path) }
        return TypeRelations(type: name, identifiers: identifiers, relationships: relationships)
    }

    /// The property that an id ends in: others say `sg-1` for `…:security-group/{properties.GroupId}`.
    private static func blanks(_ id: String) -> [PropertyPath] {
        guard id.hasSuffix("}"), let open = id.lastIndex(of: "{") else { return [] }
        let blank = id[open...].dropFirst().dropLast()
        return blank.hasPrefix("properties.") ? [PropertyPath(String(blank.dropFirst("properties.".count)))] : []
    }

    /// A value for a path that a declared face leaves out. It fills absent paths only; objects on the way are made, elements of
    /// lists are not.
    public struct Default: Sendable {
        public var path: PropertyPath
        public var value: DocumentValue

        public init(path: PropertyPath, value: DocumentValue) {
            self.path = path
            self.value = value
        }
    }

    /// A rewriting by a named Swift function.
    public struct Canonical: Sendable {
        public var path: PropertyPath
        public var function: String

        public init(path: PropertyPath, function: String) {
            self.path = path
            self.function = function
        }
    }
}

/// Renamings: for the whole type, and for the members of one property's value.
public struct NameTable: Sendable {
    public var all: [String: String]
    public var inside: [String: [String: String]]

    public init(all: [String: String] = [:], inside: [String: [String: String]] = [:]) {
        self.all = all
        self.inside = inside
    }
}
