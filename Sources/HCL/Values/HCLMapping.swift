/// The entries of a map or object, sorted by key as Terraform iterates; beside the known ones perhaps an unknown rest.
public final class HCLMapping: Sendable {
    public struct Entry: Sendable {
        public let key: String
        public let value: HCLValue

        public init(key: String, value: HCLValue) {
            self.key = key
            self.value = value
        }
    }

    /// Sorted by key; every key once.
    public let entries: [Entry]
    /// Stands for no, one or many entries of other keys: `merge(var.tags, { Name = "x" })`.
    public let rest: HCLUnknown?
    let summary: ValueSummary

    /// - Parameter entries: in any order; of equal keys the last one counts.
    public init(_ entries: [Entry], rest: HCLUnknown? = nil) {
        let sorted = HCLMapping.isSorted(entries) ? entries : HCLMapping.sorted(entries)
        self.entries = sorted
        self.rest = rest
        var summary = ValueSummary()
        for entry in sorted { summary.add(entry.value) }
        if let rest {
            summary.add(.unknown(rest))
            summary.containsUnknown = true
        }
        self.summary = summary
    }

    public convenience init(_ entries: [String: HCLValue]) {
        self.init(entries.map { Entry(key: $0.key, value: $0.value) })
    }

    public static let empty = HCLMapping([Entry]())

    /// The value of a key; nil where it is not among the known entries.
    public subscript(key: String) -> HCLValue? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].key == key ? entries[low].value : nil
    }

    /// The number of entries; nil where there is an unknown rest.
    public var knownCount: Int? { rest == nil ? entries.count : nil }

    func mapValues(_ transform: (HCLValue) -> HCLValue) -> HCLMapping {
        HCLMapping(entries.map { Entry(key: $0.key, value: transform($0.value)) }, rest: rest)
    }

    private static func isSorted(_ entries: [Entry]) -> Bool {
        zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
    }

    private static func sorted(_ entries: [Entry]) -> [Entry] {
        let ordered = entries.enumerated().sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
        var result: [Entry] = []
        for (_, entry) in ordered {
            if result.last?.key == entry.key { result.removeLast() }
            result.append(entry)
        }
        return result
    }
}
