/// What one call costs beyond its arguments, and how large its result is. Weights are those that the functions themselves pay
/// while they run, or more.
struct WeighedCall {
    typealias Weight = (steps: Double, extent: Extent)

    var name: String
    let estimator: CostEstimator
    var arguments: [Extent] = []
    /// What counts of each argument.
    var measures: [Measure] = []
    /// The arguments that are literal texts.
    var literals: [Int: String] = [:]
    var isHost = false
    /// The size of a pattern that is compiled with the program.
    var patternSize: Int?

    init(name: String, estimator: CostEstimator) {
        self.name = name
        self.estimator = estimator
    }

    private var assumptions: CostAssumptions { estimator.assumptions }
    private func length(_ index: Int) -> Double { measures.indices.contains(index) ? measures[index].length : 0 }
    private func count(_ index: Int) -> Double { measures.indices.contains(index) ? measures[index].count : 0 }
    private func worst(_ index: Int) -> Measure { arguments.indices.contains(index) ? arguments[index].worst : Measure() }
    private var families: Set<Int> { arguments.reduce(into: []) { $0.formUnion($1.families) } }

    func weight() -> Weight {
        if isHost || arguments.isEmpty { return isHost ? host : (1, Extent()) }
        return texts ?? patterns ?? lists ?? values
    }

    /// A text as long as a combination of the arguments' lengths.
    private func text(_ length: (_ lengths: [Double]) -> Double) -> Extent {
        func measure(_ measures: [Measure]) -> Measure { .text(min(length(measures.map(\.length) + [0, 0, 0]), Measure.ceiling)) }
        return Extent(measure(arguments.map(\.average)), worst: measure(arguments.map(\.worst)), families: families)
    }

    /// A list of texts that lie in the first argument and don't overlap.
    private func pieces(_ average: Double, worst: Double) -> Extent {
        let long = Measure.text(self.worst(0).length)
        let element = Extent(.text(length(0) / max(1, average)), worst: long, families: families)
        var list = element.list(average, worst: worst)
        list.worst = Measure(count: worst, total: worst + 1, bytes: long.length)
        return list
    }

    // MARK: texts

    private var texts: Weight? {
        let read = length(0) / 16 + length(1) / 16 + 1
        switch name {
        case "startsWith", "endsWith": return (2 + (length(0) + length(1)) / 64, Extent())
        case "contains", "isIP", "isCIDR", "ip", "cidr", "ip.isCanonical", "containsIP", "containsCIDR":
            return (read + 20, Extent())
        case "indexOf": return (read, .number(worst(0).length))
        case "charAt", "substring", "trim": return (read + length(0) / 4, text { $0[0] })
        case "lastIndexOf":
            return (read + (length(0) / 16 + 1) * (worst(1).length / 16 + 1), .number(worst(0).length))
        case "lowerAscii", "upperAscii", "strings.quote": return (2 + length(0) / 2, text { 2 * $0[0] + 2 })
        case "base64.encode", "base64.decode": return (2 + length(0) / 4, text { 2 * $0[0] + 4 })
        case "replace":
            let sought = Double(max(1, literals[1]?.utf8.count ?? 1))
            let matches = length(0) / sought + 1
            let result = text { $0[0] + ($0[0] / sought + 1) * worst(2).length }
            return (read + matches * (1 + worst(2).length / 16) + estimator.measure(result).length / 16 + 2, result)
        case "split":
            let separator = Double(max(1, literals[1]?.utf8.count ?? 1))
            let parts = length(0) / separator + 1
            return (read + 2 * parts, pieces(parts, worst: worst(0).length / separator + 1))
        case "join":
            let average = arguments[0].average
            let most = worst(0)
            let result = Extent(
                .text(average.bytes + average.count * worst(1).length), worst: .text(most.bytes + most.count * worst(1).length),
                families: families)
            return (2 + 2 * count(0) + estimator.measure(result).length / 16, result)
        case "format": return format
        default: return nil
        }
    }

    private var format: Weight {
        // A clause takes two bytes at least, and gives as many digits as a double may have.
        let clauses = length(0) / 2
        let result = Extent(
            .text(length(0) * 250 + 3 * measures[1].bytes + 32 * measures[1].total),
            worst: .text(worst(0).length * 250 + 3 * worst(1).bytes + 32 * worst(1).total), families: families)
        let longest = estimator.measure(result).length
        return (3 + length(0) / 8 + measures[1].total + clauses * (1 + longest / 64) + longest / 16, result)
    }

