import PostureStore
import Synchronization

extension Store {
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
