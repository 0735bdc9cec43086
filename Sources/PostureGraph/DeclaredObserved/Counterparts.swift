import Document
public import PostureModel

/// Which declared asset and which observed one are the same thing.
///
/// Asked in this order, each step over what is still alone: the same id; the same settings of an account, of which there is one; the
/// same key property (a queue's name); the same `Name` tag, which is what people give to things whose id the provider makes.
/// Accounts and regions must agree where both say them. Two that could be meant make neither: which one it is can't be told.
public struct Counterparts: Sendable {
    public struct Pair: Sendable, Hashable {
        /// Positions in the lists that were given.
        public var declared: Int
        public var observed: Int
    }

    public private(set) var pairs: [Pair] = []
    public private(set) var declaredOnly: [Int] = []
    public private(set) var observedOnly: [Int] = []
    /// Declared assets for which more than one counterpart could be meant, that compete for one, or whose name only an account knows.
    public private(set) var undecided: [Int] = []

    /// - Parameter types: by name; a type that is not there is joined by id and `Name` tag alone.
    public init(declared: [Asset], observed: [Asset], types: [String: AssetType]) {
        var joining = Joining(declared: declared, observed: observed)
        joining.step { $0.id }
        joining.step { types[$0.type]?.live?.isSingleton == true ? "" : nil }
        joining.step { asset in
            guard let type = types[asset.type], type.live?.isSingleton != true else { return nil }
            return asset.properties?.value(at: PropertyPath(type.key))?.string
        }
        joining.step { $0.tags?["Name"]?.string }
        pairs = joining.pairs.sorted { $0.declared < $1.declared }
        for number in declared.indices where !joining.declaredDone.contains(number) {
            if !Self.isRecognizable(declared[number], types) { joining.dispute(number) }
        }
        declaredOnly = declared.indices.filter { !joining.declaredDone.contains($0) && !joining.undecided.contains($0) }
        observedOnly = observed.indices.filter { !joining.observedDone.contains($0) && !joining.disputed.contains($0) }
        undecided = joining.undecided.subtracting(joining.declaredDone).sorted()
    }

    /// Whether its counterpart would have been known if it were there: something of it that the account knows too stands in code.
    private static func isRecognizable(_ asset: Asset, _ types: [String: AssetType]) -> Bool {
        // Of what no account is read for, nothing can be missing.
        guard let type = types[asset.type] else { return true }
        return type.live?.isSingleton == true || asset.properties?.value(at: PropertyPath(type.key))?.string != nil
            || asset.tags?["Name"]?.string != nil
    }
}

private struct Joining {
    let declared: [Asset]
    let observed: [Asset]
    var pairs: [Counterparts.Pair] = []
    var declaredDone: Set<Int> = []
    var observedDone: Set<Int> = []
    var undecided: Set<Int> = []
    var disputed: Set<Int> = []

    init(declared: [Asset], observed: [Asset]) {
        self.declared = declared
        self.observed = observed
    }

    private struct Name: Hashable {
        var type: String
        var text: String
    }

    mutating func step(_ name: (Asset) -> String?) {
        func index(_ assets: [Asset], without done: Set<Int>) -> [Name: [Int]] {
            var index: [Name: [Int]] = [:]
            for (number, asset) in assets.enumerated() where !done.contains(number) {
                if let text = name(asset) { index[Name(type: asset.type, text: text), default: []].append(number) }
            }
            return index
        }
        let candidates = index(observed, without: observedDone)
        for (key, numbers) in index(declared, without: declaredDone) {
            guard let all = candidates[key] else { continue }
            var claims: [Int: [Int]] = [:]
            for number in numbers {
                let fitting = all.filter { Self.isSamePlace(declared[number], observed[$0]) }
                if fitting.count == 1 {
                    claims[fitting[0], default: []].append(number)
                } else if fitting.count > 1 {
                    undecided.insert(number)
                    disputed.formUnion(fitting)
                }
            }
            for (target, claimants) in claims { settle(target, claimants) }
        }
    }

    private mutating func settle(_ target: Int, _ claimants: [Int]) {
        guard claimants.count == 1 else {
            undecided.formUnion(claimants)
            disputed.insert(target)
            return
        }
        pairs.append(Counterparts.Pair(declared: claimants[0], observed: target))
        declaredDone.insert(claimants[0])
        observedDone.insert(target)
    }

    /// It has no name that could be met again: it may be any asset of its type that is still alone.
    mutating func dispute(_ number: Int) {
        undecided.insert(number)
        for (other, asset) in observed.enumerated() where asset.type == declared[number].type && !observedDone.contains(other) {
            if Self.isSamePlace(declared[number], asset) { disputed.insert(other) }
        }
    }

    /// Code often does not say where it will be applied.
    private static func isSamePlace(_ a: Asset, _ b: Asset) -> Bool {
        func agree(_ a: String?, _ b: String?) -> Bool {
            guard let a, let b else { return true }
            return a == b
        }
        return agree(a.account, b.account) && agree(a.region, b.region)
    }
}
