import CloudAccess
import PostureModel

/// One listing in one region, and every asset type that lives on it.
struct Listing: Sendable {
    struct LiveType: Sendable {
        var name: String
        var face: LiveFace
        /// Calls about an item in the order they can be made: each stage needs answers of earlier ones only.
        var stages: [[LiveFace.NamedCall]]
    }

    let call: LiveFace.Call
    /// Where it is asked.
    let region: String
    let types: [LiveType]
    let isGlobal: Bool
    /// Someone named regions: of a global listing whose items say theirs, only items there count.
    let regions: [String]?

    /// What assets of it have for a region; nil for global ones.
    var scopeRegion: String? { isGlobal ? nil : region }

    /// The longest first, then type by type through all regions, so that neighbours ask different endpoints.
    static func plan(_ types: [AssetType], account: AWSAccount, isLimitedToRegions: Bool) -> [Listing] {
        struct Key: Hashable {
            var call: LiveFace.Call
            var isGlobal: Bool
        }
        var order: [Key] = []
        var grouped: [Key: [LiveType]] = [:]
        for type in types {
            guard let face = type.live else { continue }
            let key = Key(call: face.list, isGlobal: face.isGlobal)
            if grouped[key] == nil { order.append(key) }
            grouped[key, default: []].append(LiveType(name: type.name, face: face, stages: CallStages.of(face.calls)))
        }
        return (order.filter(\.isGlobal) + order.filter { !$0.isGlobal }).flatMap { key in
            (key.isGlobal ? [account.globalRegion] : account.regions).map { region in
                Listing(
                    call: key.call, region: region, types: grouped[key] ?? [], isGlobal: key.isGlobal,
                    regions: isLimitedToRegions ? account.regions : nil)
            }
        }
    }
}

/// Sorts an item's calls by what they need of one another.
enum CallStages {
    static func of(_ calls: [LiveFace.NamedCall]) -> [[LiveFace.NamedCall]] {
        let names = Set(calls.map(\.name))
        var done: Set<String> = []
        var rest = calls
        var stages: [[LiveFace.NamedCall]] = []
        while !rest.isEmpty {
            let ready = rest.filter { call in needs(call).intersection(names).subtracting(done).isEmpty }
            // Calls that need one another can never be made in a right order; then their own order has to do.
            let stage = ready.isEmpty ? [rest[0]] : ready
            let taken = Set(stage.map(\.name))
            stages.append(stage)
            done.formUnion(taken)
            rest.removeAll { taken.contains($0.name) }
        }
        return stages
    }

    private static func needs(_ call: LiveFace.NamedCall) -> Set<String> {
        var names = Set(call.call.input.values.flatMap(roots))
        if let each = call.each?.first { names.insert(each) }
        return names
    }

    private static func roots(_ input: LiveFace.Input) -> [String] {
        switch input {
        case .path(let path): Array(path.prefix(1))
        case .literal: []
        case .list(let inputs): inputs.flatMap(roots)
        case .map(let inputs): inputs.values.flatMap(roots)
        }
    }
}
