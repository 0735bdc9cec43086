public import PostureModel

/// Which verdicts hang on what: asset, name, listing or relationship. Flat and in memory, at about 20 bytes a dependency.
///
/// A verdict is a control on an asset. All steps take the time of what they touch, however many verdicts there are.
public struct DependencyIndex: Sendable {
    /// A control on an asset.
    public struct Verdict: Sendable, Hashable {
        /// The asset, by the key of its content.
        public var asset: EstateKey
        public var control: String

        public init(asset: EstateKey, control: String) {
            self.asset = asset
            self.control = control
        }
    }

    /// A verdict's number and what comes before and after it among those with the same key; the next one of the same verdict.
    private struct Edge {
        var verdict: Int32
        var key: EstateKey
        var previousOfKey: Int32
        var nextOfKey: Int32
        var nextOfVerdict: Int32
    }

    private static let none: Int32 = -1

    private var edges: [Edge] = []
    private var firstFree = none
    private var firstOfKey: [EstateKey: Int32] = [:]
    private var verdicts: [Verdict?] = []
    private var firstOfVerdict: [Int32] = []
    private var freeVerdicts: [Int32] = []
    private var numbers: [Verdict: Int32] = [:]

    public init() {}

    /// How many dependencies are kept.
    public private(set) var count = 0

    /// Says anew what a verdict hangs on; nothing takes it out.
    public mutating func set(_ verdict: Verdict, to keys: some Sequence<EstateKey>) {
        remove(verdict)
        var number = Self.none
        for key in keys {
            if number == Self.none { number = add(verdict) }
            let head = firstOfKey[key] ?? Self.none
            let edge = Edge(
                verdict: number, key: key, previousOfKey: Self.none, nextOfKey: head,
                nextOfVerdict: firstOfVerdict[Int(number)])
            let index = insert(edge)
            if head != Self.none { edges[Int(head)].previousOfKey = index }
            firstOfKey[key] = index
            firstOfVerdict[Int(number)] = index
            count += 1
        }
    }

    /// Forgets what a verdict hangs on.
    public mutating func remove(_ verdict: Verdict) {
        guard let number = numbers.removeValue(forKey: verdict) else { return }
        var index = firstOfVerdict[Int(number)]
        while index != Self.none {
            let edge = edges[Int(index)]
            if edge.nextOfKey != Self.none { edges[Int(edge.nextOfKey)].previousOfKey = edge.previousOfKey }
            if edge.previousOfKey != Self.none {
                edges[Int(edge.previousOfKey)].nextOfKey = edge.nextOfKey
            } else {
                firstOfKey[edge.key] = edge.nextOfKey == Self.none ? nil : edge.nextOfKey
            }
            edges[Int(index)].nextOfKey = firstFree
            firstFree = index
            count -= 1
            index = edge.nextOfVerdict
        }
        verdicts[Int(number)] = nil
        freeVerdicts.append(number)
    }

    /// The verdicts that hang on any of these; each once.
    public func verdicts(on keys: some Sequence<EstateKey>) -> Set<Verdict> {
        var found: Set<Verdict> = []
        for key in keys {
            var index = firstOfKey[key] ?? Self.none
            while index != Self.none {
                let edge = edges[Int(index)]
                if let verdict = verdicts[Int(edge.verdict)] { found.insert(verdict) }
                index = edge.nextOfKey
            }
        }
        return found
    }

    /// The verdicts that read an asset which is not their own, or asked about one that was not there.
    public func verdicts(onAsset asset: Asset) -> Set<Verdict> { verdicts(on: [.asset(asset)]) }

    /// The verdicts that followed a relationship of a type's assets.
    public func verdicts(onRelationship name: String, of type: String) -> Set<Verdict> {
        verdicts(on: [.relationship(name, of: type)])
    }

    private mutating func add(_ verdict: Verdict) -> Int32 {
        let number: Int32
        if let free = freeVerdicts.popLast() {
            number = free
            verdicts[Int(free)] = verdict
            firstOfVerdict[Int(free)] = Self.none
        } else {
            number = Int32(verdicts.count)
            verdicts.append(verdict)
            firstOfVerdict.append(Self.none)
        }
        numbers[verdict] = number
        return number
    }

    private mutating func insert(_ edge: Edge) -> Int32 {
        guard firstFree != Self.none else {
            edges.append(edge)
            return Int32(edges.count - 1)
        }
        let index = firstFree
        firstFree = edges[Int(index)].nextOfKey
        edges[Int(index)] = edge
        return index
    }
}
