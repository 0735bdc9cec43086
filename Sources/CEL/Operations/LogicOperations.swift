/// `a && b && …`: one false decides; otherwise an unknown, otherwise an error, otherwise true.
final class AndOperation: Operation, @unchecked Sendable {
    let operands: OperationList

    init(_ id: ExpressionID, _ operands: OperationList) {
        self.operands = operands
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var operand = operands.base
        let end = operand + operands.count
        while operand < end {
            let value = operand.pointee.run(frame)
            if value.isBool {
                if value.payload == 0 { return value }
                operand += 1
                continue
            }
            return afterFailure(value, operand + 1, end, frame)
        }
        return .true
    }

    @inline(never)
    private func afterFailure(
        _ first: RawValue, _ next: UnsafePointer<OperationRef>, _ end: UnsafePointer<OperationRef>, _ frame: FramePointer
    ) -> RawValue {
        var failure = LogicFailure(first, at: id)
        var operand = next
        while operand < end {
            let value = operand.pointee.run(frame)
            if value.isFalse { return value }
            if !value.isBool { failure.add(value, at: id) }
            operand += 1
        }
        return failure.value
    }
}

/// `a || b || …`: one true decides; otherwise an unknown, otherwise an error, otherwise false.
final class OrOperation: Operation, @unchecked Sendable {
    let operands: OperationList

    init(_ id: ExpressionID, _ operands: OperationList) {
        self.operands = operands
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var operand = operands.base
        let end = operand + operands.count
        while operand < end {
            let value = operand.pointee.run(frame)
            if value.isBool {
                if value.payload != 0 { return value }
                operand += 1
                continue
            }
            return afterFailure(value, operand + 1, end, frame)
        }
        return .false
    }

    @inline(never)
    private func afterFailure(
        _ first: RawValue, _ next: UnsafePointer<OperationRef>, _ end: UnsafePointer<OperationRef>, _ frame: FramePointer
    ) -> RawValue {
        var failure = LogicFailure(first, at: id)
        var operand = next
        while operand < end {
            let value = operand.pointee.run(frame)
            if value.isTrue { return value }
            if !value.isBool { failure.add(value, at: id) }
            operand += 1
        }
        return failure.value
    }
}

/// Of several failures the first unknown counts, or else the first error. What isn't a bool is an error.
struct LogicFailure {
    private(set) var value: RawValue

    init(_ first: RawValue, at id: UInt32) { value = first.isFailure ? first.asElement : .error(.noSuchOverload, at: id) }

    mutating func add(_ next: RawValue, at id: UInt32) {
        if next.isUnknown, !value.isUnknown { value = next.asElement }
    }

    static func note(_ next: RawValue, in failure: inout LogicFailure?, at id: UInt32) {
        if failure == nil { failure = LogicFailure(next, at: id) } else { failure?.add(next, at: id) }
    }
}

final class NotOperation: Operation, @unchecked Sendable {
    let operand: OperationRef

    init(_ id: ExpressionID, _ operand: OperationRef) {
        self.operand = operand
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = operand.run(frame)
        if value.isBool { return .bool(value.payload == 0) }
        return value.isFailure ? value : .error(.noSuchOverload, at: id)
    }
}

final class ConditionalOperation: Operation, @unchecked Sendable {
    let condition: OperationRef
    let then: OperationRef
    let otherwise: OperationRef

    init(_ id: ExpressionID, _ condition: OperationRef, _ then: OperationRef, _ otherwise: OperationRef) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = condition.run(frame)
        if value.isBool { return value.payload != 0 ? then.run(frame) : otherwise.run(frame) }
        return value.isFailure ? value : .error(.noSuchOverload, at: id)
    }
}
