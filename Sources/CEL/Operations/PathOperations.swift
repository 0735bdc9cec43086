import Document

/// `a.b.c` into a document.
final class PathOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ general: OperationRef) {
        self.path = path
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame) else { return general.run(frame) }
        return RawValue(node: node)
    }
}

/// `a.b == "text"`.
final class PathEqualsTextOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let text: RawValue
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ text: RawValue, _ general: OperationRef) {
        self.path = path
        self.text = text
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame), node.pointee.kind == .string else { return general.run(frame) }
        return .bool(node.holds(text))
    }
}

extension UnsafePointer where Pointee == Node {
    /// Whether a string node holds a string value's text.
    @inline(__always)
    func holds(_ text: RawValue) -> Bool {
        guard pointee.count == text.count else { return false }
        guard text.count > 0, let bytes = stringBytes.baseAddress, let other = text.address else { return true }
        return Characters.same(bytes, other, text.count)
    }
}

/// `x == "text"`, where `x` is a variable.
final class SlotEqualsTextOperation: Operation, @unchecked Sendable {
    let slot: Int
    let text: RawValue
    let general: OperationRef

    init(_ id: ExpressionID, slot: Int, _ text: RawValue, _ general: OperationRef) {
        self.slot = slot
        self.text = text
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = frame[slot: slot]
        guard value.kind == .string else { return general.run(frame) }
        return .bool(RawValue.sameText(value, text))
    }
}

/// `a.b <= 443`.
final class PathCompareOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let relation: CompareOperation.Relation
    let number: Int64
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ relation: CompareOperation.Relation, _ number: Int64, _ general: OperationRef) {
        self.path = path
        self.relation = relation
        self.number = number
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame), node.pointee.kind == .int else { return general.run(frame) }
        switch relation {
        case .less: return .bool(node.pointee.int < number)
        case .lessEqual: return .bool(node.pointee.int <= number)
        case .greater: return .bool(node.pointee.int > number)
        case .greaterEqual: return .bool(node.pointee.int >= number)
        }
    }
}

/// `a.b == 443`, `a.b == true`.
final class PathEqualsNumberOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let kind: NodeKind
    let bits: UInt64
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ kind: NodeKind, _ bits: UInt64, _ general: OperationRef) {
        self.path = path
        self.kind = kind
        self.bits = bits
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame), node.pointee.kind == kind else { return general.run(frame) }
        return .bool(node.pointee.bits == bits)
    }
}

/// `a.b in ["x", "y"]`.
final class PathInTextsOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let texts: UnsafeBufferPointer<RawValue>
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ texts: UnsafeBufferPointer<RawValue>, _ general: OperationRef) {
        self.path = path
        self.texts = texts
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame), node.pointee.kind == .string else { return general.run(frame) }
        for text in texts where node.holds(text) { return .true }
        return .false
    }
}

/// `a.b.startsWith("x")`, `endsWith`, `contains`.
final class PathTextOperation: Operation, @unchecked Sendable {
    enum Test: String { case startsWith, endsWith, contains }

    let path: DocumentPath
    let test: Test
    let text: RawValue
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ test: Test, _ text: RawValue, _ general: OperationRef) {
        self.path = path
        self.test = test
        self.text = text
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame), node.pointee.kind == .string else { return general.run(frame) }
        let bytes = node.stringBytes
        switch test {
        case .startsWith: return .bool(Characters.starts(bytes, with: text.text))
        case .endsWith:
            return .bool(bytes.count >= text.count && Characters.starts(bytes, with: text.text, at: bytes.count - text.count))
        case .contains:
            guard frame.charge(bytes.count / 64) else { return .error(.costLimit, at: id) }
            return .bool(Characters.find(text.text, in: bytes) != nil)
        }
    }
}

/// `a.?b.c.orValue(constant)`, where the whole path is there.
final class PathOrElseOperation: Operation, @unchecked Sendable {
    let path: DocumentPath
    let general: OperationRef

    init(_ id: ExpressionID, _ path: DocumentPath, _ general: OperationRef) {
        self.path = path
        self.general = general
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        guard let node = path.node(frame) else { return general.run(frame) }
        return RawValue(node: node)
    }
}
