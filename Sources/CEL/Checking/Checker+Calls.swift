import SourceText

extension Checker {
    mutating func call(
        _ id: ExpressionID, _ name: String, _ nameRange: SourceRange, target: ExpressionID?, _ arguments: [ExpressionID]
    ) -> ValueType {
        // `math.greatest(…)`: what stands before the dot may be a namespace.
        if let target, let (prefix, root, absolute) = tree.qualifiedName(target), !scopes.contains(where: { $0.name == root }) {
            for candidate in candidates("\(prefix).\(name)", absolute: absolute) {
                guard let function = environment.functions[FunctionKey(name: candidate, isMember: false)] else { continue }
                return resolve(id, function, nameRange, arguments, isMember: false)
            }
        }
        guard let target else {
            for candidate in candidates(name) {
                guard let function = environment.functions[FunctionKey(name: candidate, isMember: false)] else { continue }
                return resolve(id, function, nameRange, arguments, isMember: false)
            }
            return unknownFunction(id, name, nameRange, arguments, isMember: false)
        }
        guard let function = environment.functions[FunctionKey(name: name, isMember: true)] else {
            return unknownFunction(id, name, nameRange, [target] + arguments, isMember: true)
        }
        return resolve(id, function, nameRange, [target] + arguments, isMember: true)
    }

    private mutating func unknownFunction(
        _ id: ExpressionID, _ name: String, _ range: SourceRange, _ arguments: [ExpressionID], isMember: Bool
    ) -> ValueType {
        references[id] = .unknownFunction
        // A namespace before the dot isn't a value: complain about the function, not about the namespace.
        let isNamespace = isMember && arguments.first.map { namesNothing($0) } == true
        for argument in isNamespace ? arguments.dropFirst() : arguments[...] { _ = check(argument) }
        let shown = isNamespace ? (tree.qualifiedName(arguments[0])?.name ?? "") + "." + name : name
        let other = environment.functions[FunctionKey(name: name, isMember: !isMember)] != nil
        let hint =
            if other { isMember ? "call it as \(name)(x)" : "call it as x.\(name)()" } else {
                Suggestion.translation(of: name)
                    ?? Suggestion.hint(
                        for: shown, among: environment.functions.keys.lazy.filter { $0.isMember == isMember || isNamespace }.map(\.name))
            }
        complain(.unknownFunction, "there is no function '\(shown)'", range, hint: hint)
        return isStrict ? .error : .dynamic
    }

    private func namesNothing(_ id: ExpressionID) -> Bool {
        guard let (name, root, _) = tree.qualifiedName(id) else { return false }
        if scopes.contains(where: { $0.name == root }) { return false }
        var prefix = ""
        for part in name.split(separator: ".") {
            prefix += prefix.isEmpty ? String(part) : "." + part
            if candidates(prefix).contains(where: { environment.variableSlots[$0] != nil || environment.typeNames[$0] != nil }) {
                return false
            }
        }
        return environment.functions.keys.contains { $0.name.hasPrefix(root + ".") }
    }

    /// All overloads that agree with the arguments; several give `dyn` where their results differ.
    private mutating func resolve(
        _ id: ExpressionID, _ function: Function, _ nameRange: SourceRange, _ arguments: [ExpressionID], isMember: Bool
    ) -> ValueType {
        var types: [ValueType] = []
        for argument in arguments { types.append(check(argument)) }
        var matching: [String] = []
        var result: ValueType?
        for overload in function.overloads where overload.accepts(count: types.count) {
            let wanted = types.indices.map { overload.parameter($0) }
            let instance = inference.instantiate(wanted + [overload.result])
            guard inference.agree(Array(instance.dropLast()), types) else { continue }
            matching.append(overload.id)
            let type = inference.resolve(instance[instance.count - 1])
            if let known = result {
                if known != type { result = .dynamic }
            } else {
                result = type
            }
        }
        references[id] = .function(function, isMember: isMember, overloads: matching)
        if let result { return result }
        if !types.contains(.error) || function.overloads.allSatisfy({ !$0.accepts(count: types.count) }) {
            complainNoOverload(function, nameRange, id, arguments, types, isMember: isMember)
        }
        return isStrict ? .error : .dynamic
    }