    // MARK: regular expressions

    private var patterns: Weight? {
        let size = patternSize ?? max(assumptions.patternSize, literals[1]?.utf8.count ?? 0)
        let read = { (length: Double) in Double(Pattern.steps(Int(min(length, 1e9)), size: size)) }
        let compiling = patternSize == nil ? Double(Pattern.compilationSteps(size)) + worst(1).length : 0
        let search = 3 + 2 * length(0) / 16 + read(length(0)) + compiling
        // Every match may look at all that is left.
        let matches = length(0) + 1
        let all = search + matches * (2 + read(worst(0).length) / 4)
        switch name {
        case "matches": return (search, Extent())
        case "regex.extract": return (search, text { $0[0] })
        case "regex.extractAll": return (all + matches, pieces(matches, worst: worst(0).length + 1))
        case "regex.replace":
            // A group in the replacement may be the whole text.
            let groups = literals[2].map { $0.utf8.count { $0 == UInt8(ascii: "\\") } }
            let result = text { $0[0] + ($0[0] + 1) * ($0[2] + (groups.map(Double.init) ?? $0[2] / 2) * $0[0]) }
            let longest = estimator.measure(result).length
            return (all + matches * longest / 256 + longest / 16, result)
        default: return nil
        }
    }

    // MARK: lists

    private var lists: Weight? {
        guard let first = arguments.first else { return nil }
        let element = first.element(assumptions, rounds: count(0))
        switch name {
        case "lists.range":
            let most = max(0, min(measures[0].number, Double(1 << 24)))
            return (2 * most + 2, Extent.number(most).list(most, worst: min(worst(0).number, Double(1 << 24))))
        case "slice", "reverse": return (2 + count(0) + length(0) / 2, first)
        case "flatten":
            let inner = estimator.measure(element)
            let total = min(measures[0].total, Measure.ceiling)
            let leaves = element.element(assumptions, rounds: inner.count).union(element, assumptions)
            let most = worst(0).total
            var result = leaves.list(total, worst: most, families: families)
            // What is taken out of lists is no more than what was in them.
            (result.average.total, result.average.bytes) = (first.average.total + 1, first.average.bytes)
            (result.worst.total, result.worst.bytes) = (first.worst.total + 1, first.worst.bytes)
            return (2 + 2 * total, result)
        case "distinct":
            let pair = 0.25 + min(measures[0].total, worst(0).total) / max(1, count(0)) + measures[0].bytes / max(1, count(0)) / 64
            return (2 + 2 * count(0) + count(0) * worst(0).count * pair, first)
        case "sort": return (2 + count(0) + estimator.sorting(count(0), element), first)
        case "first", "last", "unwrapOpt", "optional.unwrap":
            return (2 + count(0), name.hasPrefix("u") || name.hasPrefix("o") ? first : first.anyElement(assumptions))
        case "sets.contains", "sets.equivalent", "sets.intersects":
            let other = worst(1).count
            return (2 + 2 * (count(0) * other + other * (measures[0].total + measures[0].bytes / 64)), Extent())
        case "math.greatest", "math.least": return (2 + 2 * count(0) + Double(arguments.count), Extent())
        default: return nil
        }
    }

    // MARK: everything else

    private var values: Weight {
        let read = measures.reduce(2) { $0 + $1.length / 16 }
        let joined = arguments.dropFirst().reduce(arguments[0]) { $0.union($1, assumptions) }
        switch name {
        case "size": return (read, .number(max(worst(0).length, worst(0).count)))
        case "dyn", "optional.of", "optional.ofNonZeroValue", "hasValue", "value", "or", "orValue", "type": return (2, joined)
        case "bytes", "int", "uint": return (read, joined)
        case "string":
            var result = joined
            result.average.length = max(result.average.length, 400)
            result.worst.length = max(result.worst.length, 400)
            return (read + 30, result)
        // A zone's name is looked up in a table.
        case let name where name.hasPrefix("get"): return (read + 100, .number(10_000))
        default: return (read + 10, joined)
        }
    }

    /// Nobody knows what it does: it's taken to look at all that it's given, and to give no more than a document.
    private var host: Weight {
        let steps = measures.reduce(50) { $0 + $1.total + $1.bytes / 64 }
        let result = Extent.part(assumptions, siblings: 1, families: [])
        return (steps + result.average.count, result)
    }
}
