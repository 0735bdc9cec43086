import Document
public import PostureModel
public import SourceText

/// Makes assets of what parsers and collectors bring, by the rules of the asset types' own files.
public struct AssetShaper: Sendable {
    private let types: [String: CompiledType]
    private let owners: [String: CompiledType]
    private let parts: [String: [PartRule]]

    /// - Parameters:
    ///   - types: every type that may be met; they are told apart by name.
    ///   - functions: the named functions that asset files call, beside the shaper's own (``standardFunctions``).
    public init(types: [AssetType], functions: [String: ShapeFunction] = [:]) {
        let functions = functions.merging(Self.standardFunctions) { own, _ in own }
        let compiled = types.map { CompiledType($0, functions: functions) }
        self.types = Dictionary(compiled.map { ($0.type.name, $0) }) { first, _ in first }
        var owners: [String: CompiledType] = [:]
        var parts: [String: [PartRule]] = [:]
        for type in compiled {
            for face in [type.type.terraform, type.type.cloudFormation].compactMap({ $0 }) {
                for resource in face.resources { owners[resource] = type }
                for part in face.parts { parts[part.resource, default: []].append(PartRule(part: part, owner: type)) }
            }
        }
        self.owners = owners
        self.parts = parts
    }

    /// The assets of a program, in the order of its resources.
    public func shape(_ program: DeclaredProgram) -> ShapedProgram {
        if program.format == .kubernetes { return ManifestShaper().shape(program) }
        return DeclaredShaper(program: program, owners: owners, parts: parts).shape()
    }

    /// The asset that an item of an account is.
    public func shape(_ resource: ObservedResource) throws(Diagnostic) -> Asset {
        guard let type = types[resource.type], let face = type.type.live else {
            throw Diagnostic(.error, code: "asset-type-unknown", "nothing says how \(resource.type) is read from an account")
        }
        return try ObservedShaper(resource: resource, type: type, face: face).shape()
    }

    /// Resource types of code that no asset type is made of, nor any part; they are read, and nothing judges them.
    public func isKnown(resource: String) -> Bool { owners[resource] != nil || parts[resource] != nil }
}

/// What a program's resources became.
public struct ShapedProgram: Sendable {
    public var assets: [Asset] = []
    public var diagnostics: [Diagnostic] = []
    /// Resources of types that no content file knows, by type.
    public var unknownTypes: [String: Int] = [:]

    public init() {}
}

/// A type with what is worked out once from its file.
final class CompiledType: Sendable {
    let type: AssetType
    let shaper: SchemaShaper
    let functions: [String: ShapeFunction]

    init(_ type: AssetType, functions: [String: ShapeFunction]) {
        self.type = type
        self.functions = functions
        shaper = SchemaShaper(
            schema: type.schema, matcher: NameMatcher(schema: type.schema, names: type.names), functions: functions)
    }
}

/// A part and the type it belongs to.
struct PartRule: Sendable {
    var part: DeclaredFace.Part
    var owner: CompiledType
}
