import SourceText

/// Resolves names, infers types, chooses overloads; reports everything that can't be right before anything is evaluated.
struct Checker {
    let tree: SyntaxTree
    let environment: Environment
    /// Without it, only names are resolved and types stay open: for expressions that must run unchecked.
    let isStrict: Bool

    var inference: TypeInference
    var types: [ValueType]
    var references: [ExpressionID: CheckedTree.Reference] = [:]
    var locals: [ExpressionID: [Int]] = [:]
    var scopes: [(name: String, type: ValueType, slot: Int)] = []
    var blockSlots: [(type: ValueType, slot: Int)] = []
    var nextSlot: Int
    var slotCount: Int
    var issues: [Issue] = []

    init(_ tree: SyntaxTree, _ environment: Environment, isStrict: Bool) {
        self.tree = tree
        self.environment = environment
        self.isStrict = isStrict
        inference = TypeInference(environment.typeProvider)
        types = Array(repeating: .error, count: tree.nodes.count)
        nextSlot = environment.variables.count
        slotCount = nextSlot
    }

    static func check(
        _ tree: SyntaxTree, in environment: Environment, expecting expected: ValueType? = nil, isStrict: Bool
    ) -> (CheckedTree, [Issue]) {
        var checker = Checker(tree, environment, isStrict: isStrict)
        let type = checker.check(tree.root)
        if let expected, !checker.inference.agree(expected, type) {
            checker.complain(
                .typeMismatch, "the expression gives \(checker.show(type)), but \(expected) is wanted here", tree[tree.root].range,
                hint: expected == .bool ? "compare it with something, or ask has(…)" : nil)
        }
        let resolved = checker.types.map { checker.inference.resolve($0, closed: true) }
        let checked = CheckedTree(
            tree: tree, types: resolved, references: checker.references, locals: checker.locals, slotCount: checker.slotCount)
        return (checked, checker.issues)
    }

    mutating func complain(_ code: Issue.Code, _ message: String, _ range: SourceRange, hint: String? = nil) {
        guard isStrict, issues.count < Lexer.issueLimit else { return }
        issues.append(Issue(code, message, range, hint: hint))
    }

    /// How messages show a type.
    func show(_ type: ValueType) -> String { inference.resolve(type, closed: true).description }

    mutating func check(_ id: ExpressionID) -> ValueType {
        let type = infer(id)
        types[Int(id)] = type
        return type
    }

    private mutating func infer(_ id: ExpressionID) -> ValueType {
        let expression = tree[id]
        switch expression.kind {
        case .invalid: return .error
        case .literal(let literal): return Checker.type(of: literal)
        case .identifier(let name, let absolute): return identifier(id, name, absolute: absolute)
        case .select(let operand, let field, let range, let mode): return select(id, operand, field, range, mode)
        case .index(let operand, let index, let optional): return self.index(id, operand, index, optional: optional)
        case .call(let function, let range, let target, let arguments):
            return call(id, function, range, target: target, arguments)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(entries)
        case .message(let name, let absolute, let fields): return message(id, name, absolute: absolute, fields)
        case .and(let operands), .or(let operands):
            for operand in operands { expect(.bool, operand) }
            return .bool
        case .conditional(let condition, let then, let otherwise):
            expect(.bool, condition)
            return branches(id, check(then), check(otherwise))
        case .comprehension(let comprehension): return loop(id, comprehension)
        case .bind(let name, let value, let body):
            let type = check(value)
            return scoped(id, [(name, type)]) { $0.check(body) }
        case .optionalMap(let target, let name, let body, let flat):
            return optionalMap(id, target, name, body, flat: flat)
        case .block(let slots, let body): return block(id, slots, body)
        case .blockIndex(let index):
            guard blockSlots.indices.contains(index) else {
                complain(.unknownName, "cel.index(\(index)) has no slot", expression.range)
                references[id] = .unknownName
                return .error
            }
            references[id] = .local(blockSlots[index].slot)
            return blockSlots[index].type
        }
    }

    static func type(of literal: Literal) -> ValueType {
        switch literal {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        }
    }

    /// Checks an operand that must have a certain type.
    mutating func expect(_ wanted: ValueType, _ id: ExpressionID) {
        let type = check(id)
        guard !inference.agree(wanted, type) else { return }
        complain(.typeMismatch, "expected \(wanted), found \(show(type))", tree[id].range)
    }

    /// Checks a key that values are sorted by.
    private mutating func expectComparable(_ id: ExpressionID, of macro: String) {
        let type = check(id)
        switch inference.resolve(type) {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dynamic, .error, .parameter, .wrapper: break
        default: complain(.typeMismatch, "\(macro) cannot sort by \(show(type))", tree[id].range)
        }
    }

    private mutating func branches(_ id: ExpressionID, _ first: ValueType, _ second: ValueType) -> ValueType {
        if inference.agree(first, second, mixed: true) { return inference.mostGeneral(inference.resolve(first), inference.resolve(second)) }
        complain(
            .typeMismatch, "the two results of the conditional differ: \(show(first)) and \(show(second))", tree[id].range,
            hint: "wrap one in dyn(…) where that is meant")
        return .error
    }

    /// Runs `body` with local variables in sight.
    mutating func scoped(
        _ id: ExpressionID, _ variables: [(String, ValueType)], _ body: (inout Checker) -> ValueType
    ) -> ValueType {
        let slots = variables.map { name, type in declare(name, type) }
        locals[id] = slots
        let result = body(&self)
        scopes.removeLast(variables.count)
        return result
    }

