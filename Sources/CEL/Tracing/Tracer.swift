import Document
import SourceText

/// Evaluates a program again, clause by clause, and keeps the leaves that decided. Slow and only for answers that are asked about.
///
/// It runs the very operations of the fast program, so both always agree.
final class Tracer {
    let program: Program
    let activation: Activation
    let frame: FramePointer
    private(set) var evidence: [Evidence] = []
    private(set) var isCut = false
    /// What loop variables and bound names stand for at the moment, by slot.
    var places: [Int: Place] = [:]

    /// A path and, where it leads into a document, the node it ends at.
    struct Place {
        var path: String
        var node: NodePointer?
    }

    init(_ program: Program, _ activation: Activation) {
        self.program = program
        self.activation = activation
        frame = activation.frame
        // The tracer runs each clause once for every level above it; the limit bounds the sum.
        frame.pointee.budget = activation.costLimit &* 4
    }

    var tree: SyntaxTree { program.checked.tree }
    func kind(_ id: ExpressionID) -> Expression.Kind { tree[id].kind }
    func run(_ id: ExpressionID) -> RawValue { program.operations[Int(id)]?.run(frame) ?? .error(.message) }

    private var isFull: Bool { evidence.count >= Explanation.evidenceLimit || frame.pointee.budget < 0 }

    /// The unknown leaves of a result that isn't known.
    func unknowns(_ result: RawValue) -> [UnknownLeaf] {
        collect(tree.root, result)
        var leaves: [UnknownLeaf] = []
        for leaf in evidence {
            guard case .unknown(let unknown) = leaf.actual else { continue }
            let found = UnknownLeaf(path: leaf.path, unknown: unknown)
            if !leaves.contains(found) { leaves.append(found) }
        }
        if leaves.isEmpty { leaves.append(UnknownLeaf(path: "", unknown: activation.unknown(result))) }
        return leaves
    }

    private func add(_ leaf: Evidence) {
        guard !isFull else {
            isCut = true
            return
        }
        // One clause over one path says nothing new the second time.
        guard !evidence.contains(where: { $0.path == leaf.path && $0.clause == leaf.clause }) else { return }
        evidence.append(leaf)
    }

    /// Keeps what made `id` come out as `result`.
    func collect(_ id: ExpressionID, _ result: RawValue) {
        guard !isFull else {
            isCut = true
            return
        }
        switch kind(id) {
        case .and(let operands), .or(let operands): logic(operands, result)
        case .call(Operators.not, _, nil, let arguments) where arguments.count == 1:
            let value = run(arguments[0])
            collect(arguments[0], value)
        case .conditional(let condition, let then, let otherwise): conditional(condition, then, otherwise, result)
        case .comprehension(let loop): self.loop(id, loop, result)
        case .bind(_, let value, let body): bind(id, value, body, result)
        case .block(let slots, let body): block(id, slots, body, result)
        case .literal: break
        default: leaf(id, result)
        }
    }

    /// Of several operands those that decided: with a decisive answer the ones that gave it, otherwise the ones that failed alike.
    private func logic(_ operands: [ExpressionID], _ result: RawValue) {
        for operand in operands {
            let value = run(operand)
            let decided =
                result.isBool
                ? value.isBool && value.payload == result.payload
                : result.isUnknown ? value.isUnknown : value.isError || !(value.isBool || value.isUnknown)
            if decided { collect(operand, value) }
        }
    }

    private func conditional(_ condition: ExpressionID, _ then: ExpressionID, _ otherwise: ExpressionID, _ result: RawValue) {
        let value = run(condition)
        guard value.isBool else { return collect(condition, value) }
        let before = evidence.count
        collect(value.isTrue ? then : otherwise, result)
        // A branch that is a constant was chosen by the condition alone.
        if evidence.count == before { collect(condition, value) }
    }

