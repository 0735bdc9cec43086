import CEL
import PostureModel
import Synchronization

/// The types that the controls of certain asset types see.
///
/// A control over several types sees every field that at least one of them has; where they disagree about what it is, it may be
/// anything. So a control may ask for what one type lacks, behind `.?` or `has()`, and is still told of a slip.
final class AssetTypeProvider: TypeProvider {
    /// The type of `asset`.
    static let asset = ValueType.object("asset")

    private let types: [String]
    private let objects: [String: ObjectType]
    private let forms: [String: ValueType]
    private let read: @Sendable () -> [TypeSchema?]
    private let state = Mutex(State())

    /// - Parameter schemas: of the types, in their order; asked when a control first looks into `properties`.
    init(types: [String], objects: [ObjectType], forms: [String: ValueType], schemas: @escaping @Sendable () -> [TypeSchema?]) {
        self.types = types
        self.objects = Dictionary(objects.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.forms = forms
        read = schemas
    }

    private struct State {
        var schemas: SchemaUnion?
    }

    func hasType(_ name: String) -> Bool {
        name == "asset" || objects[name] != nil || withSchemas { $0.places[name] != nil }
    }

    func fieldType(_ field: String, of type: String) -> ValueType? {
        if type == "asset" { return assetField(field) }
        if let object = objects[type] { return object.fields[field] }
        return withSchemas { $0.fieldType(field, of: type) }
    }

    func fieldNames(of type: String) -> [String] {
        if type == "asset" { return (Self.fields.keys + providerFields).sorted() }
        if let object = objects[type] { return object.fields.keys.sorted() }
        return withSchemas { $0.fieldNames(of: type) }
    }

    func place(of field: String, below type: String) -> String? {
        if type == "asset" {
            guard case .object(let properties)? = assetField("properties") else { return nil }
            if withSchemas({ $0.fieldType(field, of: properties) }) != nil { return "properties.\(field)" }
            return place(of: field, below: properties).map { "properties.\($0)" }
        }
        return withSchemas { $0.place(of: field, below: type) }
    }

    func union(of first: String, _ second: String) -> String? { withSchemas { $0.union(of: first, second) } }

    private func withSchemas<Result: Sendable>(_ body: (inout SchemaUnion) -> Result) -> Result {
        state.withLock { state in
            var schemas = state.schemas ?? SchemaUnion(types: types, schemas: read(), forms: forms)
            defer { state.schemas = schemas }
            state.schemas = nil
            return body(&schemas)
        }
    }

    // MARK: What an asset has

    /// Beside `properties`: what ``Asset`` documents have, and the facts about them, which nobody lists.
    private static let fields: [String: ValueType] = [
        "id": .string, "type": .string, "provider": .string, "account": .string, "region": .string, "name": .string,
        "address": .string, "program": .string, "tags": .map(.string, .string), "facts": .dynamic, "properties": .dynamic,
    ]

    private func assetField(_ field: String) -> ValueType? {
        if field == "properties" { return withSchemas { $0.properties() } }
        if field == "pod", providerFields.contains(field) { return withSchemas { $0.pod() } }
        return Self.fields[field] ?? (providerFields.contains(field) ? .string : nil)
    }

    /// What Kubernetes' assets have beside the others.
    private var providerFields: [String] {
        guard types.contains(where: { AssetTypeName.provider(of: $0) == "kubernetes" }) else { return [] }
        return types.contains { PodTemplate.path(of: $0) != nil } ? ["namespace", "pod"] : ["namespace"]
    }
}
