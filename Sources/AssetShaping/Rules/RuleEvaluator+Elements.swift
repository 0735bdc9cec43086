import Document
import PostureModel

/// Rules over lists: every element, or the one that is meant.
extension RuleEvaluator {
    mutating func each(
        _ source: ValueSource, _ condition: ValueSource.Condition?, _ shape: Shape, node: Int?, inside: String
    ) -> ShapedValue {
        guard let raw = rawList(source) else { return .absent }
        let element = node.flatMap { schema[$0].element }
        var shaped: [ShapedValue] = []
        for item in raw {
            if case .unknown(let unknown, _) = item {
                shaped.append(.unknown(unknown, rest: true, from: nil))
                continue
            }
            switch condition.map(item.meets) ?? .yes {
            case .yes: shaped += entries(of: item, shape, node: element, inside: inside)
            case .no: continue
            case .unknown(let unknown): shaped.append(.unknown(unknown, rest: true, from: nil))
            }
        }
        return .list(shaped, from: place(of: source))
    }

    /// The first element that meets the condition; an element that may meet it makes the value unknown.
    mutating func pick(
        _ source: ValueSource, _ condition: ValueSource.Condition, _ value: ValueSource, node: Int?, inside: String
    ) -> ShapedValue {
        for item in rawList(source) ?? [] {
            if case .unknown(let unknown, _) = item { return .unknown(unknown, rest: false, from: nil) }
            switch item.meets(condition) {
            case .no: continue
            case .unknown(let unknown): return .unknown(unknown, rest: false, from: nil)
            case .yes:
                let outer = variables["it"]
                variables["it"] = item
                defer { variables["it"] = outer }
                return evaluate(value, node: node, inside: inside)
            }
        }
        return .absent
    }

    private func place(of source: ValueSource) -> DocumentValue? {
        for path in source.paths {
            if let place = raw(path).place { return place }
        }
        return nil
    }

    /// The elements a path names; nil where it says nothing at all.
    private func rawList(_ source: ValueSource) -> [RawValue]? {
        switch source {
        case .path(let path):
            let value = raw(path)
            return value.isAbsent ? nil : value.elements
        case .first(let sources):
            let lists = sources.compactMap(rawList)
            return lists.isEmpty ? nil : lists.flatMap { $0 }
        default: return nil
        }
    }

    private mutating func entries(of item: RawValue, _ shape: Shape, node: Int?, inside: String) -> [ShapedValue] {
        let outer = variables["it"]
        variables["it"] = item
        defer { variables["it"] = outer }
        var entry = shape.matchesAll ? shaper.shape(item, node: node, inside: inside) : .map(ShapedMap(from: item.place))
        if shape.matchesAll, case .map = entry {} else if shape.matchesAll { return [entry] }
        apply(shape.rules, to: &entry, base: node)
        guard !shape.spread.isEmpty else { return [entry] }
        for rule in shape.spread { entry.set(.absent, at: rule.path.steps[...]) }
        // An entry may have no other member than the one it is spread over.
        if entry.isAbsent { entry = .map(ShapedMap()) }
        var spread: [ShapedValue] = []
        for rule in shape.spread {
            let member = rule.path.lastMember
            for value in rawElements(rule.source) {
                spread.append(self.entry(entry, with: value, at: member, node: node, inside: inside))
            }
        }
        guard spread.isEmpty else { return spread }
        complaints.append("an entry of \(inside) names nobody that it is for")
        return [entry]
    }

    /// What a spread rule's source names, one by one.
    private func rawElements(_ source: ValueSource) -> [RawValue] {
        switch source {
        case .path(let path): return raw(path).elements
        case .first(let sources): return sources.flatMap(rawElements)
        case .translated(.path(let path), let values, _):
            // `self: true` names the asset itself: {value: it.self, values: {true: this}}.
            guard let text = raw(path).scalarText, values[text] == .text("this") else { return [] }
            return [.unknown(reference, rest: false)]
        default: return []
        }
    }

    /// One entry with one of the values it was spread over: the value itself, or a map whose members join the entry's.
    private func entry(_ base: ShapedValue, with value: RawValue, at member: String, node: Int?, inside: String) -> ShapedValue {
        guard case .map(var map) = base else { return base }
        if case .value(let document) = value, document.kind == .map {
            if case .map(let more) = shaper.shape(value, node: node, inside: inside) {
                for member in more.members { map[member.name] = member.value }
                if map.from == nil || document.origin != nil { map.from = document }
            }
        } else {
            map[member] = shaper.shape(value.asElement, node: node.flatMap { schema[$0].members[member] }, inside: member)
        }
        return .map(map)
    }
}

extension RawValue {
    fileprivate enum Answer {
        case yes, no
        case unknown(Unknown)
    }

    fileprivate func meets(_ condition: ValueSource.Condition) -> Answer {
        let member = member(condition.member)
        if case .unknown(let unknown, _) = member { return .unknown(unknown) }
        return member.scalarText == condition.text ? .yes : .no
    }
}

extension RawValue {
    /// As one element: an unknown that stood for a whole list is one entry whose value is not known.
    fileprivate var asElement: RawValue {
        if case .unknown(let unknown, _) = self { return .unknown(unknown, rest: false) }
        return self
    }
}
