import SourceText

extension Parser {
    /// A call, or the macro that stands behind its name.
    mutating func call(
        _ name: String, _ nameRange: SourceRange, target: ExpressionID?, _ arguments: [ExpressionID], _ range: SourceRange
    ) -> ExpressionID {
        let macro =
            if let target { memberMacro(name, nameRange, target, arguments, range) } else if name == "has", arguments.count == 1 {
                has(arguments[0], range)
            } else { nil as ExpressionID? }
        if let macro { return macro }
        return add(
            .call(function: name, functionRange: nameRange, target: target, arguments: arguments), range,
            over: (target.map { [$0] } ?? []) + arguments)
    }

    private mutating func has(_ argument: ExpressionID, _ range: SourceRange) -> ExpressionID {
        guard case .select(let operand, let field, let fieldRange, .plain) = tree[argument].kind else {
            if case .invalid = tree[argument].kind { return argument }
            complain(.macro, "has() takes a field, such as has(a.b)", self.range(argument))
            return add(.invalid, range, over: argument)
        }
        return add(.select(operand: operand, field: field, fieldRange: fieldRange, mode: .test), range, over: operand)
    }

    private mutating func memberMacro(
        _ name: String, _ nameRange: SourceRange, _ target: ExpressionID, _ arguments: [ExpressionID], _ range: SourceRange
    ) -> ExpressionID? {
        if case .identifier("cel", _) = tree[target].kind {
            return namespacedMacro(name, arguments, range)
        }
        switch (name, arguments.count) {
        case ("all", 2): return loop(.all, target, 1, nil, 1, arguments, range)
        case ("exists", 2): return loop(.exists, target, 1, nil, 1, arguments, range)
        case ("exists_one", 2), ("existsOne", 2): return loop(.existsOne, target, 1, nil, 1, arguments, range)
        case ("filter", 2): return loop(.filter, target, 1, nil, 1, arguments, range)
        case ("sortBy", 2): return loop(.sortBy, target, 1, nil, 1, arguments, range)
        case ("map", 2): return loop(.map, target, 1, nil, 1, arguments, range)
        case ("map", 3): return loop(.map, target, 1, 1, 2, arguments, range)
        case ("all", 3): return loop(.all, target, 2, nil, 2, arguments, range)
        case ("exists", 3): return loop(.exists, target, 2, nil, 2, arguments, range)
        case ("exists_one", 3), ("existsOne", 3): return loop(.existsOne, target, 2, nil, 2, arguments, range)
        case ("transformList", 3): return loop(.transformList, target, 2, nil, 2, arguments, range)
        case ("transformList", 4): return loop(.transformList, target, 2, 2, 3, arguments, range)
        case ("transformMap", 3): return loop(.transformMap, target, 2, nil, 2, arguments, range)
        case ("transformMap", 4): return loop(.transformMap, target, 2, 2, 3, arguments, range)
        case ("transformMapEntry", 3): return loop(.transformMapEntry, target, 2, nil, 2, arguments, range)
        case ("transformMapEntry", 4): return loop(.transformMapEntry, target, 2, 2, 3, arguments, range)
        case ("optMap", 2), ("optFlatMap", 2):
            guard let variable = variableName(arguments[0], of: name) else { return add(.invalid, range) }
            return add(
                .optionalMap(target: target, name: variable, body: arguments[1], flat: name == "optFlatMap"), range,
                over: target, arguments[1])
        default: return nil
        }
    }

    private mutating func loop(
        _ kind: Comprehension.Kind, _ target: ExpressionID, _ variableCount: Int, _ filter: Int?, _ body: Int,
        _ arguments: [ExpressionID], _ range: SourceRange
    ) -> ExpressionID {
        var variables: [String] = []
        for argument in arguments.prefix(variableCount) {
            guard let name = variableName(argument, of: "the loop") else { return add(.invalid, range) }
            variables.append(name)
        }
        if variableCount == 2, variables[0] == variables[1] {
            complain(.macro, "the loop's two variables have the same name '\(variables[0])'", self.range(arguments[1]))
        }
        let comprehension = Comprehension(
            kind: kind, range: target, variables: variables, filter: filter.map { arguments[$0] }, body: arguments[body])
        return add(
            .comprehension(comprehension), range,
            over: [target, arguments[body]] + (filter.map { [arguments[$0]] } ?? []))
    }

    private mutating func variableName(_ id: ExpressionID, of macro: String) -> String? {
        switch tree[id].kind {
        case .identifier(let name, false): return name
        case .invalid: return nil
        default:
            complain(.macro, "the variable of \(macro) must be a simple name", range(id), hint: "such as list.all(x, x > 0)")
            return nil
        }
    }

    /// `cel.bind`, and what optimisers write: `cel.block`, `cel.index`, `cel.iterVar`, `cel.accuVar`.
    private mutating func namespacedMacro(_ name: String, _ arguments: [ExpressionID], _ range: SourceRange) -> ExpressionID? {
        func number(_ id: ExpressionID) -> Int? {
            if case .literal(.int(let value)) = tree[id].kind { Int(exactly: value) } else { nil }
        }
        switch (name, arguments.count) {
        case ("bind", 3):
            guard let variable = variableName(arguments[0], of: "cel.bind()") else { return add(.invalid, range) }
            return add(
                .bind(name: variable, value: arguments[1], body: arguments[2]), range, over: arguments[1], arguments[2])
        case ("block", 2):
            guard case .list(let slots) = tree[arguments[0]].kind else { return nil }
            let values = slots.map(\.value)
            return add(.block(slots: values, body: arguments[1]), range, over: values + [arguments[1]])
        case ("index", 1):
            return number(arguments[0]).map { add(.blockIndex($0), range) }
        case ("iterVar", 2), ("accuVar", 2):
            guard let depth = number(arguments[0]), let unique = number(arguments[1]) else { return nil }
            return add(.identifier(name: "@\(name):\(depth):\(unique)", absolute: false), range)
        default: return nil
        }
    }
}
