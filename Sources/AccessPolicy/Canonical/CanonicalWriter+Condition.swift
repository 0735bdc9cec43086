import Document

extension CanonicalWriter {
    func condition(_ value: DocumentValue) {
        guard value.kind == .map else {
            if value.kind.isUnknown { return copy(value) }
            return unreadable("the Condition is not a map", at: value)
        }
        var operators: [(name: String, values: [DocumentValue])] = []
        var rest: DocumentValue?
        for (key, member) in value.members {
            if member.pointer.pointee.isRest {
                rest = member
            } else if !member.isNull {
                let name = ConditionOperator(key.text)?.text ?? key.text
                if let index = operators.firstIndex(where: { $0.name == name }) {
                    operators[index].values.append(member)
                } else {
                    operators.append((name, [member]))
                }
            }
        }
        place(value)
        builder.beginMap()
        for (name, values) in operators {
            builder.key(name)
            keys(values)
        }
        if let rest { copy(rest) }
        builder.endMap()
    }

    /// The keys of one operator; two spellings of the operator are one, since all its keys must hold anyway.
    private func keys(_ maps: [DocumentValue]) {
        if let other = maps.first(where: { $0.kind != .map }) {
            if other.kind.isUnknown { return copy(other) }
            return unreadable("an operator of the Condition has no keys", at: other)
        }
        var keys: [(name: String, values: [DocumentValue])] = []
        var rest: DocumentValue?
        for (key, member) in maps.flatMap(\.members) {
            if member.pointer.pointee.isRest {
                rest = member
            } else if !member.isNull {
                let name = key.text.lowercased()
                if let index = keys.firstIndex(where: { $0.name == name }) {
                    keys[index].values.append(member)
                } else {
                    keys.append((name, [member]))
                }
            }
        }
        if let first = maps.first { place(first) }
        builder.beginMap()
        for (name, values) in keys {
            builder.key(name)
            if values.count == 1, let only = values.first {
                list(only)
            } else if let first = values.first {
                unreadable("the Condition says the key \(name) more than once for one operator", at: first)
            }
        }
        if let rest { copy(rest) }
        builder.endMap()
    }
}
