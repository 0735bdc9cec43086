import SourceText

extension Checker {
    /// A name within the container: `a.b.N`, `a.N`, `N`; with a leading dot just `N`.
    func candidates(_ name: String, absolute: Bool = false) -> [String] {
        if name.hasPrefix(".") { return [String(name.dropFirst())] }
        if absolute || environment.container.isEmpty { return [name] }
        var parts = environment.container.split(separator: ".").map(String.init)
        var result: [String] = []
        while !parts.isEmpty {
            result.append(parts.joined(separator: ".") + "." + name)
            parts.removeLast()
        }
        return result + [name]
    }

    private func local(_ name: String) -> (type: ValueType, slot: Int)? {
        scopes.last { $0.name == name }.map { ($0.type, $0.slot) }
    }

    /// A declared variable or a type, by its full name.
    private mutating func global(_ id: ExpressionID, _ name: String, absolute: Bool) -> ValueType? {
        for candidate in candidates(name, absolute: absolute) {
            if let slot = environment.variableSlots[candidate] {
                references[id] = .variable(slot)
                return environment.variables[slot].type
            }
            if let type = environment.typeNames[candidate] {
                references[id] = .type(type)
                return .type(type)
            }
            if let constant = Environment.constants[candidate] {
                references[id] = .constant(constant)
                return .int
            }
        }
        return nil
    }

    mutating func identifier(_ id: ExpressionID, _ name: String, absolute: Bool) -> ValueType {
        if !absolute, let (type, slot) = local(name) {
            references[id] = .local(slot)
            return type
        }
        if let type = global(id, name, absolute: absolute) { return type }
        let known = scopes.map(\.name) + environment.variables.map(\.name)
        complain(
            .unknownName, "'\(name)' is not declared", tree[id].range,
            hint: Suggestion.hint(for: name, among: known) ?? owner(of: name) ?? knownNames())
        references[id] = .unknownName
        return isStrict ? .error : .dynamic
    }

    /// The variable that has a field of this name.
    private func owner(of field: String) -> String? {
        for variable in environment.variables {
            guard case .object(let type) = variable.type, environment.typeProvider?.fieldType(field, of: type) != nil else { continue }
            return "did you mean '\(variable.name).\(field)'?"
        }
        return nil
    }

    private func knownNames() -> String? {
        let names = environment.variables.map(\.name)
        guard !names.isEmpty, names.count <= 8 else { return nil }
        return "known here: \(names.joined(separator: ", ")); a text stands in quotes"
    }

    mutating func select(
        _ id: ExpressionID, _ operand: ExpressionID, _ field: String, _ fieldRange: SourceRange, _ mode: Expression.SelectMode
    ) -> ValueType {
        // The longest declared name wins: `a.b.c` may be one variable. A local variable hides all of that.
        if mode == .plain, let (name, root, absolute) = tree.qualifiedName(id), absolute || local(root) == nil,
            let type = global(id, name, absolute: absolute)
        {
            return type
        }
        let operandType = inference.resolve(check(operand))
        let (type, isOptional) = fieldType(operandType, operand, field, fieldRange)
        switch mode {
        case .test: return .bool
        case .optional: return .optional(type)
        case .plain: return isOptional ? .optional(type) : type
        }
    }

    private mutating func fieldType(
        _ type: ValueType, _ operand: ExpressionID, _ field: String, _ fieldRange: SourceRange
    ) -> (ValueType, isOptional: Bool) {
        switch type {
        case .dynamic, .error: return (type, false)
        case .optional(let inner):
            let (result, _) = fieldType(inference.resolve(inner), operand, field, fieldRange)
            return (result, true)
        case .parameter:
            _ = inference.agree(.dynamic, type)
            return (.dynamic, false)
        case .map(let key, let value):
            if !inference.agree(key, .string) {
                complain(.noOverload, "a map with \(show(key)) keys has no field '\(field)'", fieldRange, hint: "write x[key]")
            }
            return (value, false)
        case .object(let name):
            guard let provider = environment.typeProvider else { return (.dynamic, false) }
            if let found = provider.fieldType(field, of: name) { return (found, false) }
            complain(.unknownField, "\(name) has no field '\(field)'", fieldRange, hint: fieldHint(field, of: name, provider))
            return (isStrict ? .error : .dynamic, false)
        case .opaque(let name, _) where environment.typeProvider?.hasType(name) == true:
            return fieldType(.object(name), operand, field, fieldRange)
        default:
            complain(
                .unknownField, "\(show(type)) has no fields; '\(field)' cannot be read from it", fieldRange,
                hint: isListOfFields(type) ? "loop over it: .exists(x, x.\(field) …) or .all(x, …)" : nil)
            return (isStrict ? .error : .dynamic, false)
        }
    }

