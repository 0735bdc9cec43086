#if canImport(Glibc)
import Glibc
#endif

extension Node {
    @inline(__always)
    func keyed(_ key: Symbol) -> Node {
        var node = self
        node.head = head & 0xFFFF_FFFF | UInt64(key.rawValue) << 32
        return node
    }

    /// The node as it must be written at `index` of the arena. On the stack, the payload of a list or map is its first child's
    /// arena index, and that of a string how far below the arena's first node its bytes begin.
    @inline(__always)
    func placed(at index: Int) -> Node {
        var node = self
        let own = index * MemoryLayout<Node>.stride
        switch kind {
        case .list, .map:
            node.payload = UInt64(bitPattern: Int64(Int(payload) * MemoryLayout<Node>.stride - own))
        case .string:
            node.payload = UInt64(bitPattern: Int64(-Int(payload) - own))
        default:
            break
        }
        return node
    }
}

/// A growing run of nodes, reused from document to document.
struct NodeBuffer {
    var base: UnsafeMutablePointer<Node>
    var count = 0
    private var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    @inline(__always)
    mutating func append(_ node: Node) {
        if count == capacity { grow(to: count + 1) }
        base[count] = node
        count += 1
    }

    /// Room for `more` nodes behind the last; the caller writes them and raises `count`.
    @inline(__always)
    mutating func reserve(_ more: Int) -> UnsafeMutablePointer<Node> {
        if count + more > capacity { grow(to: count + more) }
        return base + count
    }

    private mutating func grow(to wanted: Int) {
        capacity = max(capacity * 2, wanted)
        let larger = UnsafeMutablePointer<Node>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    func free() { base.deallocate() }
}

/// String bytes, growing downwards from the end of the buffer.
struct StringBuffer {
    var used = 0
    private var base: UnsafeMutableRawPointer
    private var capacity: Int

    init(capacity: Int = 1024) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    var lowest: UnsafeMutableRawPointer { base + (capacity - used) }

    /// How far below the end the bytes now begin.
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
        if used + bytes.count > capacity { grow(to: used + bytes.count) }
        used += bytes.count
        if let source = bytes.baseAddress { ShortBytes.copy(source, to: lowest, count: bytes.count) }
        return used
    }

    private mutating func grow(to wanted: Int) {
        let larger = max(capacity * 2, wanted)
        let target = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        (target + (larger - used)).copyMemory(from: lowest, byteCount: used)
        base.deallocate()
        base = target
        capacity = larger
    }

    func free() { base.deallocate() }
}
