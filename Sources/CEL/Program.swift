public import Document
public import SourceText

/// A compiled expression. Immutable: any number of activations may run it at once.
public final class Program: Sendable {
    public let source: ExpressionSource
    /// The type of the result as far as it is known before evaluation.
    public let resultType: ValueType

    let checked: CheckedTree
    let memory: ProgramMemory
    let root: OperationRef
    /// The operation of every expression, by its id.
    let operations: [OperationRef?]
    let slotCount: Int

    init(
        source: ExpressionSource, checked: CheckedTree, memory: ProgramMemory, operations: [OperationRef?], slotCount: Int,
        root: OperationRef
    ) {
        self.source = source
        self.checked = checked
        self.memory = memory
        self.root = root
        self.operations = operations
        self.slotCount = slotCount
        resultType = checked.resultType
    }

    /// Whether it calls a function of this name anywhere.
    public func calls(_ name: String) -> Bool {
        checked.tree.nodes.contains { if case .call(name, _, _, _) = $0.kind { true } else { false } }
    }

    /// The answer of a condition, without a reason. Allocates nothing as long as the program builds nothing.
    public func judge(_ activation: Activation) -> Verdict {
        let result = run(activation)
        if result.isBool { return result.payload != 0 ? .true : .false }
        return result.isUnknown ? .unknown : .error
    }

    /// The result, owned.
    ///
    /// A result that is too large to be copied is an error like any other evaluation without an end.
    public func evaluate(_ activation: Activation) -> EvaluationResult {
        let result = run(activation)
        if result.isUnknown {
            let tracer = Tracer(self, activation)
            return .unknown(tracer.unknowns(result))
        }
        if result.isError { return .error(failure(result)) }
        guard let value = Value.whole(result, reason: { activation.unknown($0) }) else {
            return .error(failure(.error(.costLimit, at: UInt32(checked.tree.root) + 1)))
        }
        return .value(value)
    }

    /// Which leaves decided the answer of a condition; evaluates it again, slowly.
    public func explain(_ activation: Activation) -> Explanation {
        let result = run(activation)
        let tracer = Tracer(self, activation)
        tracer.collect(checked.tree.root, result)
        let verdict: Verdict = result.isTrue ? .true : result.isFalse ? .false : result.isUnknown ? .unknown : .error
        return Explanation(
            verdict: verdict, evidence: tracer.evidence, isCut: tracer.isCut,
            failure: verdict == .error ? failure(result.isError ? result : .error(.notBoolean)) : nil)
    }

    @inline(__always)
    func run(_ activation: Activation) -> RawValue {
        activation.begin(slotCount)
        let result = root.run(activation.frame)
        // An exhausted budget is never a result, whatever absorbed the error on the way.
        return activation.frame.pointee.budget >= 0 ? result : .error(.costLimit)
    }

    func failure(_ error: RawValue) -> EvaluationFailure {
        let place = error.errorPlace - 1
        let range = checked.tree.nodes.indices.contains(place) ? checked.tree.nodes[place].range : nil
        return EvaluationFailure(
            message: error.errorMessage, isMismatch: error.errorCode.isMismatch, range: range, location: range.map { source.location($0) })
    }
}

/// The answer of a condition.
public enum Verdict: Sendable, Hashable {
    case `true`, `false`
    /// It hangs on something that isn't known. Never a pass.
    case unknown
    /// The evaluation failed, or gave something else than a bool. Never a pass.
    case error
}

public enum EvaluationResult: Sendable {
    case value(Value)
    /// What isn't known and would decide.
    case unknown([UnknownLeaf])
    case error(EvaluationFailure)
}

/// Something that isn't known and that a result hangs on.
public struct UnknownLeaf: Sendable, Hashable {
    /// Such as `asset.properties.Policy`.
    public var path: String
    public var unknown: Unknown
}

public struct EvaluationFailure: Error, Sendable, CustomStringConvertible {
    public var message: String
    /// The value has not the shape that the expression wants: a key is missing, or the type is another. Any other failure
    /// (cost, overflow, a bad argument) says nothing about the value's shape.
    public var isMismatch: Bool
    /// In the expression's text.
    public var range: SourceRange?
    public var location: SourceLocation?

    public var description: String { (location.map { "\($0): " } ?? "") + message }
}

/// What a program owns beside its operations: constants, and the arrays that operations point into.
final class ProgramMemory: @unchecked Sendable {
    // Filled while compiling, never changed afterwards.
    private var blocks: [UnsafeMutableRawPointer] = []
    private var operations: [Operation] = []

    func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let block = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 16), alignment: 16)
        blocks.append(block)
        return block
    }

    func keep(_ operation: Operation) -> OperationRef {
        operations.append(operation)
        return OperationRef(operation)
    }

    func list(_ references: [OperationRef]) -> OperationList {
        let place = allocate(references.count * MemoryLayout<OperationRef>.stride).assumingMemoryBound(to: OperationRef.self)
        for (index, reference) in references.enumerated() { (place + index).initialize(to: reference) }
        return OperationList(base: place, count: references.count)
    }

    func text(_ bytes: [UInt8], _ kind: RawValue.Kind = .string) -> RawValue {
        let place = allocate(bytes.count)
        bytes.withUnsafeBytes { place.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(place), byteCount: bytes.count) }
        return RawValue(kind, count: bytes.count, address: place)
    }

    func values(_ values: [RawValue]) -> UnsafePointer<RawValue> {
        let place = allocate(values.count * MemoryLayout<RawValue>.stride).assumingMemoryBound(to: RawValue.self)
        for (index, value) in values.enumerated() { (place + index).initialize(to: value) }
        return UnsafePointer(place)
    }

    deinit { for block in blocks { block.deallocate() } }
}
