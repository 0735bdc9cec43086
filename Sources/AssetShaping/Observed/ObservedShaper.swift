import Document
import PostureModel
import SourceText

/// Makes one asset of an account's item and the answers about it.
struct ObservedShaper {
    let resource: ObservedResource
    let type: CompiledType
    let face: LiveFace
    let names: SecretKeys

    func shape() throws(Diagnostic) -> Asset {
        var variables: [String: RawValue] = ["item": RawValue(resource.item?.root)]
        for (name, answer) in resource.answers {
            switch answer {
            case .document(let document): variables[name] = RawValue(document.root)
            case .absent: variables[name] = .absent
            case .notCollected(let unknown): variables[name] = .unknown(unknown, rest: false)
            }
        }
        let reference = Unknown.knownAfterApply("this", "it is the asset itself", exists: true)
        var evaluator = RuleEvaluator(
            shaper: type.shaper, functions: type.functions, reference: reference, variables: variables)
        var properties = evaluator.properties(of: "item", matchesAll: face.matchesAll, rules: face.rules)
        for canonical in type.type.canonical {
            CanonicalForms.apply(canonical.function, to: &properties, at: canonical.path)
        }
        let writer = AssetWriter(
            type: type.type.name, provider: AssetTypeName.provider(of: type.type.name), partition: resource.partition,
            account: resource.account, region: resource.region, address: nil,
            fallbackID: "\(type.type.name)/\(resource.account ?? "")/\(resource.region ?? "")/\(itemName)")
        let document = try SecretRedaction.redacted(try writer.write(properties: properties, type: type.type), names: names)
        return try Asset(
            document: document,
            origin: .observed(ObservedOrigin(collector: resource.collector, time: resource.time)))
    }

    private var itemName: String {
        guard let item = resource.item?.root else { return "-" }
        return item.string ?? item["Arn"]?.string ?? item["Name"]?.string ?? "-"
    }
}
