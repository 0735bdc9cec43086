import CEL

/// What searches know of `asset` before they look at any: the fields that every asset may have. Its properties are those of its
/// type, of which a search may meet all.
struct InventoryTypes: TypeProvider {
    static let asset = ValueType.object("asset")

    /// As ``PostureModel/Asset`` has them; the namespace and the pod are Kubernetes'.
    private static let fields: [String: ValueType] = [
        "id": .string, "type": .string, "provider": .string, "account": .string, "region": .string, "name": .string,
        "address": .string, "program": .string, "namespace": .string, "tags": .map(.string, .dynamic), "properties": .dynamic,
        "pod": .dynamic, "facts": .dynamic,
    ]

    func hasType(_ name: String) -> Bool { name == "asset" }

    func fieldType(_ field: String, of type: String) -> ValueType? { type == "asset" ? Self.fields[field] : nil }

    func fieldNames(of type: String) -> [String] { type == "asset" ? Self.fields.keys.sorted() : [] }
}
