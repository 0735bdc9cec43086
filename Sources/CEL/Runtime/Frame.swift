import Document

/// Where one evaluation keeps its variables, its scratch memory and its remaining steps. Owned by an ``Activation``.
struct Frame {
    var slots: UnsafeMutablePointer<RawValue>
    var cursor: UnsafeMutableRawPointer
    var end: UnsafeMutableRawPointer
    /// Steps that are left; negative: the limit is passed.
    var budget: Int
    /// What the budget is at the start.
    var limit: Int
    var slotCapacity: Int
    /// The first block of scratch memory.
    let scratch: UnsafeMutableRawPointer
    /// Something must be freed or copied in before the next evaluation.
    var isSpent: Bool
    /// Not retained: the activation owns this frame.
    var owner: Unmanaged<Activation>
}

typealias FramePointer = UnsafeMutablePointer<Frame>

extension UnsafeMutablePointer where Pointee == Frame {
    @inline(__always)
    subscript(slot slot: Int) -> RawValue {
        get { pointee.slots[slot] }
        nonmutating set { pointee.slots[slot] = newValue }
    }

    /// Pays for work; false where the limit is passed.
    @inline(__always)
    func charge(_ steps: Int) -> Bool {
        pointee.budget &-= steps
        return pointee.budget >= 0
    }

    /// Scratch memory until the evaluation ends. Whoever allocates in proportion to data charges first; that bounds memory.
    @inline(__always)
    func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let size = (byteCount + 15) & ~15
        let start = pointee.cursor
        if size <= pointee.end - start {
            pointee.cursor = start + size
            return start
        }
        return pointee.owner._withUnsafeGuaranteedRef { $0.grow(for: size) }
    }

    func allocateValues(_ count: Int) -> UnsafeMutablePointer<RawValue> {
        allocate(count * MemoryLayout<RawValue>.stride).assumingMemoryBound(to: RawValue.self)
    }

    /// A string or bytes value in scratch memory, filled by `body`, which returns how many bytes it used.
    func text(
        _ kind: RawValue.Kind = .string, capacity: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) -> RawValue {
        guard charge(capacity / 16 + 1) else { return .error(.costLimit) }
        let start = allocate(capacity)
        let count = body(UnsafeMutableRawBufferPointer(start: start, count: capacity))
        return RawValue(kind, count: count, address: start)
    }

    func string(_ text: String) -> RawValue {
        var text = text
        return text.withUTF8 { bytes in copy(UnsafeRawBufferPointer(bytes), .string) }
    }

    func copy(_ bytes: UnsafeRawBufferPointer, _ kind: RawValue.Kind) -> RawValue {
        text(kind, capacity: bytes.count) {
            $0.copyMemory(from: bytes)
            return bytes.count
        }
    }

    func list(_ values: [RawValue]) -> RawValue {
        guard charge(values.count) else { return .error(.costLimit) }
        let place = allocateValues(values.count)
        for (index, value) in values.enumerated() { place[index] = value }
        return RawValue(.list, count: values.count, address: place)
    }

    func some(_ value: RawValue) -> RawValue {
        let place = allocateValues(1)
        place.pointee = value
        return RawValue(.optional, count: 0, address: place)
    }
}
