/// The keys a reader met lately, so that most of them cost no lock. Whoever holds it frees it.
struct KeyCache {
    private struct Entry: BitwiseCopyable {
        var hash: UInt64 = 0
        var symbol = Symbol.none
        var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private static let size = 512
    private let entries: UnsafeMutablePointer<Entry>
    /// At hand, as asking for the global one is a call each time.
    private let seed = SymbolHash.seed

    init() {
        entries = .allocate(capacity: KeyCache.size)
        entries.initialize(repeating: Entry(), count: KeyCache.size)
    }

    /// The symbol of a key; nil where no more keys can be interned.
    @inline(__always)
    func symbol(_ bytes: UnsafeRawBufferPointer) -> Symbol? {
        let hash = hash(bytes)
        return known(bytes, hash) ?? learned(bytes, hash)
    }

    @inline(__always)
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 { SymbolHash.hash(bytes, seed: seed) }

    /// The symbol of a key whose hash is at hand, if it was met lately.
    @inline(__always)
    func known(_ bytes: UnsafeRawBufferPointer, _ hash: UInt64) -> Symbol? {
        let entry = entries + (Int(truncatingIfNeeded: hash) & (KeyCache.size - 1))
        guard entry.pointee.hash == hash, entry.pointee.symbol != .none, SymbolHash.equal(entry.pointee.bytes, bytes) else { return nil }
        return entry.pointee.symbol
    }

    @inline(never)
    func learned(_ bytes: UnsafeRawBufferPointer, _ hash: UInt64) -> Symbol? {
        guard let symbol = Symbol.intern(bytes) else { return nil }
        entries[Int(truncatingIfNeeded: hash) & (KeyCache.size - 1)] = Entry(hash: hash, symbol: symbol, bytes: symbol.utf8)
        return symbol
    }

    func free() { entries.deallocate() }
}
