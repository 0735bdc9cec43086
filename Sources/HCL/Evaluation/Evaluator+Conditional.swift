import SourceText

extension Evaluator {
    func evaluate(_ node: Conditional, _ range: SourceRange) -> HCLValue {
        let condition = evaluate(node.condition)
        if condition.isNull { return fail("hcl-condition", "the condition is null", at: node.condition.range) }
        let flag: HCLValue
        do throws(ConversionFailure) { flag = try condition.converted(to: .bool) } catch {
            return fail("hcl-condition", "the condition is no bool: \(error.text)", at: node.condition.range)
        }
        guard let decision = flag.bool else { return undecided(node, flag.unknown ?? errorUnknown(range), condition.isSensitive, range) }
        let chosen = evaluate(decision ? node.whenTrue : node.whenFalse)
        // The other branch matters for its type only; what is wrong with it is nobody's concern.
        let other = session.capturing { evaluate(decision ? node.whenFalse : node.whenTrue) }.result
        guard let type = commonType(chosen, other, range) else { return errorValue(range) }
        return converted(chosen, type, range).marked(condition.isSensitive)
    }

    /// A condition that is not known: the value is unknown, and one of the two branches.
    private func undecided(_ node: Conditional, _ cause: HCLUnknown, _ isSensitive: Bool, _ range: SourceRange) -> HCLValue {
        let whenTrue = evaluate(node.whenTrue)
        let whenFalse = evaluate(node.whenFalse)
        guard let type = commonType(whenTrue, whenFalse, range) else { return errorValue(range) }
        let branches = [converted(whenTrue, type, range), converted(whenFalse, type, range)]
        if branches[0] == branches[1], !branches[0].containsUnknown { return branches[0].marked(isSensitive) }
        let unknown = HCLUnknown(
            symbol: cause.symbol, reason: cause.reason, isDerived: true, type: type, alternatives: branches)
        return HCLValue.unknown(unknown).marked(isSensitive)
    }

    /// The type both branches convert to; nil after a reported error. Where a branch is not fully known, nothing can be said
    /// against it.
    private func commonType(_ a: HCLValue, _ b: HCLValue, _ range: SourceRange) -> HCLType? {
        if a.isNull || b.isNull { return .dynamic }
        let types = [a.type, b.type]
        if types[0] == types[1] { return types[0] }
        if types.contains(where: \.isOpen), a.containsUnknown || b.containsUnknown { return .dynamic }
        if let type = HCLType.unify(types) { return type }
        report(
            "hcl-conditional-types", "the branches of the condition have no common type: \(a.typeName) and \(b.typeName)", at: range)
        return nil
    }

    private func converted(_ value: HCLValue, _ type: HCLType, _ range: SourceRange) -> HCLValue {
        do throws(ConversionFailure) { return try value.converted(to: type) } catch {
            return fail("hcl-conditional-types", "the branches of the condition differ: \(error.text)", at: range)
        }
    }
}
