extension HCLValue: Hashable {
    /// The same value of the same kind: a list never equals a tuple, a number never equals a string. Origins and marks don't
    /// count. An unknown equals another only where both are the very same symbol; see ``HCLValue/compare(_:_:)`` for what `==`
    /// means in an expression.
    public static func == (a: HCLValue, b: HCLValue) -> Bool {
        switch (a.kind, b.kind) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.number(let x), .number(let y)): x == y
        case (.string(let x), .string(let y)): x == y
        case (.list(let x), .list(let y)), (.set(let x), .set(let y)), (.tuple(let x), .tuple(let y)):
            x === y || (x.elements == y.elements && x.rest == y.rest)
        case (.map(let x), .map(let y)), (.object(let x), .object(let y)):
            x === y || (x.entries.elementsEqual(y.entries) { $0.key == $1.key && $0.value == $1.value } && x.rest == y.rest)
        case (.unknown(let x), .unknown(let y)): x == y
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch kind {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .list(let value), .set(let value), .tuple(let value): for element in value.elements { hasher.combine(element) }
        case .map(let value), .object(let value):
            for entry in value.entries {
                hasher.combine(entry.key)
                hasher.combine(entry.value)
            }
        case .unknown(let value): hasher.combine(value.symbol)
        }
    }

    /// What `a == b` is in an expression: nil where unknowns leave it open, with the unknown to blame.
    static func compare(_ a: HCLValue, _ b: HCLValue) -> (result: Bool?, cause: HCLUnknown?) {
        switch (a.kind, b.kind) {
        case (.unknown(let x), .unknown(let y)):
            if x == y, !x.isDerived { return (true, nil) }
            return (nil, x)
        case (.unknown(let x), .null), (.null, .unknown(let x)): return x.isSet ? (false, nil) : (nil, x)
        case (.unknown(let x), .string(let text)), (.string(let text), .unknown(let x)):
            if x.isSet, text.isEmpty { return (false, nil) }
            let fits =
                text.utf8.count >= x.prefix.utf8.count + x.suffix.utf8.count
                && text.hasPrefix(x.prefix) && text.hasSuffix(x.suffix)
            return fits ? (nil, x) : (false, nil)
        case (.unknown(let x), _), (_, .unknown(let x)): return (nil, x)
        case (.list(let x), .list(let y)), (.set(let x), .set(let y)), (.tuple(let x), .tuple(let y)):
            return compare(x, y)
        case (.map(let x), .map(let y)), (.object(let x), .object(let y)):
            return compare(x, y)
        default: return (a == b, nil)
        }
    }

    private static func compare(_ a: HCLSequence, _ b: HCLSequence) -> (Bool?, HCLUnknown?) {
        guard a.summary.containsUnknown || b.summary.containsUnknown else { return (a.elements == b.elements, nil) }
        if let rest = a.rest ?? b.rest { return (nil, rest) }
        guard a.elements.count == b.elements.count else { return (false, nil) }
        return all(zip(a.elements, b.elements).lazy.map { compare($0, $1) })
    }

    private static func compare(_ a: HCLMapping, _ b: HCLMapping) -> (Bool?, HCLUnknown?) {
        if let rest = a.rest ?? b.rest { return (nil, rest) }
        guard a.entries.count == b.entries.count, zip(a.entries, b.entries).allSatisfy({ $0.key == $1.key }) else {
            return (false, nil)
        }
        return all(zip(a.entries, b.entries).lazy.map { compare($0.value, $1.value) })
    }

    private static func all(_ results: some Sequence<(result: Bool?, cause: HCLUnknown?)>) -> (Bool?, HCLUnknown?) {
        var cause: HCLUnknown?
        for (result, unknown) in results {
            if result == false { return (false, nil) }
            if result == nil, cause == nil { cause = unknown }
        }
        return cause == nil ? (true, nil) : (nil, cause)
    }

    /// The order in which Terraform lists a set: numbers by size, strings by bytes, collections by what they hold.
    static func precedesInSet(_ a: HCLValue, _ b: HCLValue) -> Bool {
        switch (a.kind, b.kind) {
        case (.number(let x), .number(let y)): x < y
        case (.string(let x), .string(let y)): x < y
        case (.bool(let x), .bool(let y)): !x && y
        default: a.rank != b.rank ? a.rank < b.rank : a.rank >= 3 && JSONText.encode(a) < JSONText.encode(b)
        }
    }

    private var rank: Int {
        switch kind {
        case .bool: 0
        case .number: 1
        case .string: 2
        case .list, .set, .tuple: 3
        case .map, .object: 4
        case .unknown: 5
        case .null: 6
        }
    }
}

extension HCLUnknown: Hashable {
    /// The same symbol, underived, or the very same object.
    public static func == (a: HCLUnknown, b: HCLUnknown) -> Bool {
        a === b || (!a.isDerived && !b.isDerived && a.symbol == b.symbol && a.reason == b.reason && a.reason != .everChanging)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(symbol) }
}
