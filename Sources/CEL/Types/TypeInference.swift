/// What type parameters stand for, learned from use; the rules of agreement between types.
struct TypeInference {
    private(set) var substitutions: [String: ValueType] = [:]
    private var freshCount = 0
    /// Knows which objects may be mixed.
    private let provider: (any TypeProvider)?

    init(_ provider: (any TypeProvider)? = nil) { self.provider = provider }

    mutating func fresh() -> ValueType {
        freshCount += 1
        return .parameter("@\(freshCount)")
    }

    /// A declaration's types with their parameters replaced by fresh ones.
    mutating func instantiate(_ types: [ValueType]) -> [ValueType] {
        var names: [String: ValueType] = [:]
        return types.map { instantiate($0, &names) }
    }

    private mutating func instantiate(_ type: ValueType, _ names: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = names[name] { return known }
            let new = fresh()
            names[name] = new
            return new
        case .list(let element): return .list(instantiate(element, &names))
        case .map(let key, let value): return .map(instantiate(key, &names), instantiate(value, &names))
        case .optional(let value): return .optional(instantiate(value, &names))
        case .type(let value): return .type(instantiate(value, &names))
        case .opaque(let name, let parameters):
            var result: [ValueType] = []
            for parameter in parameters { result.append(instantiate(parameter, &names)) }
            return .opaque(name, result)
        default: return type
        }
    }

    /// The type with everything known put in; what stays open is `dyn` where `closed`.
    func resolve(_ type: ValueType, closed: Bool = false) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = substitutions[name] { return resolve(known, closed: closed) }
            return closed ? .dynamic : type
        case .list(let element): return .list(resolve(element, closed: closed))
        case .map(let key, let value): return .map(resolve(key, closed: closed), resolve(value, closed: closed))
        case .optional(let value): return .optional(resolve(value, closed: closed))
        case .type(let value): return .type(resolve(value, closed: closed))
        case .opaque(let name, let parameters):
            return .opaque(name, parameters.map { resolve($0, closed: closed) })
        default: return type
        }
    }

    /// Whether values of type `source` may stand where `target` is wanted; learns from it where they may.
    ///
    /// - Parameter mixed: neither of the two is declared: a value may be of the one or of the other.
    mutating func agree(_ target: ValueType, _ source: ValueType, mixed: Bool = false) -> Bool {
        var attempt = self
        guard attempt.unify(target, source, mixed: mixed) else { return false }
        self = attempt
        return true
    }

    mutating func agree(_ targets: [ValueType], _ sources: [ValueType]) -> Bool {
        var attempt = self
        for (target, source) in zip(targets, sources) where !attempt.unify(target, source) { return false }
        self = attempt
        return true
    }

    /// The more general of two types that agree.
    func mostGeneral(_ first: ValueType, _ second: ValueType) -> ValueType {
        switch (first, second) {
        case (.list(let a), .list(let b)): .list(mostGeneral(a, b))
        case (.optional(let a), .optional(let b)): .optional(mostGeneral(a, b))
        case (.map(let a, let b), .map(let c, let d)): .map(mostGeneral(a, c), mostGeneral(b, d))
        case (.object(let a), .object(let b)) where a != b: provider?.union(of: a, b).map(ValueType.object) ?? .dynamic
        default: Self.isLessSpecific(first, second) ? first : second
        }
    }

    private static func isLessSpecific(_ first: ValueType, _ second: ValueType) -> Bool {
        if first.isDynamic { return true }
        if case .parameter = first { return true }
        if second.isDynamic { return false }
        if case .parameter = second { return false }
        switch (first, second) {
        case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return isLessSpecific(a, b)
        case (.map(let a, let b), .map(let c, let d)): return isLessSpecific(a, c) && isLessSpecific(b, d)
        case (.opaque(let a, let b), .opaque(let c, let d)):
            return a == c && b.count == d.count && zip(b, d).allSatisfy { isLessSpecific($0, $1) }
        case (.type, .type): return true
        case (.wrapper(let a), _) where a == second || second == .null: return true
        // null stands in for what may be null; the other type is the one to keep.
        case (_, .null): return true
        case (.null, _): return false
        default: return first == second
        }
    }

    private mutating func unify(_ target: ValueType, _ source: ValueType, mixed: Bool = false) -> Bool {
        if case .parameter(let name) = source {
            let (valid, known) = substitute(target, for: name)
            if valid { return true }
            if known { return false }
        }
        if case .parameter(let name) = target { return substitute(source, for: name).valid }
        if target.isDynamic || source.isDynamic { return true }
        switch (target, source) {
        case (.null, _): return Self.isNullable(source)
        case (_, .null): return Self.isNullable(target)
        case (.wrapper(let a), .wrapper(let b)): return a == b
        case (.wrapper(let a), _): return a == source
        case (_, .wrapper(let b)): return b == target
        case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return unify(a, b, mixed: mixed)
        case (.map(let a, let b), .map(let c, let d)): return unify(a, c, mixed: mixed) && unify(b, d, mixed: mixed)
        // Objects are maps at run time.
        case (.map(let key, let value), .object), (.object, .map(let key, let value)):
            return unify(key, .string) && unify(value, .dynamic)
        case (.object(let a), .object(let b)) where a != b: return mixed && provider?.union(of: a, b) != nil
        case (.type, .type): return true
        case (.opaque(let a, let b), .opaque(let c, let d)):
            guard a == c, b.count == d.count else { return false }
            for (first, second) in zip(b, d) where !unify(first, second) { return false }
            return true
        default: return target == source
        }
    }

    private static func isNullable(_ type: ValueType) -> Bool {
        switch type {
        case .null, .opaque, .optional, .duration, .timestamp, .object, .wrapper: true
        default: false
        }
    }

    private mutating func substitute(_ type: ValueType, for name: String) -> (valid: Bool, known: Bool) {
        if type == .parameter(name) { return (true, true) }
        if let current = substitutions[name] {
            if type == current { return (true, true) }
            guard unify(type, current, mixed: true) else { return (false, true) }
            let general = mostGeneral(type, current)
            if !mentions(name, in: general) { substitutions[name] = general }
            return (true, true)
        }
        guard !mentions(name, in: type) else { return (false, false) }
        substitutions[name] = type
        return (true, false)
    }

    private func mentions(_ name: String, in type: ValueType) -> Bool {
        switch type {
        case .parameter(let other):
            if other == name { return true }
            return substitutions[other].map { mentions(name, in: $0) } ?? false
        case .list(let element), .optional(let element): return mentions(name, in: element)
        case .map(let key, let value): return mentions(name, in: key) || mentions(name, in: value)
        case .opaque(_, let parameters): return parameters.contains { mentions(name, in: $0) }
        default: return false
        }
    }
}
