import HCL

/// Resolves `type.name.attribute`, `type.name[0].attribute`, `data.type.name.attribute`.
struct ResourceReferences {
    let instance: ModuleInstance

    /// - Parameters:
    ///   - key: `type.name`.
    ///   - skip: how many steps the key took.
    func resolve(_ reference: Reference, key: String, skip: Int, isData: Bool) -> Resolution {
        guard let expansion = instance.resources(key, isData: isData) else {
            return .undeclared("there is no \(isData ? "data source" : "resource") \(key)")
        }
        switch expansion.kind {
        case .single:
            guard let resource = expansion.instances.first?.instance else { return .value(.null, steps: skip) }
            return attribute(of: resource, reference, at: skip)
        case .counted, .keyed:
            if reference.steps.count > skip, case .index(let key) = reference.steps[skip] {
                if let resource = expansion[key] { return attribute(of: resource, reference, at: skip + 1) }
                if key.isUnknown || expansion.isOpen {
                    return .value(.unknown(instance.qualified(reference.symbol), .beforeApply), steps: reference.steps.count)
                }
                return .undeclared("\(reference.symbol(steps: skip + 1)) is no instance")
            }
            return .value(all(expansion), steps: skip)
        }
    }

    private func attribute(of resource: ResourceInstance, _ reference: Reference, at step: Int) -> Resolution {
        guard let name = reference.name(step) else { return .value(whole(resource), steps: step) }
        return .value(resource.attribute(name), steps: step + 1)
    }

    /// A resource as a value: what code says of it, the usual attributes, and an unknown rest.
    private func whole(_ resource: ResourceInstance) -> HCLValue {
        var names = Set(resource.declaration.block.body.attributes.map(\.name.text)).subtracting(ResourceInstance.metaArguments)
        names.formUnion(["id", "arn"])
        let entries = names.sorted().map { HCLMapping.Entry(key: $0, value: resource.attribute($0)) }
        return HCLValue(.object(HCLMapping(entries, rest: HCLUnknown(symbol: resource.address, reason: .beforeApply))))
    }

    private func all(_ expansion: Expansion<ResourceInstance>) -> HCLValue {
        if expansion.kind == .counted {
            let elements = expansion.instances.map { whole($0.instance) }
            return HCLValue(.tuple(HCLSequence(elements, rest: expansion.isOpen ? expansion.unknown : nil)))
        }
        let known = expansion.instances.filter { $0.key.string != nil }
        let entries = known.map { HCLMapping.Entry(key: $0.key.string ?? "", value: whole($0.instance)) }
        return HCLValue(.object(HCLMapping(entries, rest: expansion.isOpen ? expansion.unknown : nil)))
    }
}
