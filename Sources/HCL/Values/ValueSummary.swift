/// What is worth knowing of a collection without walking it again. Values share their parts, so a small file can describe a
/// tree of astronomical size; the weight makes that visible at once.
struct ValueSummary: Sendable {
    /// The number of values in it, counted as often as they occur.
    var weight = 1
    /// How deep it nests; a scalar is 0.
    var depth = 0
    var containsUnknown = false
    var containsSensitive = false

    mutating func add(_ value: HCLValue) {
        let inner = value.summary
        let (sum, overflow) = weight.addingReportingOverflow(inner.weight)
        weight = overflow ? Int.max : sum
        depth = max(depth, inner.depth &+ 1)
        containsUnknown = containsUnknown || inner.containsUnknown
        containsSensitive = containsSensitive || inner.containsSensitive || value.isSensitive
    }
}

extension HCLValue {
    var summary: ValueSummary {
        switch kind {
        case .list(let value), .set(let value), .tuple(let value): value.summary
        case .map(let value), .object(let value): value.summary
        case .unknown(let unknown): unknown.summary
        case .null, .bool, .number, .string: ValueSummary()
        }
    }
}

extension HCLValue {
    /// About how many steps it takes to walk through all of it.
    var work: Int {
        switch kind {
        case .string(let text): text.utf8.count >> 5
        case .list, .set, .tuple, .map, .object: summary.weight
        default: 0
        }
    }
}
