#if canImport(Glibc)
import Glibc
#endif

/// One JSON-like value with everything below it, in one flat, immutable allocation.
///
/// Every asset, event and plan is a document. Reading goes through pointers to 16-byte ``Node``s without reference counting
/// (``withRoot(_:)``) or, where speed does not matter, through ``DocumentValue``.
/// Three kinds of nothing are kept apart: *absent* (no node), *not collected* and *known after apply* (nodes with an ``Unknown``).
public struct Document: Sendable {
    let storage: DocumentStorage

    init(storage: DocumentStorage) { self.storage = storage }

    /// The root as a safe view.
    public var root: DocumentValue { DocumentValue(storage: storage, pointer: storage.root) }

    /// Runs `body` with the root node; the pointer and all that is reached from it live no longer than the call.
    @inlinable
    public func withRoot<Result, Failure: Error>(_ body: (NodePointer) throws(Failure) -> Result) throws(Failure) -> Result {
        let pointer = rootPointer
        defer { keepAlive() }
        return try body(pointer)
    }

    /// The root node. Valid only while this document lives: keep the document beside it.
    @inlinable
    public var rootPointer: NodePointer { unsafeRoot() }

    @usableFromInline func unsafeRoot() -> NodePointer { storage.root }
    @usableFromInline func keepAlive() { withExtendedLifetime(storage) {} }

    /// Where values come from; ``Origin/source`` is an index into it.
    public var sources: [OriginSource] { storage.sources }

    /// The values that are not known.
    public var unknowns: [Unknown] { storage.unknowns }

    /// Bytes of the allocation.
    public var byteCount: Int { storage.memory.byteCount }

    /// Whether a node belongs to this document.
    public func contains(_ node: NodePointer) -> Bool { storage.index(of: node) != nil }

    /// A node of this document as a safe view; nil for a node of another one.
    public func value(at node: NodePointer) -> DocumentValue? {
        contains(node) ? DocumentValue(storage: storage, pointer: node) : nil
    }

    /// Where a node comes from, if that was said of the node itself, or of the document as a whole.
    public func origin(of node: NodePointer) -> Origin? {
        if storage.isOfOneCall { return Origin(source: 0) }
        return storage.index(of: node).flatMap { storage.origins.origin(of: $0) }
    }

    /// Why a node is not known; nil for known nodes.
    public func unknown(at node: NodePointer) -> Unknown? {
        guard node.pointee.kind.isUnknown, contains(node) else { return nil }
        let index = Int(node.pointee.int)
        return storage.unknowns.indices.contains(index) ? storage.unknowns[index] : nil
    }

    /// A document that is an empty map.
    public static let empty: Document = {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.endMap()
        guard let document = try? builder.finish() else { preconditionFailure("an empty map is within every limit") }
        return document
    }()
}

/// The allocation: `[string bytes … nodes]`; the root is the last node.
final class DocumentStorage: @unchecked Sendable {
    // Immutable after init, which is what makes it sendable.
    let memory: DocumentMemory
    let nodes: UnsafePointer<Node>
    let nodeCount: Int
    let unknowns: [Unknown]
    let origins: OriginTable
    let sources: [OriginSource]

    /// One call brought all of it: then no node has to say so.
    var isOfOneCall: Bool {
        guard origins.isEmpty, sources.count == 1, case .call = sources[0] else { return false }
        return true
    }

    var root: NodePointer { nodes + (nodeCount - 1) }

    /// Takes over `memory`, in which the nodes lie.
    init(
        memory: DocumentMemory, nodes: UnsafeMutableRawPointer, nodeCount: Int,
        unknowns: [Unknown] = [], origins: OriginTable = OriginTable(), sources: [OriginSource] = []
    ) {
        self.memory = memory
        self.nodes = UnsafePointer(nodes.assumingMemoryBound(to: Node.self))
        self.nodeCount = nodeCount
        self.unknowns = unknowns
        self.origins = origins
        self.sources = sources
    }

    func index(of node: NodePointer) -> Int? {
        let index = node - nodes
        return index >= 0 && index < nodeCount ? index : nil
    }

    deinit {
        memory.free()
        origins.ranges?.memory.free()
    }
}