    private func bind(_ id: ExpressionID, _ value: ExpressionID, _ body: ExpressionID, _ result: RawValue) {
        guard let slot = program.checked.locals[id]?.first else { return leaf(id, result) }
        places[slot] = place(value)
        frame[slot: slot] = run(value)
        collect(body, run(body))
        places[slot] = nil
    }

    private func block(_ id: ExpressionID, _ slots: [ExpressionID], _ body: ExpressionID, _ result: RawValue) {
        for slot in program.checked.locals[id] ?? [] { frame[slot: slot] = .unset }
        collect(body, run(body))
    }

    // MARK: loops

    private func loop(_ id: ExpressionID, _ loop: Comprehension, _ result: RawValue) {
        switch loop.kind {
        case .all, .exists: break
        default: return leaf(id, result)
        }
        let range = run(loop.range)
        guard !range.isFailure, let elements = Elements(range) else { return leaf(id, result, subject: loop.range, range) }
        let decisive = loop.kind == .exists
        // Nothing decided on its own: the loop as a whole is the leaf.
        if result.isBool, result.isTrue != decisive { return wholeLoop(id, loop, range) }
        var shown = 0
        each(id, loop, range, elements) { answer in
            let decided =
                result.isBool
                ? answer.isBool && answer.payload == result.payload
                : result.isUnknown ? answer.isUnknown : !answer.isBool && !answer.isUnknown
            guard decided else { return true }
            guard shown < Explanation.elementLimit else {
                isCut = true
                return false
            }
            shown += 1
            let before = evidence.count
            collect(loop.body, answer)
            if evidence.count == before { leaf(loop.body, answer) }
            return true
        }
        if result.isUnknown, let rest = elements.rest {
            let place = place(loop.range)
            addUnknown(id, path: place.path + "[…]", rest)
        }
    }

    private func wholeLoop(_ id: ExpressionID, _ loop: Comprehension, _ range: RawValue) {
        let place = place(loop.range)
        let name = loop.kind == .exists ? "exists" : "all"
        add(
            Evidence(
                clause: tree[id].range, location: program.source.location(tree[id].range), path: place.path,
                actual: .value(activation.value(range)), operator: name,
                expected: program.source.text(tree[loop.body].range), node: documentValue(place, range)))
    }

    /// Runs a loop's body for each element with its variables bound; stops where `body` says so.
    private func each(
        _ id: ExpressionID, _ loop: Comprehension, _ range: RawValue, _ elements: Elements, _ body: (RawValue) -> Bool
    ) {
        let slots = program.checked.locals[id] ?? []
        guard let first = slots.first else { return }
        let elementPlaces = self.elementPlaces(loop.range, range, elements)
        let base = place(loop.range).path
        for index in 0..<elements.count {
            guard frame.charge(1) else { return }
            let place = elementPlaces(index)
            if slots.count == 2 {
                frame[slot: first] = elements.key(index)
                frame[slot: slots[1]] = elements.value(index)
                places[first] = Place(path: "\(base)#\(Value(elements.key(index)))")
                places[slots[1]] = place
            } else {
                frame[slot: first] = elements.item(index)
                places[first] = elements.isMap ? Place(path: "\(base)#\(Value(elements.key(index)))") : place
            }
            guard body(run(loop.body)) else { break }
        }
        for slot in slots { places[slot] = nil }
    }

    // MARK: leaves

    private func documentValue(_ place: Place, _ value: RawValue?) -> DocumentValue? {
        if let node = place.node { return activation.documentValue(at: node) }
        guard let value, value.kind == .nodeMap || value.kind == .nodeList else { return nil }
        return activation.documentValue(at: value.node)
    }

    private func addUnknown(_ id: ExpressionID, path: String, _ value: RawValue, _ operatorName: String? = nil, _ expected: String? = nil) {
        add(
            Evidence(
                clause: tree[id].range, location: program.source.location(tree[id].range), path: path,
                actual: .unknown(activation.unknown(value)), operator: operatorName, expected: expected,
                node: value.payload == 0 ? nil : activation.documentValue(at: value.node)))
    }

