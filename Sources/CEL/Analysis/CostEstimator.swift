import SourceText

/// Adds up what every part of a checked expression costs at most, without evaluating it: loops multiply, functions have
/// weights. In the steps that evaluation counts, and never below them, as long as the assumptions hold.
struct CostEstimator {
    let checked: CheckedTree
    let assumptions: CostAssumptions
    /// The size of the constant pattern of a call that has one.
    let patternSize: (ExpressionID) -> Int?
    /// How often what is visited runs.
    var runs = 1.0
    /// Loops over parts of whose rounds we are within: see ``Extent/families``.
    var worstFamilies: Set<Int> = []
    /// By slot: variables, loop variables, `cel.bind`'s and `cel.block`'s.
    var slots: [Int: Extent] = [:]
    private var familyCount = 0
    private var shares: [(id: ExpressionID, steps: Double, runs: Double)] = []

    struct Estimate {
        var steps: Double
        var extent: Extent
    }

    private init(_ program: Program, _ assumptions: CostAssumptions) {
        checked = program.checked
        self.assumptions = assumptions
        patternSize = { (program.operations[Int($0)]?.operation as? MatchesOperation)?.pattern.size }
    }

    static func bound(of program: Program, assuming assumptions: CostAssumptions) -> CostBound {
        let checked = program.checked
        var estimator = CostEstimator(program, assumptions)
        let steps = estimator.visit(checked.tree.root).steps
        // Children come before their parents: the first share that is large enough is as deep as one gets.
        let share = estimator.shares.sorted { $0.id < $1.id }.first { $0.steps >= steps / 2 }
        return CostBound(
            steps: whole(steps), place: share.map { checked.tree[$0.id].range }, placeSteps: whole(share?.steps ?? 0),
            placeRuns: whole(share?.runs ?? 0))
    }

    private static func whole(_ steps: Double) -> Int { steps < 9e18 ? Int(steps.rounded(.up)) : .max }

    func kind(_ id: ExpressionID) -> Expression.Kind { checked.tree[id].kind }

    /// What counts here of a value's two measures.
    func measure(_ extent: Extent) -> Measure { extent.families.isDisjoint(with: worstFamilies) ? extent.average : extent.worst }

    mutating func visit(_ id: ExpressionID) -> Estimate {
        var estimate = estimate(id)
        estimate.steps = min(estimate.steps, Measure.ceiling)
        estimate.extent.restrict(to: checked.types[Int(id)])
        switch kind(id) {
        case .comprehension: share(id, estimate)
        case .call(let name, _, _, _) where Operators.symbol(name) == nil: share(id, estimate)
        default: break
        }
        return estimate
    }

    private mutating func share(_ id: ExpressionID, _ estimate: Estimate) {
        shares.append((id, min(estimate.steps * runs, Measure.ceiling), runs))
    }

    private mutating func estimate(_ id: ExpressionID) -> Estimate {
        switch kind(id) {
        case .invalid: return Estimate(steps: 0, extent: Extent())
        case .literal(let literal): return Estimate(steps: 0, extent: CostEstimator.extent(of: literal))
        case .identifier, .blockIndex: return Estimate(steps: 1, extent: named(id))
        case .select(let operand, _, _, let mode):
            if checked.references[id] != nil { return Estimate(steps: 1, extent: named(id)) }
            let operand = visit(operand)
            return Estimate(
                steps: operand.steps + 1 + search(operand.extent), extent: mode == .test ? Extent() : operand.extent.anyElement(assumptions))
        case .index(let operand, let index, _):
            let (operand, index) = (visit(operand), visit(index))
            return Estimate(
                steps: operand.steps + index.steps + 1 + search(operand.extent) + measure(index.extent).length / 64,
                extent: operand.extent.anyElement(assumptions))
        case .call(let name, _, let target, let arguments): return call(id, name, target, arguments)
        case .list(let elements): return list(elements.map(\.value))
        case .map(let entries): return map(entries.flatMap { [$0.key, $0.value] })
        case .message(_, _, let fields): return map(fields.map(\.value))
        case .and(let operands), .or(let operands):
            return Estimate(steps: operands.reduce(1) { $0 + visit($1).steps }, extent: Extent())
        case .conditional(let condition, let then, let otherwise):
            let (condition, then, otherwise) = (visit(condition), visit(then), visit(otherwise))
            // Over the rounds of a loop both may be taken, each where it costs most.
            return Estimate(
                steps: condition.steps + then.steps + otherwise.steps + 1, extent: then.extent.union(otherwise.extent, assumptions))
        case .comprehension(let loop): return self.loop(id, loop)
        case .bind(_, let value, let body), .optionalMap(let value, _, let body, _):
            let value = visit(value)
            if let slot = checked.locals[id]?.first { slots[slot] = value.extent }
            let result = visit(body)
            return Estimate(steps: value.steps + result.steps + 1, extent: result.extent)
        case .block(let values, let body):
            var steps = Double(values.count)
            for (value, slot) in zip(values, checked.locals[id] ?? []) {
                let value = visit(value)
                steps += value.steps
                slots[slot] = value.extent
            }
            let result = visit(body)
            return Estimate(steps: steps + result.steps, extent: result.extent)
        }
    }

