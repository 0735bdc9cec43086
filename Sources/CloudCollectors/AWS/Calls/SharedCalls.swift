import CloudAccess
import Document
import Synchronization

/// Answers by what was asked, so that no question is put twice: two items with one key, or many with none of their own.
///
/// Bounded: old answers are forgotten, and asked for again if need be.
final class SharedCalls: Sendable {
    struct Key: Hashable, Sendable {
        var call: String
        var region: String
        /// As canonical text.
        var input: String
    }

    typealias Answer = Result<Document, AWSError>

    private static let most = 4_096
    private static let mostBytes = 8 << 20

    private struct State {
        var tasks: [Key: Task<Answer, Never>] = [:]
        var bytes: [Key: Int] = [:]
        var total = 0
        /// The oldest first, from `first` on.
        var order: [Key] = []
        var first = 0
        var running: [UInt64: Task<Answer, Never>] = [:]
        var next: UInt64 = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    func answer(_ key: Key, _ ask: @escaping @Sendable () async -> Answer) async -> Answer {
        let task = state.withLock { state -> Task<Answer, Never> in
            if let known = state.tasks[key] { return known }
            let number = state.next
            state.next += 1
            let task = Task<Answer, Never> {
                let answer = await ask()
                self.finish(number, key, answer)
                return answer
            }
            state.running[number] = task
            if state.isCancelled { task.cancel() }
            state.tasks[key] = task
            state.order.append(key)
            return task
        }
        return await task.value
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            for task in state.running.values { task.cancel() }
        }
    }

    private func finish(_ number: UInt64, _ key: Key, _ answer: Answer) {
        state.withLock { state in
            state.running[number] = nil
            if case .success(let document) = answer, state.tasks[key] != nil {
                state.bytes[key] = document.byteCount
                state.total += document.byteCount
            }
            while state.order.count - state.first > SharedCalls.most || state.total > SharedCalls.mostBytes,
                state.first < state.order.count
            {
                let oldest = state.order[state.first]
                state.first += 1
                state.tasks[oldest] = nil
                state.total -= state.bytes.removeValue(forKey: oldest) ?? 0
            }
            if state.first > SharedCalls.most {
                state.order.removeFirst(state.first)
                state.first = 0
            }
        }
    }
}
