public import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Writes a ``Document`` from its first value to its last.
///
/// Values are said in order: `beginMap()`, then `key(_:)` before each value, `endMap()`. What breaks a limit is remembered and
/// thrown by ``finish()``; nothing else fails on the way. Not for two threads at once.
///
/// Children wait on a stack until their parent ends; then they are laid side by side into the arena, where every offset is
/// final: string bytes grow downwards from the arena's first node, so no distance depends on what comes later.
public final class DocumentBuilder {
    public let limits: DocumentLimits
    /// Keys that a map said more than once; the last one counts.
    @exclusivity(unchecked) public private(set) var duplicateKeys: [(key: Symbol, origin: Origin?)] = []
    /// The first limit that was broken.
    @exclusivity(unchecked) public private(set) var failure: Diagnostic?

    // Checked at every value; no method of this class calls out while it changes one of these, so that the runtime need not
    // watch over it.
    /// Whether there is a ``failure``.
    @exclusivity(unchecked) private(set) var hasFailed = false
    @exclusivity(unchecked) var stack = GrowingBuffer<Node>()
    @exclusivity(unchecked) var arena = GrowingBuffer<Node>()
    @exclusivity(unchecked) var strings = StringBuffer()
    @exclusivity(unchecked) private var frames: [Frame] = []
    @exclusivity(unchecked) private var nextKey = Symbol.none
    @exclusivity(unchecked) private var nextOrigin: Origin?
    @exclusivity(unchecked) private var unknowns: [Unknown] = []
    @exclusivity(unchecked) private var sources: [OriginSource] = []
    @exclusivity(unchecked) private var origins = OriginTable()
    /// Origins of nodes on the stack, by stack index; ascending.
    @exclusivity(unchecked) private var stackOrigins: [OriginTable.Entry] = []

    private struct Frame {
        var kind: NodeKind
        var start: Int
        var key: Symbol
        var origin: Origin?
        /// What its children come from where they say nothing else.
        var inherited: Origin?
        var hasRest = false
    }

    public init(limits: DocumentLimits = .standard) {
        self.limits = limits
    }

    // MARK: Scalars

    public func null() { push(Node(kind: .null)) }
    public func bool(_ value: Bool) { push(Node(kind: .bool, payload: value ? 1 : 0)) }
    public func int(_ value: Int64) { push(Node(kind: .int, payload: UInt64(bitPattern: value))) }
    public func int(_ value: Int) { int(Int64(value)) }
    public func double(_ value: Double) { push(Node(kind: .double, payload: value.bitPattern)) }

    public func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter utf8: valid UTF-8; readers of outside bytes check or repair it first.
    public func string(utf8: UnsafeRawBufferPointer) {
        guard utf8.count <= Node.maxCount else {
            return fail("document-string-too-long", "a text has \(utf8.count) bytes, more than the limit of \(Node.maxCount)")
        }
        // Aliases can repeat a long text without end; no text that is read once comes near this.
        guard strings.used <= limits.bytes &* 2, !hasFailed else {
            return fail("document-too-large", "the value's texts have more than \(limits.bytes &* 2) bytes")
        }
        push(Node(kind: .string, count: utf8.count, payload: UInt64(strings.append(utf8))))
    }

    /// A value that is not known.
    ///
    /// - Parameter rest: it stands for none, one or many further elements of its list, or keys of its map; say no key for it.
    public func unknown(_ unknown: Unknown, rest: Bool = false) {
        let index: Int
        // The same reason often fills many places of one document.
        if let known = unknowns.lastIndex(of: unknown) {
            index = known
        } else {
            index = unknowns.count
            unknowns.append(unknown)
        }
        if rest {
            nextKey = .rest
            if !frames.isEmpty { frames[frames.count - 1].hasRest = true }
        }
        push(Node(kind: unknown.kind, count: unknown.exists ? 1 : 0, payload: UInt64(index)))
    }

    // MARK: Structure

    public func beginList() { begin(.list) }
    public func beginMap() { begin(.map) }
    public func endList() { end(.list) }
    public func endMap() { end(.map) }

    /// The key of the next value.
    public func key(_ key: Symbol) { nextKey = key }

    public func key(_ key: String) {
        var key = key
        key.withUTF8 { self.key(utf8: UnsafeRawBufferPointer($0)) }
    }