    private mutating func declare(_ name: String, _ type: ValueType) -> Int {
        // Slots aren't reused: a tracer may look at a loop's variable while another loop runs.
        let slot = nextSlot
        nextSlot += 1
        slotCount = nextSlot
        scopes.append((name, type, slot))
        return slot
    }

    private mutating func block(_ id: ExpressionID, _ slots: [ExpressionID], _ body: ExpressionID) -> ValueType {
        let outer = blockSlots
        blockSlots = []
        var numbers: [Int] = []
        for slot in slots {
            let type = check(slot)
            let number = nextSlot
            nextSlot += 1
            slotCount = nextSlot
            numbers.append(number)
            blockSlots.append((type, number))
        }
        locals[id] = numbers
        let result = check(body)
        blockSlots = outer
        return result
    }

    private mutating func optionalMap(
        _ id: ExpressionID, _ target: ExpressionID, _ name: String, _ body: ExpressionID, flat: Bool
    ) -> ValueType {
        let element = inference.fresh()
        let targetType = check(target)
        if !inference.agree(.optional(element), targetType) {
            complain(
                .typeMismatch, "expected an optional value, found \(show(targetType))", tree[target].range,
                hint: "an optional comes from a.?b, a[?i] or optional.of(x)")
        }
        let result = scoped(id, [(name, element)]) { $0.check(body) }
        guard flat else { return .optional(result) }
        let inner = inference.fresh()
        if !inference.agree(.optional(inner), result) {
            complain(.typeMismatch, "optFlatMap() wants an optional result, found \(show(result))", tree[body].range)
        }
        return .optional(inner)
    }

    private mutating func loop(_ id: ExpressionID, _ loop: Comprehension) -> ValueType {
        let rangeType = inference.resolve(check(loop.range))
        var (first, second): (ValueType, ValueType) = (.dynamic, .dynamic)
        switch rangeType {
        case .list(let element): (first, second) = (.int, element)
        case .map(let key, let value): (first, second) = (key, value)
        case .object(let name):
            complain(
                .typeMismatch, "expected a list or a map to loop over, found the object \(name)", tree[loop.range].range,
                hint: "an object has fields of fixed names: read one of them")
        case .parameter: _ = inference.agree(.dynamic, rangeType)
        case .dynamic, .error: break
        default:
            complain(.typeMismatch, "expected a list or a map to loop over, found \(show(rangeType))", tree[loop.range].range)
        }
        // With one variable a list gives its elements, a map its keys.
        if loop.variables.count == 1, case .list(let element) = rangeType { first = element }
        let variables =
            loop.variables.count == 1 ? [(loop.variables[0], first)] : [(loop.variables[0], first), (loop.variables[1], second)]
        return scoped(id, variables) { checker in
            if let filter = loop.filter { checker.expect(.bool, filter) }
            switch loop.kind {
            case .all, .exists, .existsOne:
                checker.expect(.bool, loop.body)
                return .bool
            case .filter:
                checker.expect(.bool, loop.body)
                return .list(first)
            case .sortBy:
                checker.expectComparable(loop.body, of: "sortBy()")
                if case .map(let key, _) = rangeType {
                    checker.complain(
                        .typeMismatch, "sortBy() sorts a list, found \(checker.show(rangeType))", checker.tree[loop.range].range,
                        hint: "x.map(k, k).sortBy(…) sorts the map's keys, which are \(checker.show(key))")
                }
                return .list(first)
            case .map, .transformList: return .list(checker.check(loop.body))
            case .transformMap: return .map(first, checker.check(loop.body))
            case .transformMapEntry:
                let entry = checker.check(loop.body)
                if case .map(let key, let value) = checker.inference.resolve(entry) { return .map(key, value) }
                if !entry.isDynamic {
                    checker.complain(
                        .typeMismatch, "transformMapEntry() wants a map with one entry, found \(checker.show(entry))",
                        checker.tree[loop.body].range)
                }
                return .map(.dynamic, .dynamic)
            }
        }
    }

    // MARK: literals that build

    private mutating func list(_ elements: [Expression.ListElement]) -> ValueType {
        var joined: ValueType?
        for element in elements {
            var type = check(element.value)
            if element.optional { type = unwrapped(type, element.value) }
            joined = join(joined, type)
        }
        return .list(joined ?? inference.fresh())
    }

    private mutating func map(_ entries: [Expression.MapEntry]) -> ValueType {
        var keys: ValueType?
        var values: ValueType?
        for entry in entries {
            let key = check(entry.key)
            switch inference.resolve(key) {
            case .bool, .int, .uint, .string, .dynamic, .error, .parameter, .wrapper: break
            default: complain(.typeMismatch, "a map's key is a bool, int, uint or string, not \(show(key))", tree[entry.key].range)
            }
            keys = join(keys, key)
            var value = check(entry.value)
            if entry.optional { value = unwrapped(value, entry.value) }
            values = join(values, value)
        }
        return .map(keys ?? inference.fresh(), values ?? inference.fresh())
    }

    private mutating func join(_ previous: ValueType?, _ next: ValueType) -> ValueType {
        guard let previous else { return next }
        guard inference.agree(previous, next, mixed: true) else { return .dynamic }
        return inference.mostGeneral(inference.resolve(previous), inference.resolve(next))
    }

    private mutating func unwrapped(_ type: ValueType, _ id: ExpressionID) -> ValueType {
        let inner = inference.fresh()
        if inference.agree(.optional(inner), type) { return inner }
        complain(.typeMismatch, "'?' wants an optional value, found \(show(type))", tree[id].range)
        return .error
    }
}
