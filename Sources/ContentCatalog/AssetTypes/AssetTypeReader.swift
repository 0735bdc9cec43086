import Document
import PostureModel
import SourceText

/// Reads one asset type's file: `content/assets/aws/s3/bucket.yaml`.
struct AssetTypeReader {
    static let keys: Set<String> = [
        "type", "title", "key", "id", "schema", "names", "defaults", "canonical", "shapes", "partial",
        "terraform", "cloudformation", "live",
    ]

    /// - Parameter schemas: finds the published schema of a type.
    static func read(
        _ file: SourceFile, schemas: (String) throws(Diagnostic) -> DocumentValue?
    ) -> (type: AssetType?, diagnostics: [Diagnostic]) {
        let result = YAMLReader().read(file)
        guard result.diagnostics.isEmpty, result.documents.count == 1, let root = result.documents.first?.document.root else {
            let fault = Diagnostic(
                .error, code: "content-not-one-document", "an asset type's file holds one YAML document",
                location: SourceLocation(path: file.path))
            return (nil, result.diagnostics.isEmpty ? [fault] : result.diagnostics)
        }
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
        guard let name = fields.required(root, "type", of: "an asset type")?.string,
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
        type.canonical = (root["canonical"]?.members ?? []).map { path, function in
            AssetType.Canonical(path: PropertyPath(path.text), function: fields.text(function["swift"], "'swift'") ?? "")
        }
        type.shapes = shapes
        type.isPartialAllowed = root["partial"]?.bool ?? false
        let faces = FaceReader(fields: fields, sources: sources, defaults: defaults)
        type.terraform = root["terraform"].map { faces.declared($0, resources: []) }
        type.cloudFormation = root["cloudformation"].map { faces.declared($0, resources: [name]) }
        type.live = root["live"].flatMap(faces.live)
        return type
    }

    private func schema(of name: String, _ schemas: (String) throws(Diagnostic) -> DocumentValue?) -> PropertySchema? {
        let section = root["schema"]
        if let section { fields.check(section, keys: ["own", "adds", "as"], of: "'schema'") }
        var schema: PropertySchema
        if let own = section?["own"] {
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
        for (name, type) in section?["adds"]?.members ?? [] { schema.add(name.text, type: type) }
        for (path, function) in section?["as"]?.members ?? [] {
            if !schema.setFunction(fields.text(function, "'as'") ?? "", at: PropertyPath(path.text)) {
                fields.complain("asset-schema", "the schema has no path '\(path)'", at: function)
            }
        }
        return schema
    }

    private func shapes() -> [String: Shape] {
        var shapes: [String: Shape] = [:]
        for (name, value) in root["shapes"]?.members ?? [] {
            // A shape may use those before it.
            shapes[name.text] = ValueSourceReader(fields: fields, shapes: shapes).shape(value)
        }
        return shapes
    }

    private func names() -> NameTable {
        var names = NameTable()
        for (key, value) in root["names"]?.members ?? [] {
            if value.kind == .map {
                names.inside[key.text] = Dictionary(
                    value.members.map { ($0.key.text, $0.value.string ?? "") }, uniquingKeysWith: { _, last in last })
            } else {
                names.all[key.text] = fields.text(value, "a name")
            }
        }
        return names
    }

    private func defaults(_ map: DocumentValue?) -> [AssetType.Default] {
        (map?.members ?? []).map { path, value in
            AssetType.Default(path: PropertyPath(path.text), value: unknown(path.text, value) ?? value)
        }
    }

    /// `{unknown: why}`: the provider decides by something that code does not say.
    private func unknown(_ path: String, _ value: DocumentValue) -> DocumentValue? {
        guard value.count == 1, let why = value["unknown"]?.string else { return nil }
        let builder = DocumentBuilder()
        builder.unknown(.knownAfterApply(path, why, exists: true))
        return (try? builder.finish())?.root
    }
}
