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

/// The origins of an arena's nodes: sparse, sorted by node index.
struct OriginTable: Sendable {
    struct Entry: BitwiseCopyable {
        var node: UInt32
        var origin: Origin
    }

    var entries: [Entry] = []

    func origin(of node: Int) -> Origin? {
        // Where every node has an origin, as readers of files give them, no search is needed.
        if node < entries.count, Int(entries[node].node) == node { return entries[node].origin }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if Int(entries[middle].node) < node { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && Int(entries[low].node) == node ? entries[low].origin : nil
    }
}
