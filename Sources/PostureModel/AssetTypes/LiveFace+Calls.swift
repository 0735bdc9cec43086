extension LiveFace {
    /// The call whose answer would have filled a property: what was asked where the property is absent.
    public func call(filling path: [String]) -> Call? { calls(filling: path).first }

    /// The calls whose answers may fill a property, the likeliest first.
    ///
    /// The rule with the longest path above the property counts, or else one below it; of a rule's sources those that describe an
    /// item go before the listing. Without a rule it is the listing where the item's own members meet the schema by name.
    ///
    /// - Parameter path: names below the asset's properties, without places in lists: `["LoggingConfiguration"]`.
    /// - Returns: each call once; empty where no rule says the property.
    public func calls(filling path: [String]) -> [Call] {
        var nearest: (depth: Int, variables: [String])?
        for rule in rules {
            let steps = rule.path.members
            guard path.starts(with: steps) || steps.starts(with: path) else { continue }
            let depth = min(steps.count, path.count)
            guard depth > nearest?.depth ?? 0 || nearest?.variables.isEmpty == true else { continue }
            let variables = rule.source.variables(below: Array(path.dropFirst(steps.count)))
            // A rule that always says the same is no answer of the listing either.
            if !variables.isEmpty || nearest == nil { nearest = (depth, variables) }
        }
        guard let nearest else { return matchesAll && !path.isEmpty ? [list] : [] }
        var found = nearest.variables.compactMap { name in calls.first { $0.name == name }?.call }
        if nearest.variables.contains("item") { found.append(list) }
        var names: Set<String> = []
        return found.filter { names.insert($0.name).inserted }
    }

    /// The properties, by their first names, of which something comes from a call.
    ///
    /// - Parameter name: `service:Operation`.
    /// - Returns: nil where the type is not read with that call.
    public func properties(filledBy name: String) -> Set<String>? {
        var names = Set(calls.filter { $0.call.name == name }.map(\.name))
        guard !names.isEmpty else { return nil }
        // What is asked for each element of an answer is not asked without it.
        for later in calls {
            if let list = later.each?.first, names.contains(list) { names.insert(later.name) }
        }
        var properties: Set<String> = []
        for rule in rules where rule.source.paths.contains(where: { $0.first.map(names.contains) == true }) {
            if case .member(let property)? = rule.path.steps.first { properties.insert(property) }
        }
        return properties
    }
}

extension PropertyPath {
    /// The names on the path, without the steps into lists.
    fileprivate var members: [String] {
        steps.compactMap { if case .member(let name) = $0 { name } else { nil } }
    }
}

extension ValueSource {
    /// The variables a value comes from, in their order; of an object, those of the member that a path leads to.
    fileprivate func variables(below path: [String]) -> [String] {
        switch self {
        case .path(let steps): Array(steps.prefix(1))
        case .first(let sources): sources.flatMap { $0.variables(below: path) }
        case .pick(let list, _, _): list.variables(below: [])
        case .each(let list, _, _): list.variables(below: [])
        case .translated(let source, _, _), .function(_, let source): source.variables(below: path)
        case .object(let shape): shape.variables(below: path)
        case .literal, .this: []
        }
    }
}

extension Shape {
    /// Those of the member that a path leads to, or else of them all.
    fileprivate func variables(below path: [String]) -> [String] {
        let led = rules.filter { path.starts(with: $0.path.members) }
        return (led.isEmpty ? rules : led).flatMap { $0.source.variables(below: Array(path.dropFirst($0.path.members.count))) }
    }
}
