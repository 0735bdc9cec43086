import Document
import SourceText

extension Tracer {
    /// Where an expression's value lies: the path as a reader would write it, and the node it leads to.
    func place(_ id: ExpressionID) -> Place {
        switch kind(id) {
        case .identifier(let name, _):
            switch program.checked.references[id] {
            case .variable(let slot): return Place(path: name, node: nodeOf(frame[slot: slot]))
            case .local(let slot): return places[slot] ?? Place(path: name, node: nodeOf(frame[slot: slot]))
            default: return Place(path: "")
            }
        case .select(let operand, let field, _, _):
            if case .variable(let slot) = program.checked.references[id] {
                return Place(path: tree.qualifiedName(id)?.name ?? field, node: nodeOf(frame[slot: slot]))
            }
            return child(place(operand), field: field)
        case .index(let operand, let index, _):
            let place = child(place(operand), index: run(index))
            // An element of a list that a function gave lies in a document of its own.
            return leadsElsewhere(operand) ? Place(path: place.path, node: nodeOf(run(id))) : place
        case .call(let name, _, let target, let arguments): return call(id, name, target, arguments)
        case .comprehension(let loop): return place(loop.range)
        case .conditional(let condition, let then, let otherwise):
            let value = run(condition)
            return value.isBool ? place(value.isTrue ? then : otherwise) : place(condition)
        case .optionalMap(let target, _, _, _): return place(target)
        default: return Place(path: "")
        }
    }

    private func nodeOf(_ value: RawValue) -> NodePointer? {
        value.kind == .nodeMap || value.kind == .nodeList ? value.node : nil
    }

    private func child(_ parent: Place, field: String) -> Place {
        guard !parent.path.isEmpty else { return parent }
        let isName = field.utf8.allSatisfy(\.isNamePart) && field.utf8.first?.isDigit == false
        let path = parent.path + (isName ? ".\(field)" : "[\(Value.quoted(field))]")
        return Place(path: path, node: childNode(parent.node, field) ?? parent.node)
    }

    private func child(_ parent: Place, index: RawValue) -> Place {
        guard !parent.path.isEmpty else { return parent }
        if index.kind == .string { return child(parent, field: index.string) }
        let path = "\(parent.path)[\(Value(index))]"
        guard let node = parent.node, node.pointee.kind == .list, index.kind == .int, index.int >= 0,
            index.int < Int64(node.pointee.count)
        else { return Place(path: path, node: parent.node) }
        return Place(path: path, node: node.firstChild + Int(index.int))
    }

    private func childNode(_ parent: NodePointer?, _ field: String) -> NodePointer? {
        guard let parent, parent.pointee.kind == .map else { return nil }
        return Symbol.existing(field).flatMap { parent.child($0) }
    }

    private func call(_ id: ExpressionID, _ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID]) -> Place {
        switch (name, target) {
        // What takes a value out of an optional leads to the same place.
        case ("orValue", let target?), ("or", let target?), ("value", let target?), ("hasValue", let target?): return place(target)
        case ("dyn", nil) where arguments.count == 1: return place(arguments[0])
        default: break
        }
        let all = (target.map { [$0] } ?? []) + arguments
        // Each once: calls within calls would double the work at every level.
        let parts = all.map { place($0) }
        let inner = parts.first { !$0.path.isEmpty }
        guard Operators.symbol(name) == nil, let inner else { return inner ?? Place(path: "") }
        let texts = zip(all, parts).map { $1.path.isEmpty ? program.source.text(tree[$0].range) : $1.path }
        guard target != nil else { return Place(path: Self.shortened("\(name)(\(texts.joined(separator: ", ")))"), node: inner.node) }
        let node = leadsElsewhere(id) ? nil : inner.node
        return Place(path: Self.shortened("\(texts[0]).\(name)(\(texts.dropFirst().joined(separator: ", ")))"), node: node)
    }

    /// A name may stand for a path, and be an argument twice of what the next name stands for.
    private static func shortened(_ path: String) -> String {
        path.utf8.count <= pathLimit ? path : "\(path.prefix(pathLimit / 4))…"
    }

    /// More than any reader follows.
    private static let pathLimit = 2048

    /// Whether it is a call whose list holds values of documents: each lies where it lies, and not below the arguments.
    private func leadsElsewhere(_ id: ExpressionID) -> Bool {
        guard case .call(_, _, .some, _) = kind(id) else { return false }
        let list = run(id)
        return list.kind == .list && list.count > 0 && nodeOf(list.values[0]) != nil
    }

    /// Where the elements of a loop's range lie. Through `filter` and `map` they keep the indices of the list they come from.
    func elementPlaces(_ id: ExpressionID, _ range: RawValue, _ elements: Elements) -> (Int) -> Place {
        if case .comprehension(let loop) = kind(id), loop.variables.count == 1, loop.kind == .filter || loop.kind == .map,
            let found = derivedPlaces(id, loop), found.count == elements.count
        {
            return { found[$0] }
        }
        let base = place(id)
        // The elements of a table in the expression itself lie nowhere in the asset.
        guard !base.path.isEmpty else { return { _ in Place(path: "") } }
        return { index in
            let path =
                elements.isMap
                ? self.child(Place(path: base.path), index: elements.key(index)).path : "\(base.path)[\(index)]"
            return Place(path: path, node: self.elementNode(range, elements, index))
        }
    }

    private func elementNode(_ range: RawValue, _ elements: Elements, _ index: Int) -> NodePointer? {
        range.kind == .nodeList || range.kind == .nodeMap ? range.node.firstChild + index : nodeOf(elements.value(index))
    }

    private func derivedPlaces(_ id: ExpressionID, _ loop: Comprehension) -> [Place]? {
        guard let slot = program.checked.locals[id]?.first else { return nil }
        let range = run(loop.range)
        guard range.isList, let elements = Elements(range) else { return nil }
        let inner = elementPlaces(loop.range, range, elements)
        var found: [Place] = []
        for index in 0..<elements.count {
            guard frame.charge(1) else { return nil }
            frame[slot: slot] = elements.value(index)
            let place = inner(index)
            places[slot] = place
            let condition = loop.kind == .filter ? loop.body : loop.filter
            if let condition, !run(condition).isTrue { continue }
            found.append(loop.kind == .filter ? place : self.place(loop.body))
        }
        places[slot] = nil
        return found
    }
}
