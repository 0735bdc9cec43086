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

/// A growing run of plain values, reused from document to document.
struct GrowingBuffer<Element: BitwiseCopyable> {
    private(set) var base: UnsafeMutablePointer<Element>
    var count = 0
    private var capacity: Int

    init(capacity: Int = 64) {
        self.capacity = capacity
        base = GrowingBuffer.allocated(nil, capacity)
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        base[count] = element
        count &+= 1
    }

    /// Room for `more` elements behind the last; the caller writes them and raises `count`.
    @inline(__always)
    mutating func reserve(_ more: Int) -> UnsafeMutablePointer<Element> {
        if count + more > capacity { grow(to: count + more) }
        return base + count
    }

    /// Forgets everything, and gives back memory that is more than `most` elements' worth.
    mutating func trim(to most: Int) {
        count = 0
        guard capacity > most else { return }
        free()
        self = GrowingBuffer()
    }

    @inline(never)
    private mutating func grow(to wanted: Int) {
        capacity = max(capacity * 2, wanted)
        base = GrowingBuffer.allocated(base, capacity)
    }

    /// Large blocks are moved by the kernel, not copied.
    private static func allocated(_ old: UnsafeMutablePointer<Element>?, _ capacity: Int) -> UnsafeMutablePointer<Element> {
        guard let block = realloc(old, capacity * MemoryLayout<Element>.stride) else { preconditionFailure("out of memory") }
        return block.assumingMemoryBound(to: Element.self)
    }

    func free() { Glibc.free(base) }
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
