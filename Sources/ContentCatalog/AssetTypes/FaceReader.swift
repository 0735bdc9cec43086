import Document
import PostureModel
import SourceText

/// Reads the `terraform:`, `cloudformation:` and `live:` sections of an asset type's file.
struct FaceReader {
    let fields: ContentFields
    let sources: ValueSourceReader
    let defaults: (DocumentValue?) -> [AssetType.Default]

    // MARK: Code

    func declared(_ map: DocumentValue, resources: [String]) -> DeclaredFace {
        fields.check(map, keys: ["resource", "parts", "properties", "defaults"], of: "a face")
        let named = fields.texts(map["resource"], "'resource'")
        let properties = fields.map(map["properties"], "'properties'")
        // CloudFormation's own properties need no mapping: they are the schema.
        let isOwn = !resources.isEmpty
        return DeclaredFace(
            resources: named.isEmpty ? resources : named, parts: parts(map["parts"]),
            rules: properties.map(sources.rules) ?? [], matchesAll: isOwn || properties?["*"] != nil,
            defaults: defaults(map["defaults"]))
    }

    private func parts(_ map: DocumentValue?) -> [DeclaredFace.Part] {
        (fields.map(map, "'parts'")?.members ?? []).flatMap { name, value in
            fields.texts(value, "a part").compactMap { part(name.text, $0, at: value) }
        }
    }

    /// `type.attribute`, `[]` behind it for many, `[*]` where the attribute is a list.
    private func part(_ name: String, _ text: String, at value: DocumentValue) -> DeclaredFace.Part? {
        var text = text[...]
        let isMany = text.hasSuffix("[]")
        if isMany { text = text.dropLast(2) }
        let isList = text.hasSuffix("[*]")
        if isList { text = text.dropLast(3) }
        let steps = text.split(separator: ".").map(String.init)
        guard steps.count >= 2 else {
            fields.complain("asset-part", "a part is written type.attribute, not '\(text)'", at: value)
            return nil
        }
        return DeclaredFace.Part(
            name: name, resource: steps[0], attribute: Array(steps.dropFirst()), isAttributeList: isList, isMany: isMany)
    }

    // MARK: Live

    func live(_ map: DocumentValue) -> LiveFace? {
        fields.check(map, keys: ["list", "with", "calls", "properties", "global", "singleton", "region", "ignore"], of: "'live'")
        guard let list = fields.required(map, "list", of: "'live'"), let listCall = call(list) else { return nil }
        let shared = inputs(fields.map(map["with"], "'with'"))
        let calls = (fields.map(map["calls"], "'calls'")?.members ?? []).compactMap { name, value -> LiveFace.NamedCall? in
            guard var call = call(value) else { return nil }
            call.input = shared.merging(call.input) { _, own in own }
            return LiveFace.NamedCall(name: name.text, call: call, each: fields.text(value["each"], "'each'").map(path))
        }
        let properties = fields.map(map["properties"], "'properties'")
        return LiveFace(
            list: listCall, items: path(fields.text(list["items"], "'items'") ?? ""), isGlobal: fields.bool(map["global"], "'global'"),
            isSingleton: fields.bool(map["singleton"], "'singleton'"), calls: calls, rules: properties.map(sources.rules) ?? [],
            matchesAll: properties?["*"] != nil, region: fields.text(map["region"], "'region'").map(path),
            ignored: fields.texts(map["ignore"], "'ignore'").map { $0.split(separator: ".").map(String.init) })
    }

    private func call(_ value: DocumentValue) -> LiveFace.Call? {
        let name = value.kind == .map ? fields.text(fields.required(value, "call", of: "a call"), "'call'") : value.string
        if value.kind == .map { fields.check(value, keys: ["call", "input", "items", "absent", "each"], of: "a call") }
        let parts = (name ?? "").split(separator: ":").map(String.init)
        guard parts.count == 2 else {
            fields.complain("asset-call", "a call is written service:Operation", at: value)
            return nil
        }
        return LiveFace.Call(
            service: parts[0], operation: parts[1], input: inputs(fields.map(value["input"], "'input'")),
            absentCodes: Set(fields.texts(value["absent"], "'absent'")))
    }

    private func inputs(_ map: DocumentValue?) -> [String: LiveFace.Input] {
        var inputs: [String: LiveFace.Input] = [:]
        for (name, value) in map?.members ?? [] { inputs[name.text] = input(value) }
        return inputs
    }

    private func input(_ value: DocumentValue) -> LiveFace.Input {
        switch value.kind {
        case .string where value.string == "item" || value.string?.contains(".") == true: .path(path(value.string ?? ""))
        case .list: .list(value.elements.map(input))
        case .map: .map(inputs(value))
        default: .literal(value.description)
        }
    }

    private func path(_ text: String) -> [String] { text.split(separator: ".").map(String.init) }
}
