import HCL
import SourceText

/// Resolves `type.name.attribute`, `type.name[0].attribute`, `data.type.name.attribute`.
struct ResourceReferences {
    let instance: ModuleInstance

    /// - Parameters:
    ///   - key: `type.name`.
    ///   - skip: how many steps the key took.
    func resolve(_ reference: Reference, key: String, skip: Int, isData: Bool, _ evaluator: Evaluator) -> Resolution {
        guard let expansion = instance.resources(key, isData: isData) else {
            return undeclared(reference, key: key, skip: skip, isData: isData, evaluator)
        }
        if expansion.kind == .single, let resource = expansion.instances.first?.instance {
            return attribute(of: resource, reference, at: skip)
        }
        if reference.steps.count > skip, case .index(let key) = reference.steps[skip] {
            if let resource = expansion[key] { return attribute(of: resource, reference, at: skip + 1) }
            if let unknown = expansion.unknown, !key.isUnknown {
                return .value(.unknown(instance.qualified(reference.symbol), unknown.reason), steps: reference.steps.count)
            }
        }
        let name = isData ? "data.\(key)" : key
        return .value(instance.whole(name) { expansion.value(\.whole) }, steps: skip)
    }

    private func attribute(of resource: ResourceInstance, _ reference: Reference, at step: Int) -> Resolution {
        guard let name = reference.name(step) else { return .value(resource.whole, steps: step) }
        return .value(resource.attribute(name), steps: step + 1)
    }

    /// A resource that stands in no file at hand. What refers to it is judged as if it were there; that it is not is an error.
    private func undeclared(
        _ reference: Reference, key: String, skip: Int, isData: Bool, _ evaluator: Evaluator
    ) -> Resolution {
        let kind = isData ? "data source" : "resource"
        guard isData || reference.root.contains("_"), reference.steps.count > skip else {
            return .undeclared("there is no \(kind) \"\(key)\"")
        }
        evaluator.report("terraform-undeclared", "there is no \(kind) \"\(key)\"", at: reference.range)
        var end = skip
        if case .index = reference.steps[skip] { end += 1 }
        guard let name = reference.name(end) else {
            return .value(.unknown(instance.qualified(reference.symbol), .error), steps: reference.steps.count)
        }
        let symbol = instance.qualified(reference.symbol(steps: end + 1))
        return .value(ResourceInstance.made(symbol, attribute: name, isOwn: !isData), steps: end + 1)
    }
}