    static func extent(of literal: Literal) -> Extent {
        switch literal {
        case .string(let text): .text(Double(text.utf8.count))
        case .bytes(let bytes): .text(Double(bytes.count))
        case .int(let value): .number(Double(value.magnitude))
        case .uint(let value): .number(Double(value))
        default: Extent()
        }
    }

    private func named(_ id: ExpressionID) -> Extent {
        switch checked.references[id] {
        case .variable(let slot), .local(let slot): slots[slot] ?? .part(assumptions, siblings: 1, families: [])
        default: .text(64)
        }
    }

    /// A built map is searched from its beginning; a document's map has an index.
    private func search(_ extent: Extent) -> Double {
        if case .built = extent.content { measure(extent).count / 8 } else { 0 }
    }

    private mutating func list(_ elements: [ExpressionID]) -> Estimate {
        var steps = 1 + Double(elements.count)
        var joined: Extent?
        for element in elements {
            let estimate = visit(element)
            steps += estimate.steps
            joined = joined?.union(estimate.extent, assumptions) ?? estimate.extent
        }
        let count = Double(elements.count)
        return Estimate(steps: steps, extent: (joined ?? Extent()).list(count, worst: count))
    }

    private mutating func map(_ parts: [ExpressionID]) -> Estimate {
        var estimate = list(parts)
        let count = Double(parts.count)
        // Keys are compared with all that came before.
        estimate.steps += count * (count / 8 + 1)
        return estimate
    }

    // MARK: loops

    private mutating func loop(_ id: ExpressionID, _ loop: Comprehension) -> Estimate {
        let range = visit(loop.range)
        let count = measure(range.extent).count
        let worst = range.extent.worst.count
        familyCount += 1
        let family = familyCount
        var element = range.extent.element(assumptions, rounds: count)
        element.families = [family]
        let locals = checked.locals[id] ?? []
        if let first = locals.first { slots[first] = locals.count > 1 ? element.union(.number(worst), assumptions) : element }
        if locals.count > 1 { slots[locals[1]] = element }
        let (outerRuns, outerFamilies) = (runs, worstFamilies)
        runs = min(runs * count, Measure.ceiling)
        worstFamilies.formUnion(range.extent.families)
        let filter = loop.filter.map { visit($0).steps } ?? 0
        let body = visit(loop.body)
        (runs, worstFamilies) = (outerRuns, outerFamilies)
        let round = 1 + filter + body.steps
        let steps = range.steps + 1 + count * round
        switch loop.kind {
        case .all, .exists, .existsOne: return Estimate(steps: steps, extent: Extent())
        case .filter: return Estimate(steps: steps + count + 1, extent: range.extent)
        case .map, .transformList:
            return Estimate(steps: steps + count + 1, extent: made(of: body.extent, count, worst: worst, in: family, range.extent))
        case .sortBy:
            return Estimate(steps: steps + 2 * count + 1 + sorting(count, body.extent), extent: range.extent)
        case .transformMap, .transformMapEntry:
            let isEntry = loop.kind == .transformMapEntry
            let entries = count * (isEntry ? max(1, measure(body.extent).count) : 1)
            let most = worst * (isEntry ? max(1, body.extent.worst.count) : 1)
            let value = isEntry ? body.extent.element(assumptions, rounds: measure(body.extent).count) : element.union(body.extent, assumptions)
            return Estimate(
                steps: steps + count + 1 + entries * (1 + most / 8),
                extent: made(of: value, entries, worst: most, in: family, range.extent))
        }
    }

    /// The list that a loop makes. Its rounds are over: what they make on average, they make in all.
    private func made(of element: Extent, _ count: Double, worst: Double, in family: Int, _ range: Extent) -> Extent {
        var list = element.list(count, worst: worst, families: range.families)
        list.families.remove(family)
        if list.families.isEmpty { list.worst = list.average }
        return list
    }

    func sorting(_ count: Double, _ key: Extent) -> Double { count * 9 + count * measure(key).length / 8 }
}
