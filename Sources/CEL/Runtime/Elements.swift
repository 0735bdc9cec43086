import Document

/// The elements of a list or the entries of a map, wherever they lie.
struct Elements {
    /// How many are known.
    let count: Int
    /// The unknown that stands for further ones.
    let rest: RawValue?
    private let kind: RawValue.Kind
    private let base: UnsafeRawPointer

    /// Nil where the value is neither list nor map.
    init?(_ value: RawValue) {
        kind = value.kind
        switch kind {
        case .nodeList, .nodeMap:
            base = UnsafeRawPointer(value.node.firstChild)
            let total = value.node.pointee.count
            if let node = value.node.rest {
                rest = RawValue(node: node).asRest
                count = total - 1
            } else {
                rest = nil
                count = total
            }
        case .list:
            base = value.address ?? UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
            let total = value.count
            if total > 0, value.values[total - 1].isRest {
                rest = value.values[total - 1]
                count = total - 1
            } else {
                rest = nil
                count = total
            }
        case .map:
            base = value.address ?? UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
            let total = value.count
            if total > 0, value.values[2 * total - 2].isRest {
                rest = value.values[2 * total - 2]
                count = total - 1
            } else {
                rest = nil
                count = total
            }
        default: return nil
        }
    }

    var isMap: Bool { kind == .map || kind == .nodeMap }

    /// The element of a list, the value of a map's entry.
    func value(_ index: Int) -> RawValue {
        switch kind {
        case .nodeList, .nodeMap: RawValue(node: base.assumingMemoryBound(to: Node.self) + index)
        case .list: base.assumingMemoryBound(to: RawValue.self)[index]
        default: base.assumingMemoryBound(to: RawValue.self)[2 * index + 1]
        }
    }

    /// The key of a map's entry, the index of a list's element.
    func key(_ index: Int) -> RawValue {
        switch kind {
        case .nodeMap:
            let key = base.assumingMemoryBound(to: Node.self)[index].key.utf8
            return RawValue(.string, count: key.count, payload: UInt64(UInt(bitPattern: key.baseAddress)))
        case .map: return base.assumingMemoryBound(to: RawValue.self)[2 * index]
        default: return .int(index)
        }
    }

    /// What a loop with one variable sees: elements of a list, keys of a map.
    func item(_ index: Int) -> RawValue { isMap ? key(index) : value(index) }

    /// The first element that isn't known, the rest included.
    var firstUnknown: RawValue? {
        if let rest { return rest }
        for index in 0..<count where value(index).isUnknown { return value(index) }
        return nil
    }
}

extension RawValue {
    /// An entry of a map by key: the value, an unknown where it can't be said, or nil.
    func entry(_ key: RawValue) -> RawValue? {
        switch kind {
        case .nodeMap:
            guard key.kind == .string else { return node.rest.map { RawValue.missing($0) } }
            // Never interned: keys that are made during evaluation would stay for good.
            if let symbol = Symbol.existing(key.string), let child = node.child(symbol) { return RawValue(node: child) }
            return node.rest.map { RawValue.missing($0) }
        case .map:
            guard let elements = Elements(self) else { return nil }
            for index in 0..<elements.count where RawValue.equal(elements.key(index), key, nil) == .true { return elements.value(index) }
            return elements.rest?.asElement
        default: return nil
        }
    }

    /// A field of a map by its symbol and, for maps made during evaluation, its text.
    func field(_ symbol: Symbol, _ name: RawValue) -> RawValue? {
        if kind == .nodeMap {
            if let child = node.child(symbol) { return RawValue(node: child) }
            return node.rest.map { RawValue.missing($0) }
        }
        return entry(name)
    }
}
