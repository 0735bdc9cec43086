import Document

final class EqualOperation: Operation, @unchecked Sendable {
    let left: OperationRef
    let right: OperationRef
    let isNegated: Bool

    init(_ id: ExpressionID, _ left: OperationRef, _ right: OperationRef, isNegated: Bool) {
        self.left = left
        self.right = right
        self.isNegated = isNegated
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let first = left.run(frame)
        let second = right.run(frame)
        if first.isUnknown { return answer(first, second, frame) }
        if second.isUnknown { return answer(second, first, frame) }
        if first.isError { return first }
        if second.isError { return second }
        guard frame.charge(1) else { return .error(.costLimit, at: id) }
        switch RawValue.equal(first, second, frame) {
        case .true: return .bool(!isNegated)
        case .false: return .bool(isNegated)
        case .unknown: return Elements(first)?.firstUnknown?.asElement ?? Elements(second)?.firstUnknown?.asElement ?? .unknown
        }
    }
}

extension EqualOperation {
    /// Unknown, unless what is known of the unknown (that it isn't null, how its text begins and ends) rules the other value out.
    private func answer(_ unknown: RawValue, _ other: RawValue, _ frame: FramePointer) -> RawValue {
        switch other.kind {
        case .null where unknown.isUnknownButThere: return .bool(isNegated)
        case .string where unknown.payload != 0:
            let known = frame.pointee.owner._withUnsafeGuaranteedRef { $0.unknown(unknown) }
            return known.mayEqual(other.string) ? unknown : .bool(isNegated)
        default: return unknown
        }
    }
}

final class CompareOperation: Operation, @unchecked Sendable {
    enum Relation { case less, lessEqual, greater, greaterEqual }

    let left: OperationRef
    let right: OperationRef
    let relation: Relation

    init(_ id: ExpressionID, _ left: OperationRef, _ right: OperationRef, _ relation: Relation) {
        self.left = left
        self.right = right
        self.relation = relation
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let first = left.run(frame)
        let second = right.run(frame)
        if first.kind == .int, second.kind == .int {
            switch relation {
            case .less: return .bool(first.int < second.int)
            case .lessEqual: return .bool(first.int <= second.int)
            case .greater: return .bool(first.int > second.int)
            case .greaterEqual: return .bool(first.int >= second.int)
            }
        }
        if first.isUnknown { return first }
        if second.isUnknown { return second }
        if first.isError { return first }
        if second.isError { return second }
        switch RawValue.compare(first, second) {
        case .noOverload: return .error(.noSuchOverload, at: id)
        case .unordered: return .false
        case .ordered(let order):
            switch relation {
            case .less: return .bool(order == .less)
            case .lessEqual: return .bool(order != .greater)
            case .greater: return .bool(order == .greater)
            case .greaterEqual: return .bool(order != .less)
            }
        }
    }
}

final class ArithmeticOperation: Operation, @unchecked Sendable {
    enum Kind { case add, subtract, multiply, divide, modulo }

    let left: OperationRef
    let right: OperationRef
    let kind: Kind

    init(_ id: ExpressionID, _ left: OperationRef, _ right: OperationRef, _ kind: Kind) {
        self.left = left
        self.right = right
        self.kind = kind
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let first = left.run(frame)
        let second = right.run(frame)
        if first.isUnknown { return first }
        if second.isUnknown { return second }
        if first.isError { return first }
        if second.isError { return second }
        switch (first.kind, second.kind) {
        case (.int, .int): return integers(first.int, second.int) { .int($0) }
        case (.uint, .uint): return integers(first.uint, second.uint) { .uint($0) }
        case (.double, .double): return doubles(first.double, second.double)
        case (.timestamp, .duration), (.duration, .timestamp), (.duration, .duration), (.timestamp, .timestamp):
            return Moments.combine(first, second, isSubtraction: kind == .subtract, allowed: kind == .add || kind == .subtract)
                .placed(at: id)
        default:
            guard kind == .add else { return .error(.noSuchOverload, at: id) }
            return concatenate(first, second, frame).placed(at: id)
        }
    }

    @inline(__always)
    private func integers<T: FixedWidthInteger>(_ a: T, _ b: T, _ make: (T) -> RawValue) -> RawValue {
        let result: (partialValue: T, overflow: Bool)
        switch kind {
        case .add: result = a.addingReportingOverflow(b)
        case .subtract: result = a.subtractingReportingOverflow(b)
        case .multiply: result = a.multipliedReportingOverflow(by: b)
        case .divide:
            if b == 0 { return .error(.divisionByZero, at: id) }
            result = a.dividedReportingOverflow(by: b)
        case .modulo:
            if b == 0 { return .error(.modulusByZero, at: id) }
            result = a.remainderReportingOverflow(dividingBy: b)
        }
        return result.overflow ? .error(.overflow, at: id) : make(result.partialValue)
    }

    private func doubles(_ a: Double, _ b: Double) -> RawValue {
        switch kind {
        case .add: .double(a + b)
        case .subtract: .double(a - b)
        case .multiply: .double(a * b)
        case .divide: .double(a / b)
        case .modulo: .error(.noSuchOverload, at: id)
        }
    }

    private func concatenate(_ a: RawValue, _ b: RawValue, _ frame: FramePointer) -> RawValue {
        switch (a.kind, b.kind) {
        case (.string, .string), (.bytes, .bytes):
            return frame.text(a.kind, capacity: a.count + b.count) { buffer in
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<a.count]).copyMemory(from: a.text)
                UnsafeMutableRawBufferPointer(rebasing: buffer[a.count...]).copyMemory(from: b.text)
                return a.count + b.count
            }
        default:
            guard a.isList, b.isList, let first = Elements(a), let second = Elements(b) else { return .error(.noSuchOverload) }
            let rest = first.rest ?? second.rest
            let count = first.count + second.count + (rest == nil ? 0 : 1)
            guard frame.charge(count) else { return .error(.costLimit) }
            let place = frame.allocateValues(count)
            for index in 0..<first.count { place[index] = first.value(index) }
            for index in 0..<second.count { place[first.count + index] = second.value(index) }
            if let rest { place[count - 1] = rest }
            return RawValue(.list, count: count, address: place)
        }
    }
}

final class NegateOperation: Operation, @unchecked Sendable {
    let operand: OperationRef

    init(_ id: ExpressionID, _ operand: OperationRef) {
        self.operand = operand
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = operand.run(frame)
        switch value.kind {
        case .int: return value.int == .min ? .error(.overflow, at: id) : .int(-value.int)
        case .double: return .double(-value.double)
        case .unknown, .error: return value
        default: return .error(.noSuchOverload, at: id)
        }
    }
}
