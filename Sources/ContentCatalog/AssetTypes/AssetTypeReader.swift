import Document
import PostureModel
import SourceText

/// Reads one asset type's file: `content/assets/aws/s3/bucket.yaml`.
struct AssetTypeReader {
    static let keys: Set<String> = [
        "type", "title", "key", "id", "schema", "names", "defaults", "canonical", "shapes", "partial", "aliases",
        "relationships",
        "terraform", "cloudformation", "live",
    ]

    /// - Parameter schemas: finds the published schema of a type.
    static func read(
        _ file: SourceFile, schemas: (String) throws(Diagnostic) -> DocumentValue?
    ) -> (type: AssetType?, diagnostics: [Diagnostic]) {
        let (root, faults) = ContentDocument.read(file, what: "an asset type's file")
        guard let root else { return (nil, faults) }
        let fields = ContentFields(file: file)
        let reader = AssetTypeReader(fields: fields, root: root)
        let type = reader.type(schemas: schemas)
        return (fields.diagnostics.isEmpty ? type : nil, fields.diagnostics)
    }

    private let fields: ContentFields
    private let root: DocumentValue

    private init(fields: ContentFields, root: DocumentValue) {
        self.fields = fields
        self.root = root
    }

    private func type(schemas: (String) throws(Diagnostic) -> DocumentValue?) -> AssetType? {
        guard root.kind == .map else {
            fields.complain("content-wrong-type", "an asset type is a map of keys", at: root)
            return nil
        }
        fields.check(root, keys: Self.keys, of: "an asset type")
        guard let name = fields.text(fields.required(root, "type", of: "an asset type"), "'type'"),
            let schema = schema(of: name, schemas)
        else { return nil }
        let shapes = shapes()
        let sources = ValueSourceReader(fields: fields, shapes: shapes)
        var type = AssetType(
            name: name, title: fields.localized(fields.required(root, "title", of: "an asset type"), "'title'"),
            key: fields.text(fields.required(root, "key", of: "an asset type"), "'key'") ?? "",
            id: fields.text(fields.required(root, "id", of: "an asset type"), "'id'") ?? "", schema: schema, file: fields.file)
        type.names = names()
        type.defaults = defaults(root["defaults"])
        type.canonical = (fields.map(root["canonical"], "'canonical'")?.members ?? []).map { path, function in
            fields.check(function, keys: ["swift"], of: "a canonical form")
            let name = fields.required(function, "swift", of: "a canonical form")
            return AssetType.Canonical(path: PropertyPath(path.text), function: fields.text(name, "'swift'") ?? "")
        }
        type.shapes = shapes
        type.isPartialAllowed = fields.bool(root["partial"], "'partial'")
        let faces = FaceReader(fields: fields, sources: sources, defaults: defaults)
        type.terraform = fields.map(root["terraform"], "'terraform'").map { face in
            _ = fields.required(face, "resource", of: "'terraform'")
            return faces.declared(face, resources: [])
        }
        type.cloudFormation = cloudFormation(name, faces)
        type.live = fields.map(root["live"], "'live'").flatMap(faces.live)
        let relationships = RelationshipReader(fields: fields, schema: schema)
        type.aliases = relationships.aliases(root["aliases"])
        type.relationships = relationships.read(root["relationships"])
        checkKey(type)
        for face in ["terraform", "cloudformation", "live"] { checkPaths(root[face]?["properties"], type.schema) }
        checkPaths(root["defaults"], type.schema)
        return type
    }

    /// A rule for a property that the schema does not have makes something that nothing can ask for.
    private func checkPaths(_ rules: DocumentValue?, _ schema: PropertySchema) {
        for (path, value) in rules?.members ?? [] where !ValueSourceReader.shapeWords.contains(path.text) {
            let path = PropertyPath(path.text)
            guard schema.node(at: path) == nil, !schema.isFreeForm(path) else { continue }
            fields.complain("asset-schema", "the schema has no path '\(path)'", at: value)
        }
    }

