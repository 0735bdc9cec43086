import Document

/// What every loop has: a range, one or two variables, a body.
class LoopOperation: Operation, @unchecked Sendable {
    let range: OperationRef
    let first: Int
    /// The slot of the second variable, or -1.
    let second: Int
    let body: OperationRef

    init(_ id: ExpressionID, range: OperationRef, first: Int, second: Int, body: OperationRef) {
        self.range = range
        self.first = first
        self.second = second
        self.body = body
        super.init(id)
    }

    @inline(__always)
    final func bind(_ elements: Elements, _ index: Int, _ frame: FramePointer) {
        if second < 0 {
            frame[slot: first] = elements.item(index)
        } else {
            frame[slot: first] = elements.key(index)
            frame[slot: second] = elements.value(index)
        }
    }
}

/// `all` and `exists`: an element that decides wins over unknowns and errors of others.
final class QuantifierOperation: LoopOperation, @unchecked Sendable {
    /// The answer of one element that settles it: true for `exists`, false for `all`.
    let decisive: UInt64

    init(_ id: ExpressionID, range: OperationRef, first: Int, second: Int, body: OperationRef, isExists: Bool) {
        decisive = isExists ? 1 : 0
        super.init(id, range: range, first: first, second: second, body: body)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = range.run(frame)
        if value.kind == .nodeList, second < 0 { return overNodes(value.node, frame) }
        return general(value, frame)
    }

    private func overNodes(_ list: NodePointer, _ frame: FramePointer) -> RawValue {
        var count = list.pointee.count
        var child = list.firstChild
        var failure: LogicFailure?
        if let rest = list.rest {
            failure = LogicFailure(RawValue(node: rest), at: id)
            count -= 1
        }
        guard frame.charge(count) else { return .error(.costLimit, at: id) }
        while count > 0 {
            frame[slot: first] = RawValue(node: child)
            let answer = body.run(frame)
            if answer.isBool {
                if answer.payload == decisive { return answer }
            } else {
                LogicFailure.note(answer, in: &failure, at: id)
            }
            child += 1
            count -= 1
        }
        return failure?.value ?? .bool(decisive == 0)
    }

    private func general(_ value: RawValue, _ frame: FramePointer) -> RawValue {
        if value.isFailure { return value }
        guard let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        var failure = elements.rest.map { LogicFailure($0, at: id) }
        for index in 0..<elements.count {
            guard frame.charge(1) else { return .error(.costLimit, at: id) }
            bind(elements, index, frame)
            let answer = body.run(frame)
            if answer.isBool {
                if answer.payload == decisive { return answer }
            } else {
                LogicFailure.note(answer, in: &failure, at: id)
            }
        }
        return failure?.value ?? .bool(decisive == 0)
    }
}

/// `exists_one`: two that hold settle it unless something failed with an error.
final class ExistsOneOperation: LoopOperation, @unchecked Sendable {
    override func run(_ frame: FramePointer) -> RawValue {
        let value = range.run(frame)
        if value.isFailure { return value }
        guard let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        var unknown = elements.rest?.asElement
        var error: RawValue?
        var holding = 0
        for index in 0..<elements.count {
            guard frame.charge(1) else { return .error(.costLimit, at: id) }
            bind(elements, index, frame)
            let answer = body.run(frame)
            if answer.isTrue { holding += 1 }
            if answer.isUnknown { unknown = unknown ?? answer }
            if answer.isError { error = error ?? answer }
            if !answer.isBool, !answer.isFailure { error = error ?? .error(.noSuchOverload, at: id) }
        }
        if holding > 1, error == nil { return .false }
        if let unknown { return unknown }
        return error ?? .bool(holding == 1)
    }
}

/// `map`, `filter` and `transformList`: a list. An element that may or may not belong to it becomes its unknown rest.
final class ListLoopOperation: LoopOperation, @unchecked Sendable {
    let filter: OperationRef?
    /// `filter`: the body is the condition and elements are kept as they are.
    let keepsElements: Bool

    init(
        _ id: ExpressionID, range: OperationRef, first: Int, second: Int, body: OperationRef, filter: OperationRef?,
        keepsElements: Bool
    ) {
        self.filter = filter
        self.keepsElements = keepsElements
        super.init(id, range: range, first: first, second: second, body: body)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = range.run(frame)
        if value.isFailure { return value }
        guard let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        guard frame.charge(elements.count + 1) else { return .error(.costLimit, at: id) }
        let place = frame.allocateValues(elements.count + 1)
        var count = 0
        var rest = elements.rest
        var unknownRest: RawValue?
        var error: RawValue?
        for index in 0..<elements.count {
            guard frame.charge(1) else { return .error(.costLimit, at: id) }
            bind(elements, index, frame)
            if let condition = keepsElements ? body : filter {
                let answer = condition.run(frame)
                if answer.isUnknown {
                    unknownRest = unknownRest ?? answer
                    continue
                }
                if answer.isFalse { continue }
                guard answer.isTrue else {
                    error = error ?? (answer.isError ? answer : .error(.noSuchOverload, at: id))
                    continue
                }
            }
            let item = keepsElements ? elements.item(index) : body.run(frame)
            if item.isError {
                error = error ?? item
                continue
            }
            place[count] = item.asElement
            count += 1
        }
        if let error { return error }
        rest = rest ?? unknownRest?.asRest
        if let rest {
            place[count] = rest
            count += 1
        }
        return RawValue(.list, count: count, address: place)
    }
}

/// `transformMap` and `transformMapEntry`.
final class MapLoopOperation: LoopOperation, @unchecked Sendable {
    let filter: OperationRef?
    /// The body gives a map whose entries are taken over, instead of a value for the same key.
    let givesEntries: Bool

    init(
        _ id: ExpressionID, range: OperationRef, first: Int, second: Int, body: OperationRef, filter: OperationRef?,
        givesEntries: Bool
    ) {
        self.filter = filter
        self.givesEntries = givesEntries
        super.init(id, range: range, first: first, second: second, body: body)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = range.run(frame)
        if value.isFailure { return value }
        guard let elements = Elements(value) else { return .error(.noSuchOverload, at: id) }
        guard frame.charge(elements.count + 1) else { return .error(.costLimit, at: id) }
        var builder = MapBuilder(capacity: elements.count, frame)
        if let rest = elements.rest { builder.addRest(rest) }
        for index in 0..<elements.count {
            guard frame.charge(1) else { return .error(.costLimit, at: id) }
            bind(elements, index, frame)
            if let filter {
                let answer = filter.run(frame)
                if answer.isUnknown {
                    builder.addRest(answer)
                    continue
                }
                if answer.isFalse { continue }
                guard answer.isTrue else { return answer.isError ? answer : .error(.noSuchOverload, at: id) }
            }
            if let failure = add(body.run(frame), elements.key(index), &builder) { return failure.placed(at: id) }
        }
        return builder.finish().placed(at: id)
    }

    private func add(_ result: RawValue, _ key: RawValue, _ builder: inout MapBuilder) -> RawValue? {
        guard givesEntries else { return builder.add(key, result) }
        if result.isFailure { return result }
        guard result.isMap, let entries = Elements(result) else { return .error(.noSuchOverload, at: id) }
        if let rest = entries.rest { builder.addRest(rest) }
        for index in 0..<entries.count {
            if let failure = builder.add(entries.key(index), entries.value(index)) { return failure }
        }
        return nil
    }
}
