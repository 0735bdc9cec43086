extension HCLType {
    /// The one type that all of these convert to; nil where there is none.
    ///
    /// Source of the rules: cty's unification (github.com/zclconf/go-cty, docs/convert.md).
    public static func unify(_ types: [HCLType]) -> HCLType? {
        guard let first = types.first else { return .dynamic }
        if types.allSatisfy({ $0 == first }) { return first }
        let known = types.filter { $0 != .dynamic }
        guard known.count == types.count else {
            // Nulls and unknowns take the others' type.
            return unify(known)
        }
        if known.allSatisfy(\.isPrimitive) { return known.contains(.string) ? .string : nil }
        if known.allSatisfy(\.isTupleOrSequence) { return unifySequences(known) }
        if known.allSatisfy(\.isMapOrObject) { return unifyMappings(known) }
        return nil
    }

    private var isPrimitive: Bool {
        switch self {
        case .bool, .number, .string: true
        default: false
        }
    }

    private var isTupleOrSequence: Bool {
        switch self {
        case .tuple, .list, .set: true
        default: false
        }
    }

    private var isMapOrObject: Bool {
        switch self {
        case .map, .object: true
        default: false
        }
    }

    private static func unifySequences(_ types: [HCLType]) -> HCLType? {
        var tuples: [[HCLType]] = []
        for case .tuple(let elements) in types { tuples.append(elements) }
        if tuples.count == types.count, let width = tuples.first?.count, tuples.allSatisfy({ $0.count == width }) {
            let columns = (0..<width).map { column in unify(tuples.map { $0[column] }) }
            if columns.allSatisfy({ $0 != nil }) { return .tuple(columns.compactMap { $0 }) }
        }
        guard let element = unify(types.flatMap(\.elementTypes)) else { return nil }
        // A list in it keeps the order; tuples follow a set.
        let hasList = types.contains { if case .list = $0 { true } else { false } }
        let hasSet = types.contains { if case .set = $0 { true } else { false } }
        return hasSet && !hasList ? .set(element) : .list(element)
    }

    private static func unifyMappings(_ types: [HCLType]) -> HCLType? {
        var objects: [[String: Field]] = []
        for case .object(let fields) in types { objects.append(fields) }
        if objects.count == types.count, let first = objects.first, objects.allSatisfy({ $0.keys == first.keys }) {
            var fields: [String: Field] = [:]
            for name in first.keys {
                guard let type = unify(objects.compactMap { $0[name]?.type }) else { return nil }
                fields[name] = Field(type)
            }
            return .object(fields)
        }
        return unify(types.flatMap(\.elementTypes)).map { .map($0) }
    }

    /// The types of what is inside.
    private var elementTypes: [HCLType] {
        switch self {
        case .list(let element), .set(let element), .map(let element): [element]
        case .tuple(let elements): elements
        case .object(let fields): fields.values.map(\.type)
        default: []
        }
    }
}
