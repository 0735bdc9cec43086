public import Document

/// The values of variables, and the memory that evaluations use over and over. One for each thread of work; many programs of
/// one environment may run on it, one after the other.
public final class Activation {
    /// Whatever host functions need.
    public var context: AnyObject?
    /// Steps that one evaluation may take; about a hundred million a second. What it may allocate follows from it.
    public var costLimit: Int {
        get { frame.pointee.limit }
        set { frame.pointee.limit = newValue }
    }

    /// Steps that the last evaluation took.
    public var stepsTaken: Int { frame.pointee.limit &- frame.pointee.budget }

    /// The part of an argument that decided what the last host function answered.
    var deciding: DocumentValue?

    /// All that an evaluation touches lies behind this pointer: the class's own variables cost an access check each.
    let frame: FramePointer
    private let variableCount: Int
    private static let scratchSize = 16 << 10
    /// Memory beyond the first block, freed when the next evaluation begins.
    private var blocks: [UnsafeMutableRawPointer] = []
    private var documents: [Document?]
    private var values: [(slot: Int, value: Value)] = []
    /// Documents that host functions gave during this evaluation.
    private var adopted: [Document] = []

    public init(_ environment: Environment) {
        variableCount = environment.variables.count
        let slotCapacity = variableCount + 32
        documents = Array(repeating: nil, count: variableCount)
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: Activation.scratchSize, alignment: 16)
        frame = .allocate(capacity: 1)
        let slots = UnsafeMutablePointer<RawValue>.allocate(capacity: slotCapacity)
        slots.initialize(repeating: .unset, count: slotCapacity)
        let end = scratch + Activation.scratchSize
        frame.initialize(
            to: Frame(
                slots: slots, cursor: scratch, end: end, budget: 0, limit: 1_000_000, slotCapacity: slotCapacity, scratch: scratch,
                isSpent: false, owner: .passUnretained(self)))
    }

    deinit {
        for block in blocks { block.deallocate() }
        frame.pointee.slots.deallocate()
        frame.pointee.scratch.deallocate()
        frame.deallocate()
    }

    // MARK: binding

    /// Gives a variable the root of a document; the activation keeps the document alive until it's bound anew.
    public func bind(_ variable: Variable, to document: Document) {
        guard variable.slot < variableCount else { return }
        documents[variable.slot] = document
        frame[slot: variable.slot] = RawValue(node: document.rootPointer)
        if !values.isEmpty { values.removeAll { $0.slot == variable.slot } }
    }

    /// Gives a variable one value of a document.
    public func bind(_ variable: Variable, to value: DocumentValue) {
        guard variable.slot < variableCount else { return }
        bind(variable, to: value.document)
        frame[slot: variable.slot] = RawValue(node: value.pointer)
    }

    /// Gives a variable an owned value; it's copied in at the start of every evaluation, so keep it small.
    public func bind(_ variable: Variable, to value: Value) {
        guard variable.slot < variableCount else { return }
        unbind(variable)
        values.append((variable.slot, value))
        frame.pointee.isSpent = true
    }

    /// Takes a variable's value away; programs that use it end in an error.
    public func unbind(_ variable: Variable) {
        guard variable.slot < variableCount else { return }
        documents[variable.slot] = nil
        values.removeAll { $0.slot == variable.slot }
        frame[slot: variable.slot] = .unset
    }

    // MARK: evaluation

    /// Makes everything ready for a program.
    @inline(__always)
    func begin(_ slotCount: Int) {
        frame.pointee.budget = frame.pointee.limit
        frame.pointee.cursor = frame.pointee.scratch
        if frame.pointee.isSpent || slotCount > frame.pointee.slotCapacity { prepare(slotCount) }
    }

    @inline(never)
    private func prepare(_ slotCount: Int) {
        if slotCount > frame.pointee.slotCapacity { growSlots(to: slotCount) }
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
        adopted.removeAll(keepingCapacity: true)
        frame.pointee.cursor = frame.pointee.scratch
        frame.pointee.end = frame.pointee.scratch + Activation.scratchSize
        for (slot, value) in values { frame[slot: slot] = value.raw(in: frame) }
        frame.pointee.budget = frame.pointee.limit
        // Copied values lie in scratch memory and must be copied anew each time.
        frame.pointee.isSpent = !values.isEmpty
    }

    private func growSlots(to count: Int) {
        let slots = UnsafeMutablePointer<RawValue>.allocate(capacity: count)
        slots.initialize(repeating: .unset, count: count)
        slots.update(from: frame.pointee.slots, count: variableCount)
        frame.pointee.slots.deallocate()
        frame.pointee.slots = slots
        frame.pointee.slotCapacity = count
    }

    /// Another block of scratch memory. Whoever allocates has paid for it, so the cost limit bounds the sum.
    func grow(for size: Int) -> UnsafeMutableRawPointer {
        let capacity = max(size, Activation.scratchSize << min(blocks.count, 8))
        let block = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        blocks.append(block)
        frame.pointee.isSpent = true
        frame.pointee.cursor = block + size
        frame.pointee.end = block + capacity
        return block
    }

    // MARK: documents

    func adopt(_ value: DocumentValue) -> RawValue {
        adopted.append(value.document)
        frame.pointee.isSpent = true
        return RawValue(node: value.pointer)
    }

    /// An unknown that no document has yet.
    func adopt(_ unknown: Unknown) -> RawValue {
        let builder = DocumentBuilder()
        builder.unknown(unknown)
        guard let document = try? builder.finish() else { return .unknown }
        return adopt(document.root)
    }

    /// A node as a safe view; nil where no document here has it.
    func documentValue(at node: NodePointer) -> DocumentValue? {
        for case let document? in documents { if let value = document.value(at: node) { return value } }
        for document in adopted { if let value = document.value(at: node) { return value } }
        return nil
    }

    func unknown(_ raw: RawValue) -> Unknown {
        guard raw.isUnknown, raw.payload != 0, let unknown = documentValue(at: raw.node)?.unknown else { return Value.noReason(raw) }
        return unknown
    }

    /// The owned copy of a runtime value.
    func value(_ raw: RawValue) -> Value { Value(raw) { self.unknown($0) } }
}