    public func key(utf8: UnsafeRawBufferPointer) {
        guard let symbol = Symbol.intern(utf8) else {
            return fail("document-too-many-keys", "more than \(Symbol.limit) different keys were met")
        }
        nextKey = symbol
    }

    // MARK: Origins

    /// The number of a source that origins can point at; a source said again keeps its number.
    public func source(_ source: OriginSource) -> UInt32 {
        if let known = sources.lastIndex(where: { $0.isSame(as: source) }) { return UInt32(known) }
        sources.append(source)
        return UInt32(sources.count - 1)
    }

    /// Where the next value comes from (a list or map: said before it begins).
    ///
    /// What a call brought is not said again below: there the nearest origin above counts. Where one call brought the whole document,
    /// ``source(_:)`` alone says it.
    public func origin(_ origin: Origin?) { nextOrigin = origin }

    /// Where the list or map that ends next ends in its text, for readers that learn it only there.
    func originEnd(_ end: Int) {
        guard !frames.isEmpty, let origin = frames[frames.count - 1].origin else { return }
        frames[frames.count - 1].origin?.range = SourceRange(start: origin.range.start, end: end)
    }

    // MARK: The end

    /// The document.
    ///
    /// - Throws: the first limit that was broken; `document-incomplete` where nothing or not all was said.
    public func finish() throws(Diagnostic) -> Document {
        if hasFailed, let failure { throw failure }
        guard frames.isEmpty, stack.count == 1 else {
            throw Diagnostic(.error, code: "document-incomplete", "the value ended too early")
        }
        moveToArena(from: 0)
        let storage = layOut()
        reset()
        return Document(storage: storage)
    }

    /// Forgets what was said, so that the builder's memory serves the next document.
    public func reset() {
        stack.count = 0
        arena.count = 0
        strings.used = 0
        frames.removeAll(keepingCapacity: true)
        stackOrigins.removeAll(keepingCapacity: true)
        origins = OriginTable()
        unknowns = []
        sources = []
        duplicateKeys = []
        failure = nil
        hasFailed = false
        nextKey = .none
        nextOrigin = nil
    }

    /// Remembers the first failure; what is said afterwards is ignored.
    public func fail(_ code: String, _ message: String) {
        guard !hasFailed else { return }
        hasFailed = true
        failure = Diagnostic(.error, code: code, message)
    }

    deinit {
        stack.free()
        arena.free()
        strings.free()
    }
}

// MARK: - Working parts

extension DocumentBuilder {
    @inline(__always)
    private func push(_ node: Node) {
        guard stack.count + arena.count < limits.nodes, !hasFailed else {
            return fail("document-too-large", "the value has more than \(limits.nodes) parts")
        }
        if let origin = nextOrigin {
            if !isSaidAbove(origin) { stackOrigins.append(OriginTable.Entry(node: UInt32(stack.count), origin: origin)) }
            nextOrigin = nil
        }
        stack.append(node.keyed(nextKey))
        nextKey = .none
    }

    /// Origins without a range are calls'.
    private func isSaidAbove(_ origin: Origin) -> Bool {
        origin.range.start == 0 && origin.range.end == 0 && frames.last?.inherited == origin
    }

    private func begin(_ kind: NodeKind) {
        guard frames.count < limits.depth else {
            return fail("document-too-deep", "the value is nested more than \(limits.depth) deep")
        }
        guard !hasFailed else { return }
        frames.append(
            Frame(kind: kind, start: stack.count, key: nextKey, origin: nextOrigin, inherited: nextOrigin ?? frames.last?.inherited))
        nextKey = .none
        nextOrigin = nil
    }

    private func end(_ kind: NodeKind) {
        guard !hasFailed else { return }
        guard let frame = frames.popLast(), frame.kind == kind else {
            return fail("document-incomplete", "a list or map ended that had not begun")
        }
        if frame.hasRest { putRestLast(from: frame.start) }
        if kind == .map { dropDuplicates(from: frame.start) }
        let count = stack.count - frame.start
        guard count <= Node.maxCount else {
            return fail("document-too-large", "a list or map has \(count) elements, more than the limit of \(Node.maxCount)")
        }
        let first = arena.count
        moveToArena(from: frame.start)
        if kind == .map, count > Node.indexThreshold { appendIndex(of: first, count: count) }
        nextKey = frame.key
        nextOrigin = frame.origin
        push(Node(kind: kind, count: count, payload: UInt64(first)))
    }

