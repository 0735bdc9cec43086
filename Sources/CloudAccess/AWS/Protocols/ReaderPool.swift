import Document
import Synchronization

/// Builders keep their memory between answers; a few are kept for the next call.
final class ReaderPool: Sendable {
    static let shared = ReaderPool()
    /// As many as calls are ever read at once on a small machine; more are made and dropped.
    private static let most = 4

    /// One owner at a time: taken out of the pool before use, put back after it.
    private struct PooledBuilder: @unchecked Sendable { let builder: DocumentBuilder }

    private let builders = Mutex<[PooledBuilder]>([])

    func takeBuilder(limits: DocumentLimits) -> DocumentBuilder {
        let found = builders.withLock { known in
            known.lastIndex { $0.builder.limits.isSame(as: limits) }.map { known.remove(at: $0) }
        }
        return found?.builder ?? DocumentBuilder(limits: limits)
    }

    func put(_ builder: DocumentBuilder) {
        builder.reset()
        let pooled = PooledBuilder(builder: builder)
        builders.withLock { if $0.count < ReaderPool.most { $0.append(pooled) } }
    }
}

extension DocumentLimits {
    fileprivate func isSame(as other: DocumentLimits) -> Bool {
        depth == other.depth && bytes == other.bytes && nodes == other.nodes
    }
}
