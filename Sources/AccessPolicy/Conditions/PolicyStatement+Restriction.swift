import Document

extension PolicyStatement {
    /// Whether a condition leaves out everybody outside the scope.
    func restriction(to scope: RestrictionScope) -> PolicyAnswer {
        anyCondition { operation, key, values in
            guard let kind = ConditionTable.restriction(key), operation.base != .null, !operation.base.isNegated else { return .no() }
            guard accepts(operation.base, kind) else { return .unknown(values) }
            let fixed = isFixed(values, kind, operation, scope)
            guard !fixed.isNo, operation.holdsWhenAbsent else { return fixed }
            // A request without the key passes, unless another condition asks for the key.
            return fixed.and(requires(key))
        }
    }

    /// For a Deny: whether everybody who escapes it is inside the scope. The Deny does not apply where one of its conditions does
    /// not hold, so each of them must let only known callers escape.
    func escapesAreRestricted(to scope: RestrictionScope) -> PolicyAnswer {
        anyCondition { operation, key, values in escape(operation, key, values, scope).negated }.negated
    }

    private func escape(
        _ operation: ConditionOperator, _ key: Symbol, _ values: NodePointer, _ scope: RestrictionScope
    ) -> PolicyAnswer {
        let kind = ConditionTable.restriction(key)
        if operation.base == .bool {
            // A forward access session works for the caller of another service; who that was is not said.
            if key.text.lowercased() == "aws:viaawsservice" { return .unknown(values) }
            guard kind == .flag else { return .no(values) }
            return PolicyTexts(values).any { PolicyStatement.isText($0, "false") }
        }
        // The negation of a negated operator: the key is there and has one of the values.
        guard let kind, operation.base.isNegated, operation.quantifier != .forAnyValue else { return .no(values) }
        guard accepts(operation.base, kind) else { return .unknown(values) }
        return isFixed(values, kind, operation, scope)
    }

    private func isFixed(
        _ values: NodePointer, _ kind: RestrictiveKey, _ operation: ConditionOperator, _ scope: RestrictionScope
    ) -> PolicyAnswer {
        let test = FixedValue(key: kind, scope: scope, takesWildcards: operation.base.takesWildcards)
        let answer = PolicyTexts(values).allNodes { node in
            PolicyAnswer(test.verdict(node, unknown: unknown(at: node)), node)
        }
        return answer.isUnknown ? answer : PolicyAnswer(answer.verdict, values)
    }

    /// Whether an operator compares a key as its kind wants. Others are refused by AWS or never hold.
    private func accepts(_ base: ConditionOperator.Base, _ kind: RestrictiveKey) -> Bool {
        switch base {
        case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike:
            kind != .network
        case .arnEquals, .arnLike, .arnNotEquals, .arnNotLike: kind == .arn
        case .ipAddress, .notIpAddress: kind == .network
        case .bool: kind == .flag
        default: false
        }
    }

    /// Whether a `Null` condition asks for a key to be there.
    private func requires(_ wanted: Symbol) -> PolicyAnswer {
        let answer = anyCondition { operation, key, values in
            guard operation.base == .null, key == wanted || key.text.lowercased() == wanted.text.lowercased() else { return .no() }
            return PolicyTexts(values).any { PolicyStatement.isText($0, "false") }
        }
        return answer.isNo ? .no(element(PolicyKey.condition)) : answer
    }

    /// - Parameter text: lower case.
    static func isText(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes.count == text.utf8CodeUnitCount && zip(bytes, text.bytes).allSatisfy { Wildcard.same($0, $1, true) }
    }
}
