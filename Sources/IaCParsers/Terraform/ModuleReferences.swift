import HCL

/// Resolves `module.name.output`, with `[0]` or `["key"]` between for modules with many instances.
struct ModuleReferences {
    let instance: ModuleInstance

    func resolve(_ reference: Reference) -> Resolution {
        guard let name = reference.name(0) else { return .undeclared("a module has a name") }
        guard let expansion = instance.child(name) else {
            guard instance.module.calls[name] != nil else { return .undeclared("there is no module \"\(name)\"") }
            // The module is not at hand.
            let symbol = instance.qualified(reference.symbol)
            return .value(.unknown(symbol, .beforeApply), steps: reference.steps.count)
        }
        switch expansion.kind {
        case .single:
            guard let child = expansion.instances.first?.instance else {
                return .value(.unknown(instance.qualified(reference.symbol), .error), steps: reference.steps.count)
            }
            return output(of: child, reference, at: 1)
        case .counted, .keyed:
            if reference.steps.count > 1, case .index(let key) = reference.steps[1] {
                if let child = expansion[key] { return output(of: child, reference, at: 2) }
                if key.isUnknown || expansion.isOpen {
                    return .value(.unknown(instance.qualified(reference.symbol), .beforeApply), steps: reference.steps.count)
                }
                return .undeclared("\(reference.symbol(steps: 2)) is no instance")
            }
            return .value(all(expansion), steps: 1)
        }
    }

    private func output(of child: ModuleInstance, _ reference: Reference, at step: Int) -> Resolution {
        guard let name = reference.name(step) else { return .value(outputs(child), steps: step) }
        if let value = child.output(name) { return .value(value, steps: step + 1) }
        return .undeclared("the module has no output \"\(name)\"")
    }

    private func outputs(_ child: ModuleInstance) -> HCLValue {
        .object(Dictionary(uniqueKeysWithValues: child.module.outputs.keys.map { ($0, child.output($0) ?? .null) }))
    }

    private func all(_ expansion: Expansion<ModuleInstance>) -> HCLValue {
        if let unknown = expansion.unknown, expansion.isOpen { return .unknown(unknown.derived()) }
        if expansion.kind == .counted { return .tuple(expansion.instances.map { outputs($0.instance) }) }
        return .object(Dictionary(expansion.instances.map { ($0.key.string ?? "", outputs($0.instance)) }) { $1 })
    }
}
