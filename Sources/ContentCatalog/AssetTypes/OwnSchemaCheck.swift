import Document

/// Says what is wrong with a schema that stands in an asset type's own file; published ones are taken as they are.
struct OwnSchemaCheck {
    let fields: ContentFields

    private static let types: Set<String> = ["object", "array", "string", "integer", "number", "boolean", "any"]

    /// A whole type's: `{properties: …}`.
    func type(_ schema: DocumentValue) {
        fields.check(schema, keys: ["properties"], of: "a schema")
        if let properties = fields.required(schema, "properties", of: "a schema") { members(properties, depth: 0) }
    }

    /// One property's: `{type: array, items: {type: string}}`.
    func property(_ schema: DocumentValue, _ what: String, depth: Int = 0) {
        guard schema.kind == .map else {
            fields.complain("content-wrong-type", "\(what) must be a map of keys, such as {type: string}", at: schema)
            return
        }
        guard depth < 64 else { return }
        fields.check(schema, keys: ["type", "properties", "items", "additionalProperties"], of: "a property's schema")
        if let type = fields.required(schema, "type", of: "a property's schema"), !Self.types.contains(type.string ?? "") {
            fields.complain(
                "content-wrong-type", "the type must be one of \(Self.types.sorted().joined(separator: ", "))", at: type,
                hint: type.string.flatMap { EditDistance.hint(for: $0, among: Self.types) })
        }
        if let properties = schema["properties"] { members(properties, depth: depth + 1) }
        for key in ["items", "additionalProperties"] {
            if let value = schema[key] { property(value, "'\(key)'", depth: depth + 1) }
        }
    }

    private func members(_ properties: DocumentValue, depth: Int) {
        guard properties.kind == .map else {
            fields.complain("content-wrong-type", "'properties' must be a map of keys", at: properties)
            return
        }
        for (name, value) in properties.members { property(value, "'\(name)'", depth: depth + 1) }
    }
}
