/// One value of a document, held safely: it keeps its document alive.
// The pointer leads into an immutable arena that `storage` owns.
public struct DocumentValue: @unchecked Sendable {
    let storage: DocumentStorage
    public let pointer: NodePointer

    public var document: Document { Document(storage: storage) }
    public var kind: NodeKind { pointer.pointee.kind }

    public var bool: Bool? { kind == .bool ? pointer.pointee.bool : nil }
    public var int: Int64? { kind == .int ? pointer.pointee.int : nil }
    /// A double, or an integer as one.
    public var double: Double? {
        kind == .double ? pointer.pointee.double : kind == .int ? Double(pointer.pointee.int) : nil
    }
    public var string: String? { kind == .string ? pointer.string : nil }
    public var isNull: Bool { kind == .null }
    /// Why it is not known; nil where it is.
    public var unknown: Unknown? { document.unknown(at: pointer) }

    /// The number of elements or keys; 0 for scalars.
    public var count: Int { kind == .list || kind == .map ? pointer.pointee.count : 0 }

    /// The value of a key; nil where this is no map or has no such key.
    public subscript(key: Symbol) -> DocumentValue? {
        guard kind == .map else { return nil }
        return pointer.child(key).map { DocumentValue(storage: storage, pointer: $0) }
    }

    public subscript(key: String) -> DocumentValue? {
        Symbol.existing(key).flatMap { self[$0] }
    }

    /// An element of a list; nil where there is none.
    public subscript(index: Int) -> DocumentValue? {
        guard kind == .list, index >= 0, index < pointer.pointee.count else { return nil }
        return DocumentValue(storage: storage, pointer: pointer.firstChild + index)
    }

    /// The elements of a list, an unknown rest included; empty for anything else.
    public var elements: [DocumentValue] {
        kind == .list ? children : []
    }

    /// The keys and values of a map, in the order they were said; an unknown rest has the key ``Symbol/rest``.
    public var members: [(key: Symbol, value: DocumentValue)] {
        kind == .map ? children.map { ($0.pointer.pointee.key, $0) } : []
    }

    /// Where it comes from, if that was said of this very value.
    public var origin: Origin? { document.origin(of: pointer) }

    private var children: [DocumentValue] {
        (0..<pointer.pointee.count).map { DocumentValue(storage: storage, pointer: pointer.firstChild + $0) }
    }
}

extension DocumentValue: Equatable {
    /// The same value: maps without regard to order, an integer equal to a double of the same amount; two unknowns are equal
    /// where symbol and reason are.
    public static func == (a: DocumentValue, b: DocumentValue) -> Bool {
        switch (a.kind, b.kind) {
        case (.null, .null): return true
        case (.bool, .bool): return a.bool == b.bool
        case (.int, .int): return a.int == b.int
        case (.int, .double), (.double, .int), (.double, .double): return a.double == b.double
        case (.string, .string): return a.pointer.stringEquals(b.pointer.stringBytes)
        case (.list, .list): return a.elements == b.elements
        case (.map, .map):
            return a.count == b.count && a.members.allSatisfy { b[$0.key] == $0.value }
        case (.notCollected, .notCollected), (.knownAfterApply, .knownAfterApply):
            return a.unknown == b.unknown && a.pointer.pointee.isRest == b.pointer.pointee.isRest
        default: return false
        }
    }
}

extension Document: Equatable {
    public static func == (a: Document, b: Document) -> Bool { a.root == b.root }
}
