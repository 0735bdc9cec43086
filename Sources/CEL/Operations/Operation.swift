import Document

/// One node of a compiled program. Virtual calls over objects that the program keeps alive: no closure contexts, no reference
/// counting on the way (``OperationRef``).
// Immutable after init, which is what makes programs sendable.
class Operation: @unchecked Sendable {
    /// The expression it was compiled from, plus one; errors carry it.
    let id: UInt32

    init(_ id: ExpressionID) { self.id = UInt32(id) + 1 }

    func run(_ frame: FramePointer) -> RawValue { .error(.message, at: id) }
}

/// An operation that its program keeps alive.
struct OperationRef: BitwiseCopyable {
    private let reference: Unmanaged<Operation>

    init(_ operation: Operation) { reference = Unmanaged.passUnretained(operation) }

    @inline(__always)
    func run(_ frame: FramePointer) -> RawValue { reference._withUnsafeGuaranteedRef { $0.run(frame) } }

    var operation: Operation { reference.takeUnretainedValue() }
}

/// A fixed array of operations without bounds checks or reference counting.
struct OperationList: BitwiseCopyable {
    let base: UnsafePointer<OperationRef>
    let count: Int
}

final class ConstantOperation: Operation, @unchecked Sendable {
    let value: RawValue

    init(_ id: ExpressionID, _ value: RawValue) {
        self.value = value
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue { value }
}

/// A declared variable, a loop's variable or a bound name.
final class SlotOperation: Operation, @unchecked Sendable {
    let slot: Int

    init(_ id: ExpressionID, slot: Int) {
        self.slot = slot
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = frame[slot: slot]
        return value.kind == .unset ? .error(.unknownName, at: id) : value
    }
}

/// A slot of `cel.block`, evaluated when it's first wanted.
final class BlockSlotOperation: Operation, @unchecked Sendable {
    let slot: Int
    let definition: OperationRef

    init(_ id: ExpressionID, slot: Int, definition: OperationRef) {
        self.slot = slot
        self.definition = definition
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let known = frame[slot: slot]
        if known.kind != .unset { return known }
        let value = definition.run(frame)
        frame[slot: slot] = value
        return value
    }
}

final class BlockOperation: Operation, @unchecked Sendable {
    let slots: [Int]
    let body: OperationRef

    init(_ id: ExpressionID, slots: [Int], body: OperationRef) {
        self.slots = slots
        self.body = body
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        for slot in slots { frame[slot: slot] = .unset }
        return body.run(frame)
    }
}

/// What could not be resolved: evaluates to an error.
final class FailureOperation: Operation, @unchecked Sendable {
    let code: ErrorCode

    init(_ id: ExpressionID, _ code: ErrorCode) {
        self.code = code
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue { .error(code, at: id) }
}

/// `cel.bind(name, value, body)`.
final class BindOperation: Operation, @unchecked Sendable {
    let slot: Int
    let value: OperationRef
    let body: OperationRef

    init(_ id: ExpressionID, slot: Int, value: OperationRef, body: OperationRef) {
        self.slot = slot
        self.value = value
        self.body = body
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        // Evaluated at once: a failure is kept and only counts where the body looks at it.
        frame[slot: slot] = value.run(frame)
        return body.run(frame)
    }
}

/// `x.optMap(v, body)`, `x.optFlatMap(v, body)`.
final class OptionalMapOperation: Operation, @unchecked Sendable {
    let slot: Int
    let target: OperationRef
    let body: OperationRef
    let isFlat: Bool

    init(_ id: ExpressionID, slot: Int, target: OperationRef, body: OperationRef, isFlat: Bool) {
        self.slot = slot
        self.target = target
        self.body = body
        self.isFlat = isFlat
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let optional = target.run(frame)
        if optional.isFailure { return optional }
        guard optional.kind == .optional else { return .error(.noSuchOverload, at: id) }
        guard optional.payload != 0 else { return .none }
        frame[slot: slot] = optional.values.pointee
        let result = body.run(frame)
        if result.isFailure { return result }
        if isFlat { return result.kind == .optional ? result : .error(.noSuchOverload, at: id) }
        return frame.some(result)
    }
}
