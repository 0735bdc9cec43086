import Document

/// Turns a checked tree into operations; shapes that controls have again and again get operations of their own.
final class Compiler {
    let checked: CheckedTree
    let environment: Environment
    let source: ExpressionSource
    let memory = ProgramMemory()
    var issues: [Issue] = []
    private var operations: [OperationRef?]
    private var slotCount: Int
    private var blocks: [[(slot: Int, operation: OperationRef)]] = []

    init(_ checked: CheckedTree, environment: Environment, source: ExpressionSource) {
        self.checked = checked
        self.environment = environment
        self.source = source
        slotCount = checked.slotCount
        operations = Array(repeating: nil, count: checked.tree.nodes.count)
    }

    func program() -> (Program, [Issue]) {
        let root = compile(checked.tree.root)
        let program = Program(
            source: source, checked: checked, memory: memory, operations: operations, slotCount: slotCount, root: root)
        return (program, issues)
    }

    func keep(_ operation: Operation) -> OperationRef { memory.keep(operation) }

    func compile(_ id: ExpressionID) -> OperationRef {
        let general = keep(build(id))
        let operation = specialised(id, general) ?? general
        operations[Int(id)] = operation
        return operation
    }

    func kind(_ id: ExpressionID) -> Expression.Kind { checked.tree[id].kind }

    private func build(_ id: ExpressionID) -> Operation {
        switch kind(id) {
        case .invalid: return FailureOperation(id, .message)
        case .literal(let literal): return ConstantOperation(id, constant(literal))
        case .identifier, .blockIndex: return name(id)
        case .select(let operand, let field, _, let mode): return select(id, operand, field, mode)
        case .index(let operand, let index, let optional):
            return IndexOperation(id, compile(operand), compile(index), isOptional: optional)
        case .call(let function, _, let target, let arguments): return call(id, function, target, arguments)
        case .list(let elements):
            return ListOperation(id, memory.list(elements.map { compile($0.value) }), optional: elements.map(\.optional))
        case .map(let entries):
            let parts = entries.flatMap { [compile($0.key), compile($0.value)] }
            return MapOperation(id, memory.list(parts), optional: entries.map(\.optional))
        case .message(_, _, let fields): return message(id, fields)
        case .and(let operands): return AndOperation(id, memory.list(operands.map(compile)))
        case .or(let operands): return OrOperation(id, memory.list(operands.map(compile)))
        case .conditional(let condition, let then, let otherwise):
            return ConditionalOperation(id, compile(condition), compile(then), compile(otherwise))
        case .comprehension(let loop): return self.loop(id, loop)
        case .bind(_, let value, let body):
            return BindOperation(id, slot: local(id, 0), value: compile(value), body: compile(body))
        case .optionalMap(let target, _, let body, let flat):
            return OptionalMapOperation(id, slot: local(id, 0), target: compile(target), body: compile(body), isFlat: flat)
        case .block(let slots, let body): return block(id, slots, body)
        }
    }

    private func local(_ id: ExpressionID, _ index: Int) -> Int {
        let slots = checked.locals[id] ?? []
        return slots.indices.contains(index) ? slots[index] : -1
    }

    private func block(_ id: ExpressionID, _ slots: [ExpressionID], _ body: ExpressionID) -> Operation {
        blocks.append([])
        for (index, slot) in slots.enumerated() {
            let operation = compile(slot)
            blocks[blocks.count - 1].append((local(id, index), operation))
        }
        let compiled = compile(body)
        let defined = blocks.removeLast()
        return BlockOperation(id, slots: defined.map(\.slot), body: compiled)
    }

