public import CEL
public import PostureModel
import Synchronization

/// The types of what controls look into: what an asset has, what the schema of its type says of `properties`, and what named
/// functions make there.
///
/// Built of schemas when the first control asks for them; kept for all that follow.
public final class AssetTypes: Sendable {
    private let objects: [ObjectType]
    private let forms: [String: ValueType]
    private let schemas: SchemaTable
    private let providers = Mutex<[[String]: AssetTypeProvider]>([:])

    /// - Parameters:
    ///   - objects: types that functions name, such as the canonical policy document.
    ///   - forms: what each named function of asset files makes.
    ///   - schema: what a type's properties may be, by the type's name; nil: anything. Asked once for each type.
    public init(
        objects: [ObjectType] = [], forms: [String: ValueType] = [:], schema: @escaping @Sendable (String) -> TypeSchema? = { _ in nil }
    ) {
        self.objects = objects
        self.forms = forms
        schemas = SchemaTable(schema)
    }

    /// What a control that judges these types may ask.
    func provider(of types: [String]) -> AssetTypeProvider {
        let types = Set(types).sorted()
        return providers.withLock { providers in
            if let known = providers[types] { return known }
            let provider = AssetTypeProvider(types: types, objects: objects, forms: forms) { [schemas] in types.map { schemas[$0] } }
            providers[types] = provider
            return provider
        }
    }
}

/// Schemas by type, each asked for once.
private final class SchemaTable: Sendable {
    private let read: @Sendable (String) -> TypeSchema?
    private let known = Mutex<[String: TypeSchema?]>([:])

    init(_ read: @escaping @Sendable (String) -> TypeSchema?) { self.read = read }

    subscript(type: String) -> TypeSchema? {
        known.withLock { known in
            if let schema = known[type] { return schema }
            let schema = read(type)
            known[type] = .some(schema)
            return schema
        }
    }
}