    /// Moves stack nodes to the arena's end and makes their offsets relative to where they now stand.
    private func moveToArena(from start: Int) {
        let count = stack.count - start
        let target = arena.reserve(count)
        let first = arena.count
        for offset in 0..<count {
            target[offset] = stack.base[start + offset].placed(at: first + offset)
        }
        arena.count += count
        stack.count = start
        guard !stackOrigins.isEmpty else { return }
        var lower = stackOrigins.count
        while lower > 0, Int(stackOrigins[lower - 1].node) >= start { lower -= 1 }
        for entry in stackOrigins[lower...] {
            origins.entries.append(
                OriginTable.Entry(node: UInt32(first + Int(entry.node) - start), origin: entry.origin))
        }
        stackOrigins.removeSubrange(lower...)
    }

    /// One unknown rest stands for all of them, behind everything that is known.
    private func putRestLast(from start: Int) {
        let nodes = stack.base
        guard let firstRest = (start..<stack.count).first(where: { nodes[$0].isRest }) else { return }
        let rest = nodes[firstRest]
        let restOrigin = stackOrigins.last { Int($0.node) == firstRest }?.origin
        keep(from: start) { !nodes[$0].isRest }
        nextOrigin = restOrigin
        nextKey = .rest
        push(rest)
    }

    private func dropDuplicates(from start: Int) {
        let nodes = stack.base
        let count = stack.count - start
        var isRepeated = false
        if count <= Node.indexThreshold {
            for later in start..<stack.count {
                for earlier in start..<later where nodes[earlier].key == nodes[later].key { isRepeated = true }
            }
        } else {
            var keys = (start..<stack.count).map { nodes[$0].key.rawValue }
            keys.sort()
            isRepeated = zip(keys, keys.dropFirst()).contains { $0 == $1 }
        }
        guard isRepeated else { return }
        var last: [Symbol: Int] = [:]
        for index in start..<stack.count {
            if last.updateValue(index, forKey: nodes[index].key) != nil {
                duplicateKeys.append((nodes[index].key, stackOrigins.last { Int($0.node) == index }?.origin))
            }
        }
        keep(from: start) { last[nodes[$0].key] == $0 }
    }

    /// Keeps the stack nodes from `start` on that `isKept` names, in order, with their origins.
    private func keep(from start: Int, _ isKept: (Int) -> Bool) {
        let nodes = stack.base
        var moved: [Int: Int] = [:]
        var target = start
        for index in start..<stack.count where isKept(index) {
            nodes[target] = nodes[index]
            moved[index] = target
            target += 1
        }
        stack.count = target
        // They ascend: those of what stands before are left alone, of which there may be very many.
        var lower = stackOrigins.count
        while lower > 0, Int(stackOrigins[lower - 1].node) >= start { lower -= 1 }
        let kept = stackOrigins[lower...].compactMap { entry in
            moved[Int(entry.node)].map { OriginTable.Entry(node: UInt32($0), origin: entry.origin) }
        }
        stackOrigins.replaceSubrange(lower..., with: kept)
    }

    private func appendIndex(of first: Int, count: Int) {
        var entries = (0..<count).map { KeyIndexEntry(key: arena.base[first + $0].key.rawValue, child: UInt32($0)) }
        entries.sort { $0.key < $1.key }
        let nodeCount = (count + 1) / 2
        let target = arena.reserve(nodeCount)
        UnsafeMutableRawPointer(target).initializeMemory(as: UInt8.self, repeating: 0, count: nodeCount * 16)
        entries.withUnsafeBytes { bytes in
            UnsafeMutableRawPointer(target).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        }
        arena.count += nodeCount
    }

    private func layOut() -> DocumentStorage {
        let stringBytes = (strings.used + 15) & ~15
        let total = stringBytes + arena.count * MemoryLayout<Node>.stride
        guard let allocation = malloc(total) else { preconditionFailure("out of memory") }
        if stringBytes > 0 {
            allocation.initializeMemory(as: UInt8.self, repeating: 0, count: stringBytes - strings.used)
            (allocation + (stringBytes - strings.used)).copyMemory(from: strings.lowest, byteCount: strings.used)
        }
        (allocation + stringBytes).copyMemory(from: arena.base, byteCount: arena.count * MemoryLayout<Node>.stride)
        return DocumentStorage(
            memory: DocumentMemory(heap: allocation, byteCount: total), nodes: allocation + stringBytes, nodeCount: arena.count,
            unknowns: unknowns, origins: origins, sources: sources)
    }
}
