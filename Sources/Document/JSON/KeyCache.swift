/// The keys a reader met lately, so that most of them cost no lock.
struct KeyCache {
    private struct Entry {
        var hash: UInt64 = 0
        var symbol = Symbol.none
        var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private var entries = [Entry](repeating: Entry(), count: 512)

    /// The symbol of a key; nil where no more keys can be interned.
    @inline(__always)
    mutating func symbol(_ bytes: UnsafeRawBufferPointer) -> Symbol? {
        let hash = SymbolHash.hash(bytes)
        let slot = Int(truncatingIfNeeded: hash) & 511
        let entry = entries[slot]
        if entry.hash == hash, entry.symbol != .none, SymbolHash.equal(entry.bytes, bytes) { return entry.symbol }
        guard let symbol = Symbol.intern(bytes) else { return nil }
        entries[slot] = Entry(hash: hash, symbol: symbol, bytes: symbol.utf8)
        return symbol
    }
}
