import Document

/// Operators by their symbols in canonical form, so that asking a policy does not parse names again.
enum ConditionTable {
    static func operation(_ name: Symbol) -> ConditionOperator? {
        operators[name] ?? ConditionOperator(name.text)
    }

    /// How a key restricts who can make a request; nil for keys that do not.
    static func restriction(_ key: Symbol) -> RestrictiveKey? {
        if let kind = restrictions[key] { return kind }
        let bytes = key.utf8
        guard bytes.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return nil }
        return Symbol.existing(key.text.lowercased()).flatMap { restrictions[$0] }
    }

    private static let operators: [Symbol: ConditionOperator] = {
        var result: [Symbol: ConditionOperator] = [:]
        for base in ConditionOperator.Base.allCases {
            for quantifier in ["", "ForAllValues:", "ForAnyValue:"] {
                for suffix in ["", "IfExists"] {
                    let name = quantifier + base.rawValue + suffix
                    if let operation = ConditionOperator(name) { result[Symbol(name)] = operation }
                }
            }
        }
        return result
    }()

    private static let restrictions: [Symbol: RestrictiveKey] =
        Dictionary(uniqueKeysWithValues: RestrictiveKey.all.map { (Symbol($0.0), $0.1) })
}

extension PolicyStatement {
    /// Whether something holds of one of the conditions, which all must hold for the statement to apply.
    func anyCondition(_ test: (ConditionOperator, Symbol, NodePointer) -> PolicyAnswer) -> PolicyAnswer {
        guard let condition = element(PolicyKey.condition) else { return rest.map { .unknown($0) } ?? .no() }
        guard condition.pointee.kind == .map else { return .unknown(condition) }
        var result = PolicyAnswer.no(condition)
        for index in 0..<condition.pointee.count where !result.isYes {
            let keys = condition.firstChild + index
            guard keys.pointee.kind == .map, let operation = ConditionTable.operation(keys.pointee.key) else {
                result = result.or(.unknown(keys))
                continue
            }
            for position in 0..<keys.pointee.count where !result.isYes {
                let values = keys.firstChild + position
                result = result.or(values.pointee.isRest ? .unknown(values) : test(operation, values.pointee.key, values))
            }
        }
        return result
    }
}