    /// A similar field, the same field further down, or all that there are.
    private func fieldHint(_ field: String, of type: String, _ provider: any TypeProvider) -> String? {
        let names = provider.fieldNames(of: type)
        if let hint = Suggestion.hint(for: field, among: names) { return hint }
        if let place = provider.place(of: field, below: type) { return "did you mean '\(place)'?" }
        guard !names.isEmpty, names.count <= 12 else { return nil }
        return "it has \(names.sorted().joined(separator: ", "))"
    }

    private func isListOfFields(_ type: ValueType) -> Bool { if case .list = type { true } else { false } }

    mutating func index(_ id: ExpressionID, _ operand: ExpressionID, _ index: ExpressionID, optional: Bool) -> ValueType {
        let operandType = inference.resolve(check(operand))
        let indexType = inference.resolve(check(index))
        let (type, isOptional) = elementType(operandType, operand, indexType, index)
        return optional || isOptional ? .optional(type) : type
    }

    private mutating func elementType(
        _ type: ValueType, _ operand: ExpressionID, _ indexType: ValueType, _ index: ExpressionID
    ) -> (ValueType, isOptional: Bool) {
        switch type {
        case .optional(let inner): return (elementType(inference.resolve(inner), operand, indexType, index).0, true)
        case .list(let element):
            if !inference.agree(.int, indexType) {
                complain(.noOverload, "a list is indexed by int, not by \(show(indexType))", tree[index].range)
            }
            return (element, false)
        case .map(let key, let value):
            if !inference.agree(key, indexType) {
                complain(.noOverload, "this map's keys are \(show(key)), not \(show(indexType))", tree[index].range)
            }
            return (value, false)
        case .object(let name):
            if case .literal(.string(let field)) = tree[index].kind, environment.typeProvider != nil {
                return fieldType(.object(name), operand, field, tree[index].range)
            }
            return (.dynamic, false)
        case .parameter:
            _ = inference.agree(.dynamic, type)
            return (.dynamic, false)
        case .dynamic, .error: return (type, false)
        default:
            complain(.noOverload, "\(show(type)) cannot be indexed", tree[operand].range)
            return (isStrict ? .error : .dynamic, false)
        }
    }

    mutating func message(
        _ id: ExpressionID, _ name: String, absolute: Bool, _ fields: [Expression.MessageField]
    ) -> ValueType {
        var fieldTypes: [ValueType] = []
        for field in fields { fieldTypes.append(check(field.value)) }
        for candidate in candidates(name, absolute: absolute) {
            guard let known = WellKnownType(rawValue: candidate) else { continue }
            references[id] = .type(known.type)
            for (field, type) in zip(fields, fieldTypes) {
                guard let wanted = known.fieldType(field.name) else {
                    complain(
                        .unknownField, "\(candidate) has no field '\(field.name)'", field.range,
                        hint: Suggestion.hint(for: field.name, among: known.fieldNames))
                    continue
                }
                if !inference.agree(wanted, type) {
                    complain(.typeMismatch, "field '\(field.name)' wants \(wanted), found \(show(type))", tree[field.value].range)
                }
            }
            return known.type
        }
        complain(.unknownName, "there is no message type '\(name)'", tree[id].range, hint: "a map is written {\"key\": value}")
        references[id] = .unknownName
        return isStrict ? .error : .dynamic
    }
}
