public import Glibc

/// What one node of a document is.
@frozen
public enum NodeKind: UInt8, Sendable, BitwiseCopyable {
    case null
    case bool
    case int
    case double
    case string
    case list
    case map
    /// A value that exists but was not read: a call was denied, missing or failed.
    case notCollected
    /// A value that code can't say before it is applied.
    case knownAfterApply

    @inlinable
    public var isUnknown: Bool { self == .notCollected || self == .knownAfterApply }
}

/// One value in a document's arena: 16 bytes, no references.
///
/// Children and string bytes are found by an offset **relative to the node itself**, so a pointer to a node is a complete
/// value. A node must therefore never be copied out of its arena, except scalars that are not strings.
/// A pointer is valid as long as its ``Document`` lives (``Document/withRoot(_:)``).
@frozen
public struct Node: BitwiseCopyable, Sendable {
    /// kind (8 bits), count (24 bits: children, or bytes of a string), key (32 bits)
    @usableFromInline var head: UInt64
    /// an integer, a double's bits, 0 or 1, a relative offset in bytes, or an index into the unknowns
    @usableFromInline var payload: UInt64

    /// The most children or string bytes one node can have: 16,777,215.
    public static let maxCount = 0xFF_FFFF
    /// Maps with more children than this carry a sorted index of their keys.
    @usableFromInline static let indexThreshold = 16

    @inlinable
    init(kind: NodeKind, count: Int = 0, key: Symbol = .none, payload: UInt64 = 0) {
        head = UInt64(kind.rawValue) | UInt64(UInt32(truncatingIfNeeded: count)) << 8 | UInt64(key.rawValue) << 32
        self.payload = payload
    }

    /// Raw values and the enum's own layout are the same numbers, so no table is needed.
    @inlinable
    public var kind: NodeKind { unsafeBitCast(UInt8(truncatingIfNeeded: head), to: NodeKind.self) }
    @inlinable
    public var count: Int { Int(head >> 8 & 0xFF_FFFF) }
    @inlinable
    public var key: Symbol { Symbol(rawValue: UInt32(truncatingIfNeeded: head >> 32)) }
    @inlinable
    public var bool: Bool { payload != 0 }
    @inlinable
    public var int: Int64 { Int64(bitPattern: payload) }
    @inlinable
    public var double: Double { Double(bitPattern: payload) }
    /// An unknown of which is known that it is there and not null: see ``Unknown/exists``.
    @inlinable
    public var isUnknownButThere: Bool { kind.isUnknown && count == 1 }
    /// An unknown that stands for none, one or many further elements or keys of its parent.
    @inlinable
    public var isRest: Bool { key == .rest && kind.isUnknown }
}

public typealias NodePointer = UnsafePointer<Node>

extension UnsafePointer where Pointee == Node {
    /// The first child of a list or a map; the others follow it.
    @inlinable
    public var firstChild: NodePointer {
        (UnsafeRawPointer(self) + Int(Int64(bitPattern: pointee.payload))).assumingMemoryBound(to: Node.self)
    }

    @inlinable
    public var children: UnsafeBufferPointer<Node> { UnsafeBufferPointer(start: firstChild, count: pointee.count) }

    /// The bytes of a string.
    @inlinable
    public var stringBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: UnsafeRawPointer(self) + Int(Int64(bitPattern: pointee.payload)), count: pointee.count)
    }

    /// A copy of a string's text.
    public var string: String { String(decoding: stringBytes, as: UTF8.self) }

    /// The child of a map with this key; nil where there is none. See ``Node/isRest`` for maps that are known in part.
    @inlinable
    public func child(_ key: Symbol) -> NodePointer? {
        let count = pointee.count
        let first = firstChild
        if count > Node.indexThreshold { return indexedChild(key) }
        var child = first
        let end = first + count
        while child < end {
            if child.pointee.key == key { return child }
            child += 1
        }
        return nil
    }

    /// The unknown of a list or map that stands for elements not known, if there is one.
    @inlinable
    public var rest: NodePointer? {
        let count = pointee.count
        guard count > 0 else { return nil }
        // Builders put it last.
        let last = firstChild + (count - 1)
        return last.pointee.isRest ? last : nil
    }

    @usableFromInline
    func indexedChild(_ key: Symbol) -> NodePointer? {
        let first = firstChild
        let count = pointee.count
        let index = UnsafeRawPointer(first + count).assumingMemoryBound(to: KeyIndexEntry.self)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if index[middle].key < key.rawValue { low = middle + 1 } else { high = middle }
        }
        guard low < count, index[low].key == key.rawValue else { return nil }
        return first + Int(index[low].child)
    }

    /// Whether a string node holds just these bytes.
    @inlinable
    public func stringEquals(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard pointee.count == bytes.count else { return false }
        guard bytes.count > 0, let base = bytes.baseAddress else { return true }
        return memcmp(stringBytes.baseAddress!, base, bytes.count) == 0
    }
}

/// One entry of a large map's index: 8 bytes, sorted by key.
@usableFromInline struct KeyIndexEntry: BitwiseCopyable {
    @usableFromInline var key: UInt32
    @usableFromInline var child: UInt32
}