    /// `cloudformation:` alone says that the type is there under its own name.
    private func cloudFormation(_ name: String, _ faces: FaceReader) -> DeclaredFace? {
        guard let section = root["cloudformation"] else { return nil }
        if section.isNull { return faces.declared(section, resources: [name]) }
        return fields.map(section, "'cloudformation'").map { faces.declared($0, resources: [name]) }
    }

    private func checkKey(_ type: AssetType) {
        guard !type.key.isEmpty, type.schema.node(at: PropertyPath(type.key)) == nil else { return }
        fields.complain(
            "asset-schema", "the schema has no property '\(type.key)'", at: root["key"],
            hint: EditDistance.hint(for: type.key, among: type.schema[PropertySchema.root].members.keys))
    }

    private func schema(of name: String, _ schemas: (String) throws(Diagnostic) -> DocumentValue?) -> PropertySchema? {
        let section = fields.map(root["schema"], "'schema'")
        if let section { fields.check(section, keys: ["own", "adds", "as"], of: "'schema'") }
        var schema: PropertySchema
        if let own = fields.map(section?["own"], "'own'") {
            OwnSchemaCheck(fields: fields).type(own)
            schema = SchemaReader.read(own)
        } else {
            do {
                guard let published = try schemas(name) else {
                    fields.complain(
                        "asset-schema", "no published schema of \(name) is at hand", at: root["type"],
                        hint: "derive it into content/facts, or write the type's own under schema.own")
                    return nil
                }
                schema = SchemaReader.read(published)
            } catch {
                fields.complain("asset-schema", error.message, at: root["type"])
                return nil
            }
        }
        for (name, type) in fields.map(section?["adds"], "'adds'")?.members ?? [] {
            if type.string == nil { OwnSchemaCheck(fields: fields).property(type, "'adds'") }
            schema.add(name.text, type: type)
        }
        for (path, function) in fields.map(section?["as"], "'as'")?.members ?? [] {
            if !schema.setFunction(fields.text(function, "'as'") ?? "", at: PropertyPath(path.text)) {
                fields.complain("asset-schema", "the schema has no path '\(path)'", at: function)
            }
        }
        return schema
    }

    private func shapes() -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for (name, value) in fields.map(root["shapes"], "'shapes'")?.members ?? [] {
            guard value.kind == .map else {
                fields.complain("content-wrong-type", "a shape must be a map of keys", at: value)
                continue
            }
            // A shape may use those before it.
            shapes[name.text] = ValueSourceReader(fields: fields, shapes: shapes).shape(value)
        }
        return shapes
    }

    private func names() -> NameTable {
        var names = NameTable()
        for (key, value) in fields.map(root["names"], "'names'")?.members ?? [] {
            if value.kind == .map {
                names.inside[key.text] = Dictionary(
                    value.members.map { ($0.key.text, fields.text($0.value, "a name") ?? "") }, uniquingKeysWith: { _, last in last })
            } else {
                names.all[key.text] = fields.text(value, "a name")
            }
        }
        return names
    }

    private func defaults(_ map: DocumentValue?) -> [AssetType.Default] {
        (fields.map(map, "'defaults'")?.members ?? []).map { path, value in
            AssetType.Default(path: PropertyPath(path.text), value: unknown(path.text, value) ?? placeless(value))
        }
    }

    /// What a provider makes of silence stands nowhere in the estate: findings then point at the resource, not at this file.
    private func placeless(_ value: DocumentValue) -> DocumentValue {
        (try? Document(json: Array(value.description.utf8)))?.root ?? value
    }

    /// `{unknown: why}`: the provider decides by something that code does not say.
    private func unknown(_ path: String, _ value: DocumentValue) -> DocumentValue? {
        guard value.count == 1, let why = value["unknown"]?.string else { return nil }
        let builder = DocumentBuilder()
        builder.unknown(.knownAfterApply(path, why, exists: true))
        return (try? builder.finish())?.root
    }
}
