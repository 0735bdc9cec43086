import SourceText

extension Evaluator {
    func evaluate(_ node: Comprehension, _ range: SourceRange) -> HCLValue {
        let collection = evaluate(node.collection)
        if let unknown = collection.unknown {
            return HCLValue.unknown(unknown.derived()).marked(collection.isSensitive)
        }
        guard let iteration = Iteration(collection) else {
            return fail("hcl-for-collection", "\(collection.typeName) can't be iterated over", at: node.collection.range)
        }
        let result = node.resultKey == nil ? tuple(node, iteration, range) : object(node, iteration, range)
        return result.marked(collection.isSensitive)
    }

    private func bound(_ node: Comprehension, _ item: Iteration.Item) -> Evaluator {
        let inner = node.keyVariable.map { binding($0.text, to: item.key) } ?? self
        return inner.binding(node.valueVariable.text, to: item.value)
    }

    private func tuple(_ node: Comprehension, _ iteration: Iteration, _ range: SourceRange) -> HCLValue {
        var builder = SequenceBuilder()
        for item in iteration.items {
            guard session.spend(1) else { return errorValue(range) }
            let inner = bound(node, item)
            switch inner.includes(node) {
            case .no: break
            case .yes:
                let value = inner.evaluate(node.result)
                if item.isRest {
                    builder.append(rest: value.unknown ?? item.cause.with(alternatives: [value]))
                } else {
                    builder.append(value)
                }
            case .maybe(let cause):
                builder.append(rest: cause.with(alternatives: [inner.evaluate(node.result)]))
            }
        }
        return HCLValue(.tuple(builder.finish()))
    }

    private func object(_ node: Comprehension, _ iteration: Iteration, _ range: SourceRange) -> HCLValue {
        guard let resultKey = node.resultKey else { return errorValue(range) }
        var entries = ObjectEntries(groups: node.groups)
        for item in iteration.items {
            guard session.spend(1) else { return errorValue(range) }
            let inner = bound(node, item)
            let inclusion = inner.includes(node)
            if case .no = inclusion { continue }
            let key = inner.key(inner.evaluate(resultKey), at: resultKey.range)
            let value = inner.evaluate(node.result)
            if case .maybe(let cause) = inclusion {
                entries.rests.append(cause.with(alternatives: [value]))
                continue
            }
            switch key {
            case .known where item.isRest: entries.rests.append(item.cause.with(alternatives: [value]))
            case .unknown(let cause): entries.rests.append(cause.with(alternatives: [value]))
            case .known(let name):
                guard entries.add(name, value) else {
                    return fail(
                        "hcl-for-key", "the key \"\(name)\" occurs twice", at: resultKey.range,
                        hint: "write \"...\" after the value to gather equal keys in lists")
                }
            }
        }
        return HCLValue(.object(entries.finish()))
    }

    private enum Inclusion {
        case yes, no
        case maybe(HCLUnknown)
    }

    private func includes(_ node: Comprehension) -> Inclusion {
        guard let condition = node.condition else { return .yes }
        let value = evaluate(condition)
        if let flag = try? value.converted(to: .bool) {
            if let known = flag.bool { return known ? .yes : .no }
            if let unknown = flag.unknown { return .maybe(unknown) }
        }
        report("hcl-for-condition", "the condition must be a bool, not \(value.typeName)", at: condition.range)
        return .maybe(errorUnknown(condition.range))
    }
}

/// The entries of an object comprehension.
private struct ObjectEntries {
    let groups: Bool
    var rests: [HCLUnknown] = []
    private var values: [String: HCLValue] = [:]
    private var gathered: [String: [HCLValue]] = [:]

    init(groups: Bool) { self.groups = groups }

    /// False where the key occurs twice.
    mutating func add(_ key: String, _ value: HCLValue) -> Bool {
        if groups {
            gathered[key, default: []].append(value)
            return true
        }
        return values.updateValue(value, forKey: key) == nil
    }

    func finish() -> HCLMapping {
        let entries = groups ? gathered.mapValues { HCLValue.tuple($0) } : values
        return HCLMapping(entries.map { HCLMapping.Entry(key: $0.key, value: $0.value) }, rest: HCLUnknown.anyOf(rests))
    }
}

/// What a `for` goes over, keys beside values; an unknown rest comes as one item that stands for all of it.
struct Iteration {
    struct Item {
        var key: HCLValue
        var value: HCLValue
        /// The unknown rest; nil for a known item.
        var rest: HCLUnknown?

        var isRest: Bool { rest != nil }
        var cause: HCLUnknown { rest ?? HCLUnknown(symbol: "", reason: .error) }
    }

    var items: [Item]

    init?(_ collection: HCLValue) {
        if let sequence = collection.sequence {
            var isSet = false
            if case .set = collection.kind { isSet = true }
            items = sequence.elements.enumerated().map { index, element in
                let isPlaced = index < sequence.restIndex
                let key: HCLValue = isSet ? element : isPlaced ? .int(index) : Iteration.lost(sequence.rest)
                return Item(key: key, value: element, rest: nil)
            }
            if let rest = sequence.rest {
                items.insert(Item(key: Iteration.lost(rest), value: .unknown(rest), rest: rest), at: sequence.restIndex)
            }
        } else if let mapping = collection.mapping {
            items = mapping.entries.map { Item(key: .string($0.key), value: $0.value, rest: nil) }
            if let rest = mapping.rest { items.append(Item(key: .unknown(rest.derived(.string)), value: .unknown(rest), rest: rest)) }
        } else {
            return nil
        }
    }

    /// The index of an element that stands behind an unknown number of others.
    private static func lost(_ rest: HCLUnknown?) -> HCLValue {
        rest.map { .unknown($0.derived(.number)) } ?? .null
    }
}
