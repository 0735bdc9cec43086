import CloudAccess
import PostureModel
import Synchronization

/// Calls that gave no answer: one line for each call, region and code, with a count and one example, however many there were.
final class FailureLog: Sendable {
    private struct Key: Hashable {
        var call: String
        var region: String
        var code: String
    }

    private struct Entry {
        var failure: CallFailure
        var count: Int
        var asset: String?
    }

    private let entries = Mutex<[Key: Entry]>([:])

    /// - Parameter asset: what it was asked for; nil for a listing.
    func add(_ failure: CallFailure, asset: String?) {
        let key = Key(call: failure.call, region: failure.error.region, code: failure.error.code)
        entries.withLock { entries in
            if entries[key] == nil {
                entries[key] = Entry(failure: failure, count: 1, asset: asset)
            } else {
                entries[key]?.count += 1
            }
        }
    }

    /// Sorted by call, region and code.
    var calls: [Coverage.FailedCall] {
        entries.withLock { $0 }
            .sorted { ($0.key.call, $0.key.region, $0.key.code) < ($1.key.call, $1.key.region, $1.key.code) }
            .map { $0.value.failure.line(count: $0.value.count, asset: $0.value.asset) }
    }
}