    /// A clause that isn't taken apart further.
    func leaf(_ id: ExpressionID, _ result: RawValue, subject given: ExpressionID? = nil, _ givenValue: RawValue? = nil) {
        let shape = LeafShape(id, in: self)
        if result.isUnknown, given == nil, unknownParts(id, shape) { return }
        let subject = given ?? shape.subject ?? id
        let value = givenValue ?? (subject == id ? result : run(subject))
        let place = place(subject)
        if let part = decidingPart(of: id, below: place) {
            return add(
                Evidence(
                    clause: tree[id].range, location: program.source.location(tree[id].range), path: part.path,
                    actual: .value(Value(part.value)), operator: shape.operator, expected: shape.expected, node: part.value))
        }
        let actual: Evidence.Actual
        if shape.isPresence {
            actual = present(subject, place) ?? .absent
        } else if isDefaulted(subject) {
            actual = .absent
        } else if value.isUnknown {
            actual = .unknown(activation.unknown(value))
        } else if result.isUnknown {
            // A host function could not tell, of values that are known.
            actual = .unknown(activation.unknown(result))
        } else if value.isError {
            actual = value.errorCode == .noSuchKey ? .absent : .error(value.errorMessage)
        } else if value.isNone {
            actual = .absent
        } else if value.kind == .optional {
            actual = .value(activation.value(value.values.pointee))
        } else if result.isError, given == nil, shape.subject != nil {
            actual =
                shape.operands.map { run($0) }.first { $0.isError && $0.errorCode != .noSuchKey }
                .map { .error($0.errorMessage) } ?? .value(activation.value(value))
        } else {
            actual = .value(activation.value(value))
        }
        add(
            Evidence(
                clause: tree[id].range, location: program.source.location(tree[id].range), path: place.path, actual: actual,
                operator: shape.operator, expected: shape.expected, node: documentValue(place, value)))
    }

    /// `a.?b.orValue(x)` where there is no `b`: the default isn't what was found.
    private func isDefaulted(_ id: ExpressionID) -> Bool {
        guard case .call("orValue", _, let target?, _) = kind(id) else { return false }
        return run(target).isNone
    }

    /// `has(a.b)`: what is there, if anything.
    private func present(_ subject: ExpressionID, _ place: Place) -> Evidence.Actual? {
        guard case .select(let operand, let field, _, .test) = kind(subject) else { return nil }
        var container = run(operand)
        if container.isUnknown { return .unknown(activation.unknown(container)) }
        if container.kind == .optional, container.payload != 0 { container = container.values.pointee }
        guard container.isMap, let found = container.entry(frame.string(field)) else { return nil }
        return found.isUnknown ? .unknown(activation.unknown(found)) : .value(activation.value(found))
    }

    /// One leaf for every operand that isn't known; false where none can be told.
    private func unknownParts(_ id: ExpressionID, _ shape: LeafShape) -> Bool {
        var found = false
        for operand in shape.operands.isEmpty ? [id] : shape.operands {
            let value = run(operand)
            guard value.isUnknown else { continue }
            found = true
            let place = unknownPlace(operand, value)
            addUnknown(id, path: place.path, value, shape.operator, operand == shape.subject ? shape.expected : nil)
        }
        return found
    }

    /// The part of a path that isn't known: `a.b` of `a.b.c`.
    private func unknownPlace(_ id: ExpressionID, _ value: RawValue) -> Place {
        switch kind(id) {
        case .select(let operand, _, _, _), .index(let operand, _, _):
            let inner = run(operand)
            if inner.isUnknown { return unknownPlace(operand, inner) }
        case .call(_, _, let target?, _):
            let inner = run(target)
            if inner.isUnknown { return unknownPlace(target, inner) }
        case .call(_, _, nil, let arguments):
            for argument in arguments {
                let inner = run(argument)
                if inner.isUnknown { return unknownPlace(argument, inner) }
            }
        default: break
        }
        return place(id)
    }
}
