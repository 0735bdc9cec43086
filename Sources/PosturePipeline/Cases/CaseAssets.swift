import AssetShaping
import ContentCatalog
import Document
import IaCParsers
import PolicyEngine
import PostureModel
import SourceText

/// Makes the assets that a control's example describes.
struct CaseAssets {
    let posture: Posture
    let control: Control

    /// The assets that are judged, and all there are.
    struct Example {
        var judged: [Asset]
        var estate: MemoryEstate
    }

    /// - Throws: what is wrong with the example's text.
    func assets(of example: ControlCase) throws(Diagnostic) -> Example {
        var judged: [Asset]
        var all: [Asset]
        if example.form == .live {
            let own = try live(
                example.text, type: control.assetTypes.first ?? "", id: "example", notCollected: example.notCollected)
            judged = [own]
            all = judged
            for (index, item) in example.related.enumerated() {
                all.append(
                    try live(item.text, type: item.type, id: item.id ?? "related-\(index)", notCollected: item.notCollected))
            }
        } else {
            all = try declared(example)
            judged = all
        }
        judged = judged.filter { control.assetTypes.contains($0.type) }
        let denied = Set(example.notListed)
        let estate = MemoryEstate(all, relations: posture.engine.relations) { type, account, _ in
            if account != Self.account { return .unreadable(type, "the account was not read") }
            return denied.contains(type) ? .notCollected(call: type, error: "access denied") : nil
        }
        return Example(judged: judged, estate: estate)
    }

    private static let account = "111122223333"

    private func declared(_ example: ControlCase) throws(Diagnostic) -> [Asset] {
        let ending = example.form == .terraform ? "tf" : "yaml"
        let result = IaCParsers.parse(text: SourceFile(path: "example.\(ending)", text: example.text))
        let faults = result.diagnostics + result.programs.flatMap(\.diagnostics)
        if let fault = faults.first(where: { $0.severity == .error }) { throw fault }
        return result.programs.flatMap { posture.shaper.shape($0).assets }
    }

    /// Properties in the schema's words become an asset as a collector would have made it.
    private func live(_ text: String, type: String, id: String, notCollected: [String]) throws(Diagnostic) -> Asset {
        let read = YAMLReader().read(SourceFile(path: "example.yaml", text: text))
        if let fault = read.diagnostics.first { throw fault }
        guard let said = read.documents.first?.document ?? (try? Document(json: "{}")) else {
            throw Diagnostic(.error, code: "control-case", "the example says no properties")
        }
        let missing = try missingProperties(notCollected, of: type)
        let builder = DocumentBuilder()
        builder.beginMap()
        for (key, text) in [("id", id), ("type", type), ("provider", AssetTypeName.provider(of: type)), ("name", id)] {
            builder.key(key)
            builder.string(text)
        }
        builder.key("account")
        builder.string(Self.account)
        builder.key("region")
        builder.string("eu-central-1")
        builder.key("tags")
        builder.beginMap()
        for tag in said.root["Tags"]?.elements ?? [] {
            guard let key = tag["Key"]?.string, let value = tag["Value"] else { continue }
            builder.key(key)
            builder.copy(value)
        }
        builder.endMap()
        builder.key("properties")
        builder.beginMap()
        for (key, value) in said.root.members where missing[key.text] == nil && !value.isNull {
            builder.key(key)
            write(value, key: key.text, type: type, to: builder)
        }
        for (name, unknown) in missing.sorted(by: { $0.key < $1.key }) {
            builder.key(name)
            builder.unknown(unknown)
        }
        builder.endMap()
        builder.endMap()
        let origin = ObservedOrigin(collector: "example", time: "2026-01-01T00:00:00Z")
        return try Asset(document: try builder.finish(), origin: .observed(origin))
    }

    /// Policies are written in their canonical form, as the shaper would have made them.
    private func write(_ value: DocumentValue, key: String, type: String, to builder: DocumentBuilder) {
        guard let schema = posture.catalog.assetType(type)?.schema,
            let node = schema[PropertySchema.root].members[key]
        else { return builder.copy(value) }
        SchemaValueWriter(schema: schema, functions: Posture.functions).write(value, node: node, to: builder)
    }

    /// Root properties that a call fills, by the asset type's own rules.
    private func missingProperties(_ calls: [String], of type: String) throws(Diagnostic) -> [String: Unknown] {
        guard !calls.isEmpty, let live = posture.catalog.assetType(type)?.live else { return [:] }
        var missing: [String: Unknown] = [:]
        for call in calls {
            guard let properties = live.properties(filledBy: call) else {
                throw Diagnostic(
                    .error, code: "control-case", "\(type) is not read with the call \(call)",
                    hint: EditDistance.hint(for: call, among: live.calls.map(\.call.name)))
            }
            for name in properties { missing[name] = .notCollected(call: call, permission: call, error: "access denied") }
        }
        return missing
    }
}

/// Copies a value and lets the schema's named functions make what they make.
struct SchemaValueWriter {
    let schema: PropertySchema
    let functions: [String: ShapeFunction]

    func write(_ value: DocumentValue, node: Int?, to builder: DocumentBuilder) {
        guard let node else { return builder.copy(value) }
        let definition = schema[node]
        if let name = definition.function, let function = functions[name] { return function(value, builder) }
        switch value.kind {
        case .map where !definition.members.isEmpty || definition.element != nil:
            builder.beginMap()
            for (key, member) in value.members where !member.isNull {
                builder.key(key)
                write(member, node: definition.members[key.text] ?? (definition.kind == .map ? definition.element : nil), to: builder)
            }
            builder.endMap()
        case .list where definition.element != nil:
            builder.beginList()
            for element in value.elements { write(element, node: definition.element, to: builder) }
            builder.endList()
        default:
            builder.copy(value)
        }
    }
}
