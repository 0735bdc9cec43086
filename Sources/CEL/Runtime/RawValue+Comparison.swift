import Document
import Glibc

/// The answer of a comparison.
enum Truth {
    case `false`, `true`, unknown

    var value: RawValue {
        switch self {
        case .false: .false
        case .true: .true
        case .unknown: .unknown
        }
    }
}

/// How two values stand to one another; nil where they don't (NaN, different types).
enum Ordering { case less, same, greater }

extension RawValue {
    @inline(__always)
    static func sameText(_ a: RawValue, _ b: RawValue) -> Bool {
        guard a.count == b.count else { return false }
        guard a.count > 0, let left = a.address, let right = b.address else { return true }
        return Characters.same(left, right, a.count)
    }

    /// Equality as the language has it: numbers by amount whatever their type, everything else by type and content.
    /// Parts that are not known make the answer unknown unless something else already differs.
    ///
    /// - Parameter frame: pays for lists and maps, which may share parts and so be far larger than the memory they take. Nil: only
    ///   for keys. Where it can't pay, the answer is false, and the evaluation fails.
    static func equal(_ a: RawValue, _ b: RawValue, _ frame: FramePointer?) -> Truth {
        if a.isUnknown || b.isUnknown { return .unknown }
        switch (a.kind, b.kind) {
        case (.string, .string), (.bytes, .bytes), (.type, .type): return sameText(a, b) ? .true : .false
        case (.bool, .bool), (.int, .int), (.uint, .uint): return a.payload == b.payload ? .true : .false
        case (.null, .null): return .true
        case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint), (.double, .double):
            return compareNumbers(a, b) == .same ? .true : .false
        case (.timestamp, .timestamp), (.duration, .duration): return a.head == b.head && a.payload == b.payload ? .true : .false
        case (.list, .list), (.list, .nodeList), (.nodeList, .list), (.nodeList, .nodeList): return equalLists(a, b, frame)
        case (.map, .map), (.map, .nodeMap), (.nodeMap, .map), (.nodeMap, .nodeMap): return equalMaps(a, b, frame)
        case (.optional, .optional):
            if a.payload == 0 || b.payload == 0 { return a.payload == b.payload ? .true : .false }
            return equal(a.values.pointee, b.values.pointee, frame)
        case (.ip, .ip): return IPAddress(a) == IPAddress(b) ? .true : .false
        case (.cidr, .cidr): return IPPrefix(a) == IPPrefix(b) ? .true : .false
        default: return .false
        }
    }

    private static func equalLists(_ a: RawValue, _ b: RawValue, _ frame: FramePointer?) -> Truth {
        guard let left = Elements(a), let right = Elements(b) else { return .false }
        if left.rest != nil || right.rest != nil {
            let tooMany = (left.rest == nil && right.count > left.count) || (right.rest == nil && left.count > right.count)
            return tooMany ? .false : .unknown
        }
        guard left.count == right.count, frame?.charge(left.count) != false else { return .false }
        var result = Truth.true
        for index in 0..<left.count {
            switch equal(left.value(index), right.value(index), frame) {
            case .false: return .false
            case .unknown: result = .unknown
            case .true: break
            }
        }
        return result
    }

    private static func equalMaps(_ a: RawValue, _ b: RawValue, _ frame: FramePointer?) -> Truth {
        guard let left = Elements(a), let right = Elements(b) else { return .false }
        if left.rest == nil, right.rest == nil, left.count != right.count { return .false }
        // Entries of maps made by an evaluation are searched for.
        let each = 1 + (b.kind == .map ? right.count / 4 : 0) + (a.kind == .map ? left.count / 4 : 0)
        guard frame?.charge(left.count * each) != false else { return .false }
        var result: Truth = left.rest == nil && right.rest == nil ? .true : .unknown
        for index in 0..<left.count {
            guard let other = b.entry(left.key(index)) else { return .false }
            switch equal(left.value(index), other, frame) {
            case .false: return .false
            case .unknown: result = .unknown
            case .true: break
            }
        }
        if left.rest == nil {
            for index in 0..<right.count where a.entry(right.key(index)) == nil { return .false }
        }
        return result
    }

    static func compareNumbers(_ a: RawValue, _ b: RawValue) -> Ordering? {
        switch (a.kind, b.kind) {
        case (.int, .int): return order(a.int, b.int)
        case (.uint, .uint): return order(a.uint, b.uint)
        case (.double, .double): return a.double.isNaN || b.double.isNaN ? nil : order(a.double, b.double)
        case (.int, .uint): return a.int < 0 ? .less : order(UInt64(a.int), b.uint)
        case (.uint, .int): return b.int < 0 ? .greater : order(a.uint, UInt64(b.int))
        case (.int, .double): return compare(a.int, b.double)
        case (.double, .int): return compare(b.int, a.double)?.reversed
        case (.uint, .double): return compare(a.uint, b.double)
        case (.double, .uint): return compare(b.uint, a.double)?.reversed
        default: return nil
        }
    }

    /// Outside the integers' range the double decides; inside, both are compared as doubles, as Google's implementations do:
    /// near 2⁶³ an integer equals the double it rounds to.
    private static func compare<Integer: FixedWidthInteger>(_ integer: Integer, _ double: Double) -> Ordering? {
        if double.isNaN { return nil }
        return order(Double(integer), double)
    }

    private static func order<T: Comparable>(_ a: T, _ b: T) -> Ordering { a < b ? .less : a == b ? .same : .greater }

    static func compareText(_ a: RawValue, _ b: RawValue) -> Ordering {
        let shared = min(a.count, b.count)
        if shared > 0, let left = a.address, let right = b.address {
            let difference = memcmp(left, right, shared)
            if difference != 0 { return difference < 0 ? .less : .greater }
        }
        return order(a.count, b.count)
    }

    enum Comparison { case ordered(Ordering), unordered, noOverload }

    /// The order of two values of one comparable type, or of two numbers.
    static func compare(_ a: RawValue, _ b: RawValue) -> Comparison {
        switch (a.kind, b.kind) {
        case (.string, .string), (.bytes, .bytes): return .ordered(compareText(a, b))
        case (.bool, .bool): return .ordered(order(a.payload, b.payload))
        case (.timestamp, .timestamp), (.duration, .duration):
            return .ordered(a.int == b.int ? order(a.count, b.count) : order(a.int, b.int))
        case (.int, _), (.uint, _), (.double, _):
            guard b.kind == .int || b.kind == .uint || b.kind == .double else { return .noOverload }
            return compareNumbers(a, b).map { .ordered($0) } ?? .unordered
        default: return .noOverload
        }
    }
}

extension Ordering {
    var reversed: Ordering {
        switch self {
        case .less: .greater
        case .same: .same
        case .greater: .less
        }
    }
}
