public import ContentCatalog
import PostureGraph
public import PostureModel
public import PostureStore
import Synchronization

/// Finds the other face of a stored asset: the code that declares it, or what the account has of it.
public struct CounterpartSearch {
    private let catalog: ContentCatalog
    private let store: any Store

    public init(catalog: ContentCatalog, store: any Store) {
        self.catalog = catalog
        self.store = store
    }

    public enum Outcome: Sendable {
        /// The other face, and what the two say differently; nil where they agree.
        case found(StoredAsset, Disagreement?)
        /// The store knows assets of the type on the other face, and none of them is this one.
        case missing
        /// There is more than one that it could be, or nothing by which to tell.
        case undecided
        /// The store knows no asset of the type on the other face.
        case notLookedFor
    }

    /// Reads all assets of the asset's type: which ones belong together shows only among all of them.
    public func counterpart(of asset: StoredAsset) async throws -> Outcome {
        let all = try await assets(ofType: asset.asset.type)
        let declared = all.filter { $0.key.face == .code }
        let observed = all.filter { $0.key.face == .live }
        guard !declared.isEmpty, !observed.isEmpty else { return .notLookedFor }
        let types = catalog.assetTypes(mentioning: asset.asset.type)
        let counterparts = Counterparts(
            declared: declared.map(\.asset), observed: observed.map(\.asset),
            types: Dictionary(types.map { ($0.name, $0) }) { first, _ in first })
        let pair = counterparts.pairs.first { declared[$0.declared].key == asset.key || observed[$0.observed].key == asset.key }
        if let pair {
            let (code, live) = (declared[pair.declared], observed[pair.observed])
            let difference = EstateComparison(types: types).difference(try await face(code), try await face(live))
            return .found(asset.key == code.key ? live : code, difference)
        }
        let isMissing =
            counterparts.declaredOnly.contains { declared[$0].key == asset.key }
            || counterparts.observedOnly.contains { observed[$0].key == asset.key }
        return isMissing ? .missing : .undecided
    }

    private func assets(ofType type: String) async throws -> [StoredAsset] {
        var filter = AssetFilter()
        filter.types = [type]
        let found = Mutex<[StoredAsset]>([])
        try await store.forEachAsset(matching: filter) { asset in
            found.withLock { $0.append(asset) }
            return .next
        }
        return found.withLock { $0 }
    }

    private func face(_ asset: StoredAsset) async throws -> EstateFace {
        var filter = FindingFilter()
        filter.asset = asset.key
        filter.statuses = FindingStatus.allCases
        let found = Mutex<[Finding]>([])
        try await store.forEachFinding(matching: filter) { stored in
            found.withLock { $0.append(stored.finding) }
            return .next
        }
        return EstateFace(asset: asset.asset, findings: found.withLock { $0 })
    }
}
