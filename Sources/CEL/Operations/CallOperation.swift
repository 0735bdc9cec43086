import Document

/// A function call: arguments go to the program's own slots, then the function runs. An argument that isn't known makes the
/// result unknown, an erroneous one makes it an error; unknown goes first.
final class CallOperation: Operation, @unchecked Sendable {
    let function: Function
    let body: Function.Body
    let arguments: OperationList
    /// The first of `arguments.count` slots.
    let slot: Int

    init(_ id: ExpressionID, _ function: Function, _ body: @escaping Function.Body, _ arguments: OperationList, slot: Int) {
        self.function = function
        self.body = body
        self.arguments = arguments
        self.slot = slot
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var failure: RawValue?
        for index in 0..<arguments.count {
            let value = arguments.base[index].run(frame)
            if value.isFailure { if failure == nil || (value.isUnknown && failure?.isError == true) { failure = value } }
            frame[slot: slot + index] = value
        }
        if let failure { return partial(failure, frame) }
        if !function.takesPartialLists {
            for index in 0..<arguments.count {
                guard let elements = Elements(frame[slot: slot + index]) else { continue }
                guard frame.charge(elements.count / 4) else { return .error(.costLimit, at: id) }
                if let unknown = elements.firstUnknown { return unknown.asElement }
            }
        }
        guard frame.charge(1) else { return .error(.costLimit, at: id) }
        return body(Arguments(base: frame.pointee.slots + slot, count: arguments.count, frame: frame)).placed(at: id)
    }
}

extension CallOperation {
    /// `x.startsWith("a")` of a text that is known in part may be told all the same.
    private func partial(_ failure: RawValue, _ frame: FramePointer) -> RawValue {
        guard failure.isUnknown, failure.payload != 0, arguments.count == 2, function.name == "startsWith",
            frame[slot: slot].isUnknown, frame[slot: slot + 1].kind == .string
        else { return failure }
        let known = frame.pointee.owner._withUnsafeGuaranteedRef { $0.unknown(failure) }
        return known.begins(with: frame[slot: slot + 1].string).map { .bool($0) } ?? failure
    }
}

/// The arguments of one call; for member functions the first is what stands before the dot.
struct Arguments {
    let base: UnsafeMutablePointer<RawValue>
    let count: Int
    let frame: FramePointer

    @inline(__always)
    subscript(index: Int) -> RawValue { base[index] }
}
