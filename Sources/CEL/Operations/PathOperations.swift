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
        return .bool(node.stringEquals(text.text))
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
        for text in texts where node.stringEquals(text.text) { return .true }
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
