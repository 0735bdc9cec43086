import CloudAccess
import Synchronization

/// Services that do not answer at all: after some calls in a row that ended so, the rest is not tried, so that a run ends.
final class EndpointHealth: Sendable {
    private struct Key: Hashable {
        var service: String
        var region: String
    }

    private struct State {
        var failures = 0
        var last: AWSError?
    }

    /// Calls in a row without any answer (each of which the client has already sent more than once).
    private static let limit = 3
    private let states = Mutex<[Key: State]>([:])

    /// - Throws: the last failure, where it is not worth another try.
    func check(_ service: String, _ region: String) throws(AWSError) {
        let state = states.withLock { $0[Key(service: service, region: region)] }
        if let state, state.failures >= EndpointHealth.limit, let last = state.last { throw last }
    }

    func note(_ error: AWSError?, _ service: String, _ region: String) {
        states.withLock { states in
            let key = Key(service: service, region: region)
            if let error, error.kind == .connection || error.kind == .timeout {
                states[key, default: State()].failures += 1
                states[key]?.last = error
            } else if states[key] != nil, error?.kind != .cancelled {
                states[key] = nil
            }
        }
    }
}
