public import SourceText

/// Where values come from: a file that is read, or one call to an API.
public enum OriginSource: Sendable {
    case file(SourceFile)
    /// - `call`: `service:Operation`; `time`: when it was answered, RFC 3339.
    case call(String, time: String)

    func isSame(as other: OriginSource) -> Bool {
        switch (self, other) {
        case (.file(let a), .file(let b)): a === b
        case (.call(let a, let aTime), .call(let b, let bTime)): a == b && aTime == bTime
        default: false
        }
    }
}

/// Where one value comes from. A range is meaningful for files only.
public struct Origin: Sendable, BitwiseCopyable, Hashable {
    /// Index into the document's ``Document/sources``.
    public var source: UInt32
    public var range: SourceRange

    public init(source: UInt32, range: SourceRange = SourceRange(start: 0, end: 0)) {
        self.source = source
        self.range = range
    }
}

/// The origins of an arena's nodes: sparse and sorted by node index, or a range for each node.
struct OriginTable: Sendable {
    struct Entry: BitwiseCopyable {
        var node: UInt32
        var origin: Origin
    }

    /// Ranges of all nodes in the first source, as a reader of one file gives them. The document's storage frees them.
    struct Ranges: @unchecked Sendable {
        // Written before there is a document; never changed afterwards.
        let memory: DocumentMemory
        let base: UnsafePointer<SourceRange>
        let count: Int
    }

    var entries: [Entry] = []
    var ranges: Ranges?

    var isEmpty: Bool { entries.isEmpty && ranges == nil }

    func origin(of node: Int) -> Origin? {
        if let ranges { return node < ranges.count ? Origin(source: 0, range: ranges.base[node]) : nil }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if Int(entries[middle].node) < node { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && Int(entries[low].node) == node ? entries[low].origin : nil
    }

    /// Calls `body` with every origin.
    func visit(_ body: (Origin) -> Void) {
        for entry in entries { body(entry.origin) }
        guard let ranges else { return }
        for node in 0..<ranges.count { body(Origin(source: 0, range: ranges.base[node])) }
    }
}
