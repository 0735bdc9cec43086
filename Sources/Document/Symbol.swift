import Synchronization

/// A map key, interned once for the whole process: comparing two keys is comparing two numbers.
///
/// Symbols are never freed. What bounds them is that every reader bounds its input, and ``Symbol/limit``.
public struct Symbol: Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt32

    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No key: the root, and elements of lists.
    public static let none = Symbol(rawValue: 0)
    /// Marks an unknown that stands for any number of further elements or keys of its parent.
    public static let rest = Symbol(rawValue: 1)

    /// The most different keys one process may meet; past it, new keys are refused with a diagnostic.
    public static let limit = 8 << 20

    /// The symbol of a key.
    ///
    /// - Precondition: fewer than ``limit`` keys are known, or this is one of them. Readers of outside data use ``intern(_:)``.
    public init(_ key: String) {
        var key = key
        let symbol = key.withUTF8 { Symbol.intern(UnsafeRawBufferPointer($0)) }
        precondition(symbol != nil, "too many different keys")
        self = symbol ?? .none
    }

    /// The symbol of a key's UTF-8 bytes; nil where ``limit`` is reached.
    public static func intern(_ bytes: UnsafeRawBufferPointer) -> Symbol? {
        SymbolTable.shared.intern(bytes)
    }

    /// The symbol of a key if any document or program has met it; never adds one.
    public static func existing(_ key: String) -> Symbol? {
        var key = key
        return key.withUTF8 { SymbolTable.shared.find(UnsafeRawBufferPointer($0)) }
    }

    /// The key. `""` for ``none`` and ``rest``.
    public var text: String { SymbolTable.shared.text(of: self) }

    /// The key's bytes; they live as long as the process.
    public var utf8: UnsafeRawBufferPointer { SymbolTable.shared.bytes(of: self) }
}

extension Symbol: CustomStringConvertible, ExpressibleByStringLiteral {
    public var description: String { text }
    public init(stringLiteral key: String) { self.init(key) }
}

/// Every key of the process. Entries are only ever added, so bytes handed out stay valid.
private final class SymbolTable: Sendable {
    static let shared = SymbolTable()

    private struct Entry {
        let start: UnsafePointer<UInt8>
        let count: Int
        let hash: UInt64
        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
    }

    private struct State: @unchecked Sendable {
        var entries: [Entry] = []
        /// Open addressing; 0 is free. A power of two, at most half full.
        var slots: [UInt32] = Array(repeating: 0, count: 4096)
    }

    private let state = Mutex(State())

    private init() {
        state.withLock { state in
            let nothing = Entry(start: UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1)), count: 0, hash: 0)
            state.entries = [nothing, nothing]
        }
    }

    func intern(_ bytes: UnsafeRawBufferPointer) -> Symbol? {
        let hash = SymbolHash.hash(bytes)
        return state.withLock { state in
            let slot = Self.slot(of: bytes, hash: hash, in: state)
            if state.slots[slot] != 0 { return Symbol(rawValue: state.slots[slot]) }
            guard state.entries.count < Symbol.limit else { return nil }
            let start = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
            if let base = bytes.baseAddress { UnsafeMutableRawPointer(start).copyMemory(from: base, byteCount: bytes.count) }
            let symbol = UInt32(state.entries.count)
            state.entries.append(Entry(start: start, count: bytes.count, hash: hash))
            state.slots[slot] = symbol
            if state.entries.count * 2 > state.slots.count { Self.grow(&state) }
            return Symbol(rawValue: symbol)
        }
    }

    func find(_ bytes: UnsafeRawBufferPointer) -> Symbol? {
        let hash = SymbolHash.hash(bytes)
        return state.withLock { state in
            let found = state.slots[Self.slot(of: bytes, hash: hash, in: state)]
            return found == 0 ? nil : Symbol(rawValue: found)
        }
    }

    func bytes(of symbol: Symbol) -> UnsafeRawBufferPointer {
        state.withLock { state in
            let index = Int(symbol.rawValue)
            return index < state.entries.count ? state.entries[index].bytes : UnsafeRawBufferPointer(start: nil, count: 0)
        }
    }

    func text(of symbol: Symbol) -> String {
        String(decoding: bytes(of: symbol), as: UTF8.self)
    }

    private static func slot(of bytes: UnsafeRawBufferPointer, hash: UInt64, in state: borrowing State) -> Int {
        let mask = state.slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while state.slots[slot] != 0 {
            let entry = state.entries[Int(state.slots[slot])]
            if entry.hash == hash && SymbolHash.equal(entry.bytes, bytes) { return slot }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private static func grow(_ state: inout State) {
        var slots = [UInt32](repeating: 0, count: state.slots.count * 2)
        let mask = slots.count - 1
        for index in 2..<state.entries.count {
            var slot = Int(truncatingIfNeeded: state.entries[index].hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index)
        }
        state.slots = slots
    }
}
