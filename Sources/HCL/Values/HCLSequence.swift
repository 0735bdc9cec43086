/// The elements of a list, set or tuple; beside the known ones perhaps an unknown rest.
public final class HCLSequence: Sendable {
    public let elements: [HCLValue]
    /// Stands for no, one or many further elements: `concat(["0.0.0.0/0"], var.cidrs)`.
    public let rest: HCLUnknown?
    /// How many elements stand before the rest; only those have a known index. `elements.count` where there is no rest.
    public let restIndex: Int
    let summary: ValueSummary

    public init(_ elements: [HCLValue], rest: HCLUnknown? = nil, restIndex: Int? = nil) {
        self.elements = elements
        self.rest = rest
        self.restIndex = rest == nil ? elements.count : min(restIndex ?? elements.count, elements.count)
        var summary = ValueSummary()
        for element in elements { summary.add(element) }
        if let rest {
            summary.add(.unknown(rest))
            summary.containsUnknown = true
        }
        self.summary = summary
    }

    public static let empty = HCLSequence([])

    /// The number of elements; nil where there is an unknown rest.
    public var knownCount: Int? { rest == nil ? elements.count : nil }

    /// The same elements, each transformed; the rest stays.
    func map(_ transform: (HCLValue) -> HCLValue) -> HCLSequence {
        HCLSequence(elements.map(transform), rest: rest, restIndex: restIndex)
    }

    /// Sorted, each element once. A rest has no place in a set's order, so no element keeps a known index beside one.
    func asSet() -> HCLSequence {
        var seen: Set<HCLValue> = []
        var unique = elements.filter { seen.insert($0).inserted }
        unique.sort(by: HCLValue.precedesInSet)
        return HCLSequence(unique, rest: rest, restIndex: 0)
    }
}

/// Collects elements and unknown rests in order.
struct SequenceBuilder {
    private(set) var elements: [HCLValue] = []
    private var rests: [HCLUnknown] = []
    private var restIndex: Int?

    var count: Int { elements.count }

    mutating func append(_ value: HCLValue) { elements.append(value) }

    mutating func append(rest: HCLUnknown) {
        if restIndex == nil { restIndex = elements.count }
        rests.append(rest)
    }

    mutating func append(contentsOf sequence: HCLSequence) {
        if let rest = sequence.rest {
            elements.append(contentsOf: sequence.elements[..<sequence.restIndex])
            append(rest: rest)
            elements.append(contentsOf: sequence.elements[sequence.restIndex...])
        } else {
            elements.append(contentsOf: sequence.elements)
        }
    }

    func finish() -> HCLSequence {
        HCLSequence(elements, rest: HCLUnknown.anyOf(rests), restIndex: restIndex)
    }
}
