import PostureStore
import Synchronization

extension Store {
    /// The first assets that fit.
    func assets(matching filter: AssetFilter, limit: Int) async throws -> [StoredAsset] {
        var filter = filter
        filter.limit = limit
        let found = Mutex<[StoredAsset]>([])
        try await forEachAsset(matching: filter) { asset in
            found.withLock { $0.append(asset) }
            return .next
        }
        return found.withLock { $0 }
    }

    /// The findings that fit, all at once: for what one reader looks at.
    func findings(matching filter: FindingFilter) async throws -> [StoredFinding] {
        let found = Mutex<[StoredFinding]>([])
        try await forEachFinding(matching: filter) { finding in
            found.withLock { $0.append(finding) }
            return .next
        }
        return found.withLock { $0 }
    }
}
