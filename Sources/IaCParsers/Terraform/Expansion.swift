import HCL
import SourceText

/// What `count` and `for_each` make of one block.
struct Expansion<Instance> {
    enum Kind {
        case single
        case counted
        case keyed
    }

    var kind: Kind
    /// Instances by their keys, in order; the key of a single one is null.
    var instances: [(key: HCLValue, instance: Instance)]
    /// How many there are is not known; the instances listed are examples.
    var isOpen = false
    /// Why.
    var unknown: HCLUnknown?

    subscript(key: HCLValue) -> Instance? {
        instances.first { entry in
            if let a = entry.key.string, let b = key.string { return a == b }
            if let a = entry.key.number, let b = key.number { return a.description == b.description }
            return false
        }?.instance
    }
}

/// Evaluates `count` and `for_each`.
struct Expander {
    let instance: ModuleInstance
    let declaration: TerraformModule.Declaration
    /// For messages: `aws_s3_bucket.logs`, `module.network`.
    let name: String

    /// - Parameter make: gets the address's ending (`[0]`, `["a"]`, nothing) and the scope for the instance's expressions.
    func expand<Instance>(_ make: (String, InstanceScope) -> Instance) -> Expansion<Instance> {
        let body = declaration.block.body
        if let count = body.attribute("count") { return counted(evaluate(count.expression), make, at: count.range) }
        if let each = body.attribute("for_each") { return keyed(evaluate(each.expression), make, at: each.range) }
        return Expansion(kind: .single, instances: [(.null, make("", InstanceScope(module: instance)))])
    }

    private func evaluate(_ expression: Expression) -> HCLValue {
        instance.once("\(name) (instances)", at: declaration.location) {
            instance.evaluator(in: declaration.file).evaluate(expression)
        }
    }

    private func counted<Instance>(
        _ value: HCLValue, _ make: (String, InstanceScope) -> Instance, at range: SourceRange
    ) -> Expansion<Instance> {
        let converted = (try? value.converted(to: .number)) ?? value
        guard let number = converted.number, let count = Int(number.description) else {
            // How many is not known: one stands for all of them.
            let unknown = value.unknown ?? HCLUnknown(symbol: "\(name) count", reason: .error)
            let index = HCLValue.unknown(HCLUnknown(symbol: "count.index", reason: unknown.reason, type: .number))
            let scope = InstanceScope(module: instance, countIndex: index)
            return Expansion(kind: .counted, instances: [(.int(0), make("[0]", scope))], isOpen: true, unknown: unknown)
        }
        let bounded = bound(count, at: range)
        return Expansion(
            kind: .counted,
            instances: (0..<bounded).map { index in
                (.int(index), make("[\(index)]", InstanceScope(module: instance, countIndex: .int(index))))
            }, isOpen: bounded < count)
    }

    private func keyed<Instance>(
        _ value: HCLValue, _ make: (String, InstanceScope) -> Instance, at range: SourceRange
    ) -> Expansion<Instance> {
        var entries: [(key: String, value: HCLValue)] = []
        var rest: HCLUnknown?
        if let mapping = value.mapping {
            entries = mapping.entries.map { ($0.key, $0.value) }
            rest = mapping.rest
        } else if let sequence = value.sequence {
            entries = sequence.elements.compactMap { element in
                if let unknown = element.unknown { rest = unknown }
                return element.string.map { ($0, element) }
            }
            rest = sequence.rest ?? rest
        } else {
            rest = value.unknown ?? HCLUnknown(symbol: "\(name) for_each", reason: .error)
        }
        let bounded = bound(entries.count, at: range)
        var expansion = Expansion<Instance>(kind: .keyed, instances: [])
        for entry in entries.prefix(bounded) {
            let scope = InstanceScope(module: instance, each: (.string(entry.key), entry.value))
            expansion.instances.append((.string(entry.key), make("[\(quoted(entry.key))]", scope)))
        }
        if let rest {
            let key = HCLUnknown(symbol: "each.key", reason: rest.reason, type: .string)
            let scope = InstanceScope(
                module: instance, each: (.unknown(key), rest.alternatives.first ?? .unknown("each.value", rest.reason)))
            expansion.instances.append((.unknown(key), make("[each.key]", scope)))
            expansion.isOpen = true
            expansion.unknown = rest
        }
        return expansion
    }

    private func bound(_ count: Int, at range: SourceRange) -> Int {
        guard count > RootContext.instanceLimit else { return max(0, count) }
        instance.context.report(
            Diagnostic(
                .error, code: "terraform-too-many-instances",
                "\(name) makes \(count) instances; the first \(RootContext.instanceLimit) are judged",
                location: declaration.file.location(range)))
        return RootContext.instanceLimit
    }

    private func quoted(_ key: String) -> String {
        "\"\(key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