    private func constant(_ literal: Literal) -> RawValue {
        switch literal {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let value): memory.text(Array(value.utf8))
        case .bytes(let value): memory.text(value, .bytes)
        }
    }

    private func name(_ id: ExpressionID) -> Operation {
        switch checked.references[id] {
        case .variable(let slot): return SlotOperation(id, slot: slot)
        case .local(let slot):
            if case .blockIndex(let index) = kind(id), let block = blocks.last, block.indices.contains(index) {
                return BlockSlotOperation(id, slot: slot, definition: block[index].operation)
            }
            return SlotOperation(id, slot: slot)
        case .type(let type): return ConstantOperation(id, memory.text(Array(type.runtimeName.utf8), .type))
        case .constant(let value): return ConstantOperation(id, .int(value))
        default: return FailureOperation(id, .unknownName)
        }
    }

    private func select(_ id: ExpressionID, _ operand: ExpressionID, _ field: String, _ mode: Expression.SelectMode) -> Operation {
        // A qualified name that is declared as a whole.
        if checked.references[id] != nil { return name(id) }
        let text = memory.text(Array(field.utf8))
        guard let symbol = Symbol.intern(text.text) else {
            issues.append(Issue(.tooComplex, "too many different field names are in use", checked.tree[id].range))
            return FailureOperation(id, .message)
        }
        return SelectOperation(id, compile(operand), symbol, text, mode)
    }

    private func message(_ id: ExpressionID, _ fields: [Expression.MessageField]) -> Operation {
        guard case .message(let name, let absolute, _) = kind(id) else { return FailureOperation(id, .unknownName) }
        let parts = environment.container.split(separator: ".").map(String.init)
        let names = absolute ? [name] : (0...parts.count).reversed().map { (parts.prefix($0) + [name]).joined(separator: ".") }
        guard let type = names.lazy.compactMap(WellKnownType.init(rawValue:)).first else { return FailureOperation(id, .unknownName) }
        return MessageOperation(
            id, type, names: fields.map(\.name), values: memory.list(fields.map { compile($0.value) }),
            optional: fields.map(\.optional))
    }

    private func loop(_ id: ExpressionID, _ loop: Comprehension) -> Operation {
        let range = compile(loop.range)
        let filter = loop.filter.map(compile)
        let body = compile(loop.body)
        let (first, second) = (local(id, 0), local(id, 1))
        switch loop.kind {
        case .all, .exists:
            return QuantifierOperation(
                id, range: range, first: first, second: second, body: body, isExists: loop.kind == .exists)
        case .existsOne: return ExistsOneOperation(id, range: range, first: first, second: second, body: body)
        case .sortBy: return SortOperation(id, range: range, first: first, second: second, body: body)
        case .map, .transformList, .filter:
            return ListLoopOperation(
                id, range: range, first: first, second: second, body: body, filter: filter, keepsElements: loop.kind == .filter)
        case .transformMap, .transformMapEntry:
            return MapLoopOperation(
                id, range: range, first: first, second: second, body: body, filter: filter,
                givesEntries: loop.kind == .transformMapEntry)
        }
    }

    // MARK: calls

    private func call(_ id: ExpressionID, _ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID]) -> Operation {
        if let operation = operatorCall(id, name, arguments) { return operation }
        guard case .function(let function, let isMember, _) = checked.references[id] else {
            // Unchecked: the arguments' own failures go first.
            return CallOperation(
                id, Compiler.missing, { _ in .error(.unknownFunction) }, memory.list(arguments.map(compile)), slot: slots(arguments.count))
        }
        let all = (isMember ? target.map { [$0] } ?? [] : []) + arguments
        if isMember, let target, arguments.count == 1, name == "or" || name == "orValue", function.body == nil {
            return OptionalElseOperation(id, compile(target), compile(arguments[0]), unwraps: name == "orValue")
        }
        if name == "matches", all.count == 2, let pattern = pattern(all[1]) {
            return MatchesOperation(id, compile(all[0]), pattern)
        }
        let accepts = function.overloads.contains { $0.accepts(count: all.count) }
        if accepts, let prepare = function.prepare, let operation = prepared(id, function, prepare, all) { return operation }
        var body: Function.Body = { _ in .error(accepts ? .unknownFunction : .noSuchOverload) }
        if accepts, let known = function.body { body = known }
        return CallOperation(id, function, body, memory.list(all.map(compile)), slot: slots(all.count))
    }

    private static let missing = Function("", [], body: nil)

    func slots(_ count: Int) -> Int {
        defer { slotCount += count }
        return slotCount
    }

    private func operatorCall(_ id: ExpressionID, _ name: String, _ arguments: [ExpressionID]) -> Operation? {
        guard Operators.symbol(name) != nil else { return nil }
        let operands = arguments.map(compile)
        if operands.count == 1 {
            return name == Operators.not ? NotOperation(id, operands[0]) : NegateOperation(id, operands[0])
        }
        guard operands.count == 2 else { return nil }
        let (left, right) = (operands[0], operands[1])
        if let relation = Compiler.relation(name) { return CompareOperation(id, left, right, relation) }
        switch name {
        case Operators.equal: return EqualOperation(id, left, right, isNegated: false)
        case Operators.notEqual: return EqualOperation(id, left, right, isNegated: true)
        case Operators.in: return InOperation(id, left, right)
        case Operators.add: return ArithmeticOperation(id, left, right, .add)
        case Operators.subtract: return ArithmeticOperation(id, left, right, .subtract)
        case Operators.multiply: return ArithmeticOperation(id, left, right, .multiply)
        case Operators.divide: return ArithmeticOperation(id, left, right, .divide)
        default: return ArithmeticOperation(id, left, right, .modulo)
        }
    }

    static func relation(_ name: String) -> CompareOperation.Relation? {
        switch name {
        case Operators.less: .less
        case Operators.lessEqual: .lessEqual
        case Operators.greater: .greater
        case Operators.greaterEqual: .greaterEqual
        default: nil
        }
    }

    /// A constant pattern is compiled here, and a wrong one is an issue here.
    private func pattern(_ id: ExpressionID) -> Pattern? {
        guard case .literal(.string(let text)) = kind(id) else { return nil }
        do throws(Pattern.Failure) {
            return try Pattern.compile(memory.text(Array(text.utf8)).text)
        } catch {
            issues.append(
                Issue(
                    .pattern, "the regular expression is not valid: \(error.message)", checked.tree[id].range,
                    hint: ["(?=", "(?!", "(?<", "\\1"].contains { text.contains($0) } ? "RE2 has no look-around and no back-references" : nil))
            return nil
        }
    }
}
