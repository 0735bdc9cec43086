import HCL

/// Resolves `module.name.output`, with `[0]` or `["key"]` between for modules with many instances.
struct ModuleReferences {
    let instance: ModuleInstance

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        guard let name = reference.name(0) else { return .undeclared("\"module\" alone is no value") }
        guard let expansion = instance.child(name) else {
            guard instance.module.calls[name] != nil else { return .undeclared("there is no module \"\(name)\"") }
            return .value(.unknown(instance.qualified(reference.symbol), .moduleMissing), steps: reference.steps.count)
        }
        if expansion.kind == .single, let child = expansion.instances.first?.instance { return output(of: child, reference, at: 1) }
        if reference.steps.count > 1, case .index(let key) = reference.steps[1] {
            if let child = expansion[key] { return output(of: child, reference, at: 2) }
            if let unknown = expansion.unknown, !key.isUnknown {
                return .value(.unknown(instance.qualified(reference.symbol), unknown.reason), steps: reference.steps.count)
            }
        }
        return .value(all(name, expansion), steps: 1)
    }

    private func output(of child: ModuleInstance, _ reference: Reference, at step: Int) -> Resolution {
        guard let name = reference.name(step) else { return .value(outputs(child), steps: step) }
        if let value = child.output(name) { return .value(value, steps: step + 1) }
        return .undeclared("the module has no output \"\(name)\"")
    }

    private func outputs(_ child: ModuleInstance) -> HCLValue {
        .object(Dictionary(uniqueKeysWithValues: child.module.outputs.keys.map { ($0, child.output($0) ?? .null) }))
    }

    private func all(_ name: String, _ expansion: Expansion<ModuleInstance>) -> HCLValue {
        instance.whole("module.\(name)") { expansion.value { outputs($0) } }
    }
}

extension HCLUnknown.Reason {
    static let moduleMissing = HCLUnknown.Reason("the module is not at hand")
}
