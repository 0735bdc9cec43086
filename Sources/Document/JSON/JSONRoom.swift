import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Memory that one document is written into: what a reader keeps for small ones, or else the pages that the document stays in.
///
/// Either way it is enough for whatever the text can hold, so that nothing grows or moves while the text is read.
struct JSONRoom {
    let target: JSONWalk.Target
    private let pages: ReservedPages?
    private let rangePages: ReservedPages?

    /// Documents that may need more are written where they stay.
    static let scratchLimit = 1 << 20
    /// From so many bytes of text on, documents are worth huge pages.
    private static let largeText = 4 << 20

    /// Nil where the system has no memory for it.
    init?(textCount: Int, structuralCount: Int, withRanges: Bool, scratch: inout JSONScratch) {
        // A value has two structurals of its own, itself and what stands before or behind it, but for the outermost; a large map's
        // index takes less than its colons.
        let nodeCapacity = (structuralCount + 1) / 2 + 2
        let nodeBytes = nodeCapacity * MemoryLayout<Node>.stride
        let rangeBytes = withRanges ? nodeCapacity * MemoryLayout<SourceRange>.stride : 0
        let nodes: UnsafeMutableRawPointer
        let ranges: UnsafeMutableRawPointer
        if textCount + nodeBytes + rangeBytes <= JSONRoom.scratchLimit {
            pages = nil
            rangePages = nil
            let below = JSONRoom.aligned(textCount)
            nodes = scratch.room(below + nodeBytes + rangeBytes) + below
            ranges = nodes + nodeBytes
        } else {
            let isLarge = textCount >= JSONRoom.largeText
            guard let pages = ReservedPages(below: textCount, above: nodeBytes, isHuge: isLarge) else { return nil }
            guard let rangePages = withRanges ? ReservedPages(below: 0, above: rangeBytes, isHuge: isLarge) : pages else {
                pages.free()
                return nil
            }
            self.pages = pages
            self.rangePages = withRanges ? rangePages : nil
            nodes = pages.middle
            ranges = rangePages.middle
        }
        target = JSONWalk.Target(
            nodes: nodes.assumingMemoryBound(to: Node.self), nodeCapacity: nodeCapacity, stringCapacity: textCount,
            ranges: withRanges ? ranges.assumingMemoryBound(to: SourceRange.self) : nil)
    }

    /// The document that was written; nothing more may be written then.
    func storage(of walk: JSONWalk, sources: [OriginSource]) -> DocumentStorage {
        let nodeBytes = walk.nodeCount * MemoryLayout<Node>.stride
        let stringBytes = JSONRoom.aligned(walk.stringsUsed)
        let memory: DocumentMemory
        var nodes = UnsafeMutableRawPointer(target.nodes)
        if let pages {
            memory = pages.kept(below: stringBytes, above: nodeBytes)
        } else {
            memory = JSONRoom.copy(from: nodes - stringBytes, count: stringBytes + nodeBytes)
            nodes = memory.base + stringBytes
        }
        var origins = OriginTable()
        if let written = target.ranges {
            let byteCount = walk.nodeCount * MemoryLayout<SourceRange>.stride
            let memory = rangePages?.kept(below: 0, above: byteCount) ?? JSONRoom.copy(from: written, count: byteCount)
            origins.ranges = OriginTable.Ranges(
                memory: memory, base: UnsafePointer(memory.base.assumingMemoryBound(to: SourceRange.self)), count: walk.nodeCount)
        }
        return DocumentStorage(memory: memory, nodes: nodes, nodeCount: walk.nodeCount, origins: origins, sources: sources)
    }

    /// Where there will be no document.
    func free() {
        pages?.free()
        rangePages?.free()
    }

    /// Nodes begin at a multiple of their size.
    private static func aligned(_ count: Int) -> Int { (count + 15) & ~15 }

    private static func copy(from source: UnsafeRawPointer, count: Int) -> DocumentMemory {
        guard let block = malloc(count) else { preconditionFailure("out of memory") }
        block.copyMemory(from: source, byteCount: count)
        return DocumentMemory(heap: block, byteCount: count)
    }
}

/// A block that a reader writes small documents into, one after the other.
struct JSONScratch {
    private var base: UnsafeMutableRawPointer?
    private var byteCount = 0

    /// So many bytes, aligned for nodes. What was written before is gone.
    mutating func room(_ wanted: Int) -> UnsafeMutableRawPointer {
        if let base, wanted <= byteCount { return base }
        free()
        byteCount = max(wanted, byteCount * 2, 16 << 10)
        // Zeroed once, so that no byte between a document's strings and nodes is anything left over from elsewhere.
        guard let block = calloc(byteCount, 1) else { preconditionFailure("out of memory") }
        base = block
        return block
    }

    func free() { Glibc.free(base) }
}
