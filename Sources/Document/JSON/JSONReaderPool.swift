import SourceText
import Synchronization

/// Readers between two texts, so that their memory serves the next one: a new reader costs more than a small text.
final class JSONReaderPool: Sendable {
    static let shared = JSONReaderPool()
    /// As many as ever read at once on a small machine; more are made and dropped.
    private static let most = 4

    /// One owner at a time: taken out of the pool before use, put back after it.
    private struct Idle: @unchecked Sendable { let reader: JSONReader }

    private let idle = Mutex<[Idle]>([])

    func read(_ bytes: UnsafeRawBufferPointer, file: SourceFile?, limits: DocumentLimits) throws(Diagnostic) -> JSONResult {
        let reader = idle.withLock { $0.popLast() }?.reader ?? JSONReader()
        defer {
            reader.trim()
            let back = Idle(reader: reader)
            idle.withLock { if $0.count < JSONReaderPool.most { $0.append(back) } }
        }
        return try reader.read(bytes, file: file, limits: limits)
    }
}
