/// How large a value may be. Numbers are doubles: products of guesses overflow everything else.
struct Measure {
    /// Bytes, if it is a text.
    var length = 0.0
    /// Elements or entries, if it is a list or map.
    var count = 0.0
    /// Values in it, itself included.
    var total = 1.0
    /// Bytes of all texts in it.
    var bytes = 0.0
    /// What it is at most, if it is a number.
    var number = Measure.anyNumber

    static let anyNumber = Double(Int64.max)
    /// Larger numbers say no more, and products of them stay finite.
    static let ceiling = 1e100

    static func text(_ length: Double) -> Measure { Measure(length: length, bytes: length) }

    func map(_ other: Measure, _ combine: (Double, Double) -> Double) -> Measure {
        Measure(
            length: min(combine(length, other.length), Measure.ceiling), count: min(combine(count, other.count), Measure.ceiling),
            total: min(combine(total, other.total), Measure.ceiling), bytes: min(combine(bytes, other.bytes), Measure.ceiling),
            number: min(combine(number, other.number), Measure.ceiling))
    }

    /// What a value of this type has no use for is left out.
    mutating func restrict(to type: ValueType) {
        switch type {
        case .dynamic, .error, .parameter: break
        case .string, .bytes: (count, total) = (0, 1)
        case .list, .map, .object: length = 0
        case .optional(let inner): restrict(to: inner)
        case .wrapper(let inner): restrict(to: inner)
        case .opaque, .type, .null, .bool, .int, .uint, .double, .timestamp, .duration: (length, count, total, bytes) = (0, 0, 1, 0)
        }
    }

    /// What comparing it with another value costs.
    func comparison(_ other: Measure) -> Double { min(total, other.total) + min(bytes, other.bytes) / 64 }
}

/// How large a value is on average over all the rounds of the loops around it, and at worst in one of them.
struct Extent {
    var average: Measure
    var worst: Measure
    var content: Content = .scalar
    /// The loops whose rounds the average is taken over. Within a loop over a part of the same round the average says nothing
    /// any more: large parts may meet large parts.
    var families: Set<Int> = []

    indirect enum Content {
        case scalar
        /// A part of a document, one of so many that have no part in common.
        case part(siblings: Double)
        /// A list or map whose elements are that large.
        case built(Extent)
    }

    init(_ average: Measure = Measure(), worst: Measure? = nil, content: Content = .scalar, families: Set<Int> = []) {
        self.average = average
        self.worst = worst ?? average
        self.content = content
        self.families = families
    }

    static func text(_ length: Double) -> Extent { Extent(.text(length)) }
    static func number(_ number: Double) -> Extent { Extent(Measure(number: number)) }

    static func part(_ assumptions: CostAssumptions, siblings: Double, families: Set<Int>) -> Extent {
        func measure(_ siblings: Double) -> Measure {
            let values = max(1, Double(assumptions.values) / siblings)
            let bytes = Double(assumptions.bytes) / siblings
            return Measure(
                length: min(Double(assumptions.textLength), bytes), count: min(Double(assumptions.elements), values), total: values,
                bytes: bytes)
        }
        return Extent(measure(siblings), worst: measure(1), content: .part(siblings: siblings), families: families)
    }

    /// A list of so many elements like this one.
    func list(_ average: Double, worst: Double, families other: Set<Int> = []) -> Extent {
        func measure(_ count: Double, _ element: Measure) -> Measure {
            Measure(
                count: count, total: min(1 + count * element.total, Measure.ceiling), bytes: min(count * element.bytes, Measure.ceiling))
        }
        return Extent(
            measure(average, self.average), worst: measure(worst, self.worst), content: .built(self), families: families.union(other))
    }

    func union(_ other: Extent, _ assumptions: CostAssumptions) -> Extent {
        let content: Content =
            switch (content, other.content) {
            case (.scalar, let known), (let known, .scalar): known
            case (.part(let first), .part(let second)): .part(siblings: min(first, second))
            // Nothing comes from an empty list: what `orValue([])` gives is as large as what is there.
            case (.built, .part) where worst.count == 0: other.content
            case (.part, .built) where other.worst.count == 0: content
            default: joined(other, assumptions)
            }
        return Extent(
            average.map(other.average, max), worst: worst.map(other.worst, max), content: content,
            families: families.union(other.families))
    }

    /// The elements of two lists.
    func joined(_ other: Extent, _ assumptions: CostAssumptions) -> Content {
        let first = element(assumptions, rounds: average.count)
        return .built(first.union(other.element(assumptions, rounds: other.average.count), assumptions))
    }

    /// What a loop over it goes through. - rounds: how many parts of the same document that are in all.
    func element(_ assumptions: CostAssumptions, rounds: Double = 1) -> Extent {
        switch content {
        case .scalar: Extent(average, worst: worst, families: families)
        case .built(let element): element
        case .part(let siblings): .part(assumptions, siblings: siblings * max(1, rounds), families: families)
        }
    }

    /// One element that is picked: it may be the largest of all.
    func anyElement(_ assumptions: CostAssumptions) -> Extent {
        var element = element(assumptions)
        if case .built = content { element.average = element.worst }
        element.families = families
        return element
    }

    mutating func restrict(to type: ValueType) {
        average.restrict(to: type)
        worst.restrict(to: type)
    }
}
