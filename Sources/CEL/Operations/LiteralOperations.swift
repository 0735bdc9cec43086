/// `[a, ?b]`. An element that isn't known stays in its place; an optional one that isn't known may be there or not.
final class ListOperation: Operation, @unchecked Sendable {
    let elements: OperationList
    let optional: [Bool]

    init(_ id: ExpressionID, _ elements: OperationList, optional: [Bool]) {
        self.elements = elements
        self.optional = optional
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard frame.charge(elements.count) else { return .error(.costLimit, at: id) }
        let place = frame.allocateValues(elements.count + 1)
        var count = 0
        var rest: RawValue?
        for index in 0..<elements.count {
            var value = elements.base[index].run(frame)
            if value.isError { return value }
            if optional[index] {
                if value.isUnknown {
                    rest = rest ?? value.asRest
                    continue
                }
                guard value.kind == .optional else { return .error(.noSuchOverload, at: id) }
                if value.payload == 0 { continue }
                value = value.values.pointee
            }
            place[count] = value.asElement
            count += 1
        }
        if let rest {
            place[count] = rest
            count += 1
        }
        return RawValue(.list, count: count, address: place)
    }
}

/// `{k: v, ?k: v}`.
final class MapOperation: Operation, @unchecked Sendable {
    /// Keys and values by turns.
    let parts: OperationList
    let optional: [Bool]

    init(_ id: ExpressionID, _ parts: OperationList, optional: [Bool]) {
        self.parts = parts
        self.optional = optional
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var builder = MapBuilder(capacity: optional.count, frame)
        for index in 0..<optional.count {
            let key = parts.base[2 * index].run(frame)
            let value = parts.base[2 * index + 1].run(frame)
            if let failure = builder.add(key, value, isOptional: optional[index]) { return failure.placed(at: id) }
        }
        return builder.finish().placed(at: id)
    }
}

/// Puts a map together in scratch memory.
struct MapBuilder {
    private var place: UnsafeMutablePointer<RawValue>
    private var capacity: Int
    private var count = 0
    private var rest: RawValue?
    private let frame: FramePointer

    init(capacity: Int, _ frame: FramePointer) {
        self.frame = frame
        self.capacity = capacity + 1
        place = frame.allocateValues(2 * (capacity + 1))
    }

    /// What stops the map from being built, or nil.
    mutating func add(_ key: RawValue, _ value: RawValue, isOptional: Bool = false) -> RawValue? {
        if key.isUnknown { return key }
        if key.isError { return key }
        if value.isError { return value }
        switch key.kind {
        case .bool, .int, .uint, .string: break
        default: return .error(.unsupportedKey)
        }
        var value = value
        if isOptional {
            if value.isUnknown {
                rest = rest ?? value.asRest
                return nil
            }
            guard value.kind == .optional else { return .error(.noSuchOverload) }
            if value.payload == 0 { return nil }
            value = value.values.pointee
        }
        guard frame.charge(count / 8 + 1) else { return .error(.costLimit) }
        for index in 0..<count where RawValue.equal(place[2 * index], key, nil) == .true {
            return .error(.repeatedKey, about: key, in: frame)
        }
        if count + 1 >= capacity { grow() }
        place[2 * count] = key
        place[2 * count + 1] = value.asElement
        count += 1
        return nil
    }

    mutating func addRest(_ unknown: RawValue) { rest = rest ?? unknown.asRest }

    private mutating func grow() {
        let bigger = frame.allocateValues(4 * capacity)
        bigger.update(from: place, count: 2 * count)
        place = bigger
        capacity *= 2
    }

    mutating func finish() -> RawValue {
        if let rest {
            place[2 * count] = rest
            place[2 * count + 1] = rest
            count += 1
        }
        return RawValue(.map, count: count, address: place)
    }
}
