import SourceText

extension Evaluator {
    func evaluate(_ node: UnaryOperation, _ range: SourceRange) -> HCLValue {
        let operand = evaluate(node.operand)
        let type: HCLType = node.operator == .not ? .bool : .number
        guard let value = operandValue(operand, type, node.operand.range) else { return errorValue(range) }
        switch value.kind {
        case .bool(let flag): return HCLValue.bool(!flag).marked(operand.isSensitive)
        case .number(let number): return HCLValue.number(-number).marked(operand.isSensitive)
        case .unknown(let unknown): return HCLValue.unknown(unknown.derived(type)).marked(operand.isSensitive)
        default: return errorValue(range)
        }
    }

    func evaluate(_ node: BinaryChain) -> HCLValue {
        var left = evaluate(node.first)
        var range = node.first.range
        for link in node.links {
            let whole = range.union(link.operand.range)
            switch link.operator {
            case .and, .or: left = logical(left, range, link)
            case .equal, .notEqual: left = equality(left, link)
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .add, .subtract, .multiply, .divide, .remainder:
                left = numeric(left, range, link)
            }
            range = whole
            left = left.placed(ValueOrigin(file: file, range: range))
        }
        return left
    }

    /// The operand as the operator needs it; nil after a reported error.
    private func operandValue(_ value: HCLValue, _ type: HCLType, _ range: SourceRange) -> HCLValue? {
        if value.isNull {
            report("hcl-operand", "the operand is null; \(type.name) is needed", at: range)
            return nil
        }
        do throws(ConversionFailure) { return try value.converted(to: type) } catch {
            report("hcl-operand", "the operand does not fit: \(error.text)", at: range)
            return nil
        }
    }

    /// The right side is not looked at where the left one decides, as in Terraform from 1.12 on.
    private func logical(_ left: HCLValue, _ leftRange: SourceRange, _ link: BinaryChain.Link) -> HCLValue {
        let decides = link.operator == .or
        guard let a = operandValue(left, .bool, leftRange) else { return errorValue(leftRange) }
        if a.bool == decides { return HCLValue.bool(decides).marked(left.isSensitive) }
        let right = evaluate(link.operand)
        guard let b = operandValue(right, .bool, link.operand.range) else { return errorValue(link.operand.range) }
        let isSensitive = left.isSensitive || right.isSensitive
        if b.bool == decides { return HCLValue.bool(decides).marked(isSensitive) }
        if let unknown = a.unknown ?? b.unknown { return HCLValue.unknown(unknown.derived(.bool)).marked(isSensitive) }
        return HCLValue.bool(!decides).marked(isSensitive)
    }

    private func equality(_ left: HCLValue, _ link: BinaryChain.Link) -> HCLValue {
        let right = evaluate(link.operand)
        guard session.spend(min(left.work, right.work)) else { return overspent(link.operand.range) }
        let isSensitive = left.containsSensitive || right.containsSensitive
        let (result, cause) = HCLValue.compare(left, right)
        if let result { return HCLValue.bool(result == (link.operator == .equal)).marked(isSensitive) }
        return HCLValue.unknown((cause ?? errorUnknown(link.operand.range)).derived(.bool)).marked(isSensitive)
    }

    private func numeric(_ left: HCLValue, _ leftRange: SourceRange, _ link: BinaryChain.Link) -> HCLValue {
        let right = evaluate(link.operand)
        guard let a = operandValue(left, .number, leftRange) else { return errorValue(leftRange) }
        guard let b = operandValue(right, .number, link.operand.range) else { return errorValue(link.operand.range) }
        let isSensitive = left.isSensitive || right.isSensitive
        guard let x = a.number, let y = b.number else {
            let unknown = a.unknown ?? b.unknown ?? errorUnknown(link.operand.range)
            return HCLValue.unknown(unknown.derived(link.operator.precedence == 3 ? .bool : .number)).marked(isSensitive)
        }
        let result: HCLValue
        switch link.operator {
        case .less: result = .bool(x < y)
        case .lessOrEqual: result = .bool(x <= y)
        case .greater: result = .bool(x > y)
        case .greaterOrEqual: result = .bool(x >= y)
        case .add: result = .number(x + y)
        case .subtract: result = .number(x - y)
        case .multiply: result = .number(x * y)
        case .divide, .remainder:
            guard let quotient = link.operator == .divide ? HCLNumber.divide(x, y) : HCLNumber.remainder(x, y) else {
                return fail("hcl-division-by-zero", "division by zero", at: link.operand.range)
            }
            result = .number(quotient)
        default: result = errorValue(link.operand.range)
        }
        return result.marked(isSensitive)
    }
}
