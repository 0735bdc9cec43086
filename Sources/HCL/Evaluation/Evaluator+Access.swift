import SourceText

extension Evaluator {
    func evaluateVariable(_ name: String, _ range: SourceRange) -> HCLValue {
        if let value = variable(name) { return value }
        return resolve(Reference(root: name, steps: [], range: range)).value
    }

    func evaluate(_ node: Access, _ range: SourceRange) -> HCLValue {
        guard case .variable(let name) = node.base.kind, variable(name) == nil else {
            return apply(node.steps[...], to: evaluate(node.base))
        }
        var keys: [Reference.Step] = []
        var end = node.base.range.end
        leading: for step in node.steps {
            switch step.kind {
            case .attribute(let name): keys.append(.attribute(name))
            case .index(let key): keys.append(.index(evaluate(key)))
            case .legacyIndex(let index): keys.append(.index(.int(index)))
            case .splat: break leading
            }
            end = step.range.end
        }
        let reference = Reference(root: name, steps: keys, range: SourceRange(start: node.base.range.start, end: end))
        let (value, taken) = resolve(reference)
        var result = value
        for index in taken..<keys.count { result = take(keys[index], from: result, node.steps[index].range) }
        return apply(node.steps[keys.count...], to: result)
    }

    private func resolve(_ reference: Reference) -> (value: HCLValue, steps: Int) {
        switch scope.resolve(reference, self) {
        case .value(let value, let steps): return (value, min(max(steps, 0), reference.steps.count))
        case .undeclared(let message):
            report("hcl-undeclared", message, at: reference.range)
            let unknown = HCLUnknown(symbol: reference.symbol, reason: .error)
            return (HCLValue(.unknown(unknown), origin: ValueOrigin(file: file, range: reference.range)), reference.steps.count)
        }
    }

    private func apply(_ steps: ArraySlice<AccessStep>, to value: HCLValue) -> HCLValue {
        var result = value
        for step in steps {
            switch step.kind {
            case .attribute(let name): result = take(.attribute(name), from: result, step.range)
            case .index(let key): result = take(.index(evaluate(key)), from: result, step.range)
            case .legacyIndex(let index): result = take(.index(.int(index)), from: result, step.range)
            case .splat(_, let inner): result = splat(result, inner, step.range)
            }
        }
        return result
    }

    /// One step into a value, as an expression would take it.
    func take(_ step: Reference.Step, from value: HCLValue, _ range: SourceRange) -> HCLValue {
        let result: HCLValue
        switch (value.kind, step) {
        case (.unknown(let unknown), _): result = take(step, from: unknown, range)
        case (.null, _):
            return fail("hcl-null-access", "the value is null, so it has no \(step.text)", at: range)
        case (_, .attribute(let name)):
            guard let mapping = value.mapping else {
                return fail("hcl-attribute", "\(value.typeName) has no attribute \"\(name)\"", at: range)
            }
            result = entry(name, of: mapping, step, range)
        case (_, .index(let key)): result = index(value, key, step, range)
        }
        return result.marked(value.isSensitive)
    }

    private func take(_ step: Reference.Step, from unknown: HCLUnknown, _ range: SourceRange) -> HCLValue {
        let member = unknown.member(step.text)
        guard !unknown.alternatives.isEmpty else { return .unknown(member) }
        let values = session.capturing { unknown.alternatives.map { take(step, from: $0, range) } }.result
        return .unknown(member.with(alternatives: values))
    }

    private func entry(_ key: String, of mapping: HCLMapping, _ step: Reference.Step, _ range: SourceRange) -> HCLValue {
        if let value = mapping[key] { return value }
        if let rest = mapping.rest { return .unknown(rest.member(step.text)) }
        return fail("hcl-attribute", "there is no \"\(key)\" in it", at: range)
    }

    private func index(_ value: HCLValue, _ key: HCLValue, _ step: Reference.Step, _ range: SourceRange) -> HCLValue {
        if let unknown = key.unknown {
            let candidates = value.sequence?.elements ?? value.mapping?.entries.map(\.value) ?? []
            let isComplete = value.sequence?.rest == nil && value.mapping?.rest == nil && candidates.count <= 64
            return .unknown(unknown.derived().with(alternatives: isComplete ? candidates : []))
        }
        if let mapping = value.mapping {
            guard case .known(let name) = self.key(key, at: range) else { return errorValue(range) }
            return entry(name, of: mapping, step, range)
        }
        guard let sequence = value.sequence else {
            return fail("hcl-index", "\(value.typeName) has no elements to index", at: range)
        }
        if case .set = value.kind { return fail("hcl-index", "the elements of a set have no index", at: range) }
        guard let number = try? key.converted(to: .number).number, let position = number.int else {
            return fail("hcl-index", "the index must be a whole number, not \(key.typeName)", at: range)
        }
        if position >= 0, position < sequence.restIndex { return sequence.elements[position] }
        if position >= 0, let rest = sequence.rest { return .unknown(rest.derived()) }
        return fail("hcl-index", "there is no element \(position); the list has \(sequence.elements.count)", at: range)
    }

    private func splat(_ value: HCLValue, _ steps: [AccessStep], _ range: SourceRange) -> HCLValue {
        switch value.kind {
        case .null: return HCLValue.tuple([]).marked(value.isSensitive)
        case .unknown(let unknown):
            return HCLValue.unknown(unknown.member(file.text(range))).marked(value.isSensitive)
        case .list(let sequence), .set(let sequence): return splat(sequence, steps, range) { .list($0) }.marked(value.isSensitive)
        case .tuple(let sequence): return splat(sequence, steps, range) { .tuple($0) }.marked(value.isSensitive)
        default: return HCLValue.tuple([apply(steps[...], to: value)]).marked(value.isSensitive)
        }
    }

    private func splat(
        _ sequence: HCLSequence, _ steps: [AccessStep], _ range: SourceRange, _ make: (HCLSequence) -> HCLValue.Kind
    ) -> HCLValue {
        guard session.spend(sequence.elements.count) else { return errorValue(range) }
        let elements = sequence.elements.map { apply(steps[...], to: $0) }
        let text = steps.reduce("") { $0 + file.text($1.range) }
        return HCLValue(make(HCLSequence(elements, rest: sequence.rest?.member(text), restIndex: sequence.restIndex)))
    }
}
