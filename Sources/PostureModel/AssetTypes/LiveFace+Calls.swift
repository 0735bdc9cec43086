extension LiveFace {
    /// The call whose answer says a property, or that there is none.
    ///
    /// - Parameter path: below the properties; steps that rules do not know (functions of a condition, keys) are passed over.
    /// - Returns: nil where no rule says it, or several calls do.
    public func call(filling path: [String]) -> Call? {
        guard let paths = LiveFace.paths(filling: path[...], by: rules) else { return matchesAll && !path.isEmpty ? list : nil }
        var found: Call?
        for path in paths where path.first != "it" {
            guard let call = path.first.flatMap(call) else { return nil }
            if let found, found.name != call.name { return nil }
            found = found ?? call
        }
        return found
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

    /// The call behind a variable of rules.
    private func call(named variable: String) -> Call? {
        variable == "item" ? list : calls.first { $0.name == variable }?.call
    }

    /// What the rules read for a property, for one above or for its parts; nil where no rule has to do with it.
    private static func paths(filling path: ArraySlice<String>, by rules: [PropertyRule]) -> [[String]]? {
        var found: [[String]]?
        for rule in rules {
            let members = rule.path.steps.compactMap { if case .member(let name) = $0 { name } else { nil } }
            let common = zip(members, path).prefix { $0 == $1 }.count
            guard common == members.count || common == path.count else { continue }
            let rest = path.dropFirst(common)
            if case .object(let shape) = rule.source, !rest.isEmpty, let inner = paths(filling: rest, by: shape.rules) {
                found = (found ?? []) + inner
            } else {
                found = (found ?? []) + rule.source.paths
            }
        }
        return found
    }
}
