extension Compiler {
    /// A call of a host function that made something of its constant arguments; nil where the function's own body does.
    func prepared(
        _ id: ExpressionID, _ function: Function, _ prepare: HostFunction.Preparation, _ arguments: [ExpressionID]
    ) -> Operation? {
        let constants = arguments.map(constantValue)
        switch prepare(constants) {
        case .general: return nil
        case .invalid(let argument, let message, let hint):
            let place = arguments.indices.contains(argument) ? arguments[argument] : id
            issues.append(Issue(.argument, message, checked.tree[place].range, hint: hint))
            return FailureOperation(id, .invalidArgument)
        case .body(let body):
            // Constants are compiled as well: evidence shows what a value was held against.
            let all = arguments.map(compile)
            let open = zip(all, constants).filter { $0.1 == nil }.map(\.0)
            return CallOperation(id, function, { HostCall.run(body, $0) }, memory.list(open), slot: slots(open.count))
        }
    }

    /// The value of a literal, or of a list of literals.
    private func constantValue(_ id: ExpressionID) -> Value? {
        switch kind(id) {
        case .literal(let literal): return Compiler.value(literal)
        case .list(let elements):
            var values: [Value] = []
            for element in elements {
                guard !element.optional, case .literal(let literal) = kind(element.value) else { return nil }
                values.append(Compiler.value(literal))
            }
            return .list(values)
        default: return nil
        }
    }

    private static func value(_ literal: Literal) -> Value {
        switch literal {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        case .bytes(let value): .bytes(value)
        }
    }
}
