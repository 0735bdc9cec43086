#if canImport(Glibc)
import Glibc
#endif

/// The block of memory that a document lies in: of the heap, or pages of its own.
struct DocumentMemory: @unchecked Sendable {
    // Whoever makes one frees it once; documents do when nothing refers to them any more.
    let base: UnsafeMutableRawPointer
    let byteCount: Int
    private let isMapped: Bool

    /// Takes over what `malloc` gave.
    init(heap base: UnsafeMutableRawPointer, byteCount: Int) {
        self.base = base
        self.byteCount = byteCount
        isMapped = false
    }

    fileprivate init(pages base: UnsafeMutableRawPointer, byteCount: Int) {
        self.base = base
        self.byteCount = byteCount
        isMapped = true
    }

    func free() {
        if isMapped { munmap(base, byteCount) } else { Glibc.free(base) }
    }
}

/// Pages to write a large document into: far more than it may need, as only those that are written to take memory.
struct ReservedPages {
    private let start: UnsafeMutableRawPointer
    private let byteCount: Int
    /// Where what is told by `above` begins.
    let middle: UnsafeMutableRawPointer

    private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    private static let hugePage = 2 << 20

    /// Room for so many bytes below and above one place; nil where the system gives no more.
    ///
    /// - Parameter isHuge: much of it will be written: the kernel then hands out 2 MiB at a time, where 512 pages one by one would
    ///   cost more than what is written to them.
    init?(below: Int, above: Int, isHuge: Bool) {
        let below = ReservedPages.roundedUp(below, to: ReservedPages.hugePage)
        byteCount = below + ReservedPages.hugePage + ReservedPages.roundedUp(above, to: ReservedPages.page)
        let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { return nil }
        start = mapped
        let lowest = Int(bitPattern: mapped) + below
        middle = mapped + (below + ReservedPages.roundedUp(lowest, to: ReservedPages.hugePage) - lowest)
        if isHuge { madvise(mapped, byteCount, MADV_HUGEPAGE) }
    }

    /// Gives back what is outside of so many bytes below and above the middle.
    func kept(below: Int, above: Int) -> DocumentMemory {
        let low = middle - ReservedPages.roundedUp(below, to: ReservedPages.page)
        let high = middle + ReservedPages.roundedUp(above, to: ReservedPages.page)
        if low > start { munmap(start, low - start) }
        let end = start + byteCount
        if high < end { munmap(high, end - high) }
        return DocumentMemory(pages: low, byteCount: high - low)
    }

    func free() { munmap(start, byteCount) }

    private static func roundedUp(_ count: Int, to unit: Int) -> Int { (count + unit - 1) / unit * unit }
}
