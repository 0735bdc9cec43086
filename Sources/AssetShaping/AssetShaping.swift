import Document
public import PostureModel
public import SourceText

/// Makes assets of what parsers and collectors bring, by the rules of the asset types' own files.
public struct AssetShaper: Sendable {
    private let table: TypeTable
    private let names = SecretKeys()

    /// - Parameters:
    ///   - types: every type that may be met; they are told apart by name.
    ///   - functions: the named functions that asset files call, beside the shaper's own (``standardFunctions``).
    public init(types: [AssetType], functions: [String: ShapeFunction] = [:]) {
        table = TypeTable(types: types, functions: functions.merging(Self.standardFunctions) { own, _ in own })
    }

    /// A shaper that asks for types when it meets them, so that a scan of one file reads the few that it needs.
    ///
    /// - Parameter source: gives the types that have to do with a word: a type's name, or a resource type of code. Asked once
    ///   for every word; types that it gives for several words are the same.
    public init(functions: [String: ShapeFunction] = [:], source: @escaping @Sendable (String) -> [AssetType]) {
        table = TypeTable(functions: functions.merging(Self.standardFunctions) { own, _ in own }, source: source)
    }

    /// The assets of a program, in the order of its resources.
    public func shape(_ program: DeclaredProgram) -> ShapedProgram {
        if program.format == .kubernetes { return ManifestShaper(names: names).shape(program) }
        let known = table.types(for: Set(program.resources.lazy.map(\.type)))
        return DeclaredShaper(program: program, owners: known.owners, parts: known.parts, names: names).shape()
    }

    /// The asset that an item of an account is.
    public func shape(_ resource: ObservedResource) throws(Diagnostic) -> Asset {
        guard let type = table.types(for: [resource.type]).byName[resource.type], let face = type.type.live else {
            throw Diagnostic(.error, code: "asset-type-unknown", "nothing says how \(resource.type) is read from an account")
        }
        return try ObservedShaper(resource: resource, type: type, face: face, names: names).shape()
    }

    /// Resource types of code that no asset type is made of, nor any part; they are read, and nothing judges them.
    public func isKnown(resource: String) -> Bool {
        let known = table.types(for: [resource])
        return known.owners[resource] != nil || known.parts[resource] != nil
    }
}

/// What a program's resources became.
public struct ShapedProgram: Sendable {
    public var assets: [Asset] = []
    public var diagnostics: [Diagnostic] = []
    /// Resources of types that no content file knows, by type.
    public var unknownTypes: [String: Int] = [:]

    public init() {}
}