    private mutating func complainNoOverload(
        _ function: Function, _ nameRange: SourceRange, _ id: ExpressionID, _ arguments: [ExpressionID], _ types: [ValueType],
        isMember: Bool
    ) {
        let shown = types.map { show($0) }
        if let symbol = Operators.symbol(function.name) {
            return complain(
                .noOverload,
                shown.count == 2
                    ? "'\(symbol)' cannot be applied to \(shown[0]) and \(shown[1])" : "'\(symbol)' cannot be applied to \(shown[0])",
                shown.count == 2 ? nameRange : tree[id].range, hint: operatorHint(symbol, arguments, types))
        }
        if isMember, function.name == "orValue" || function.name == "or" {
            guard case .optional(let value) = inference.resolve(types[0]) else {
                return complain(
                    .noOverload, "\(function.name)() wants an optional value before the dot, found \(shown[0])", nameRange,
                    hint: "an optional comes from a.?b, a[?i] or optional.of(x)")
            }
            if types.count == 2 {
                return complain(
                    .noOverload, "the default is \(shown[1]), but the value is \(show(value))",
                    tree[arguments[1]].range)
            }
        }
        let counts = Set(function.overloads.map { $0.parameters.count - (isMember ? 1 : 0) }).sorted()
        let given = types.count - (isMember ? 1 : 0)
        if !function.overloads.contains(where: { $0.accepts(count: types.count) }) {
            let wanted = counts.map(String.init).joined(separator: " or ")
            return complain(
                .noOverload, "\(function.name)() takes \(wanted) argument\(counts == [1] ? "" : "s"), found \(given)", nameRange)
        }
        let call =
            isMember
            ? "\(shown[0]).\(function.name)(\(shown.dropFirst().joined(separator: ", ")))"
            : "\(function.name)(\(shown.joined(separator: ", ")))"
        let forms = function.overloads.filter { $0.accepts(count: types.count) }.prefix(3).map { overload in
            let parameters = overload.parameters.map(\.description)
            return isMember
                ? "\(parameters[0]).\(function.name)(\(parameters.dropFirst().joined(separator: ", ")))"
                : "\(function.name)(\(parameters.joined(separator: ", ")))"
        }
        complain(.noOverload, "there is no \(call)", nameRange, hint: "there is \(forms.joined(separator: ", "))")
    }

    private func operatorHint(_ symbol: String, _ operands: [ExpressionID], _ types: [ValueType]) -> String? {
        guard types.count == 2 else { return symbol == "!" ? "'!' negates a bool" : nil }
        let (left, right) = (inference.resolve(types[0]), inference.resolve(types[1]))
        for (value, other, type) in [(operands[0], right, left), (operands[1], left, right)] {
            if case .optional = type { return "write .orValue(…) to have a default" }
            if type == .null { return "what is not there is absent, not null: write has(…)" }
            if let hint = quoteHint(value, beside: other) { return hint }
        }
        if symbol == "==" || symbol == "!=" {
            if case .list = left { return listHint(left, right, "y in x") }
            if case .list = right { return listHint(right, left, "x in y") }
        }
        let numbers: [ValueType] = [.int, .uint, .double]
        if numbers.contains(left), numbers.contains(right) { return "convert one: \(right == .double ? "double" : "\(left)")(…)" }
        if symbol == "in" { return "'in' wants a list or a map on its right" }
        return nil
    }

    private func listHint(_ list: ValueType, _ value: ValueType, _ form: String) -> String {
        if case .list(let element) = list, element == value || element.isDynamic { return "write \(form), or x.exists(e, e == y)" }
        return "look at its elements: x.exists(e, …) or x.all(e, …)"
    }

    /// A number or a bool that was put in quotes.
    private func quoteHint(_ id: ExpressionID, beside type: ValueType) -> String? {
        guard case .literal(.string(let text)) = tree[id].kind else { return nil }
        switch type {
        case .bool where text == "true" || text == "false": return "write \(text) without quotes"
        case .int where Int64(text) != nil, .double where Double(text) != nil: return "write \(text) without quotes"
        default: return nil
        }
    }
}
