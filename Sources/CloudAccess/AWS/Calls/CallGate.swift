import Synchronization

/// How many calls one service in one region gets at a time: more while it answers, half as many when it says "slow down".
///
/// Additive increase, multiplicative decrease over the calls in flight, a pause that all of them keep, and a budget of retries, so
/// that a service in trouble is not buried under them (the budget is the "standard" retry mode of AWS's own clients).
actor CallGate {
    struct Ticket: Sendable {
        var began = ContinuousClock.now
    }

    private static let most = 20.0
    private static let budgetLimit = 200

    private(set) var window = 8.0
    private var inFlight = 0
    private var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextID: UInt64 = 0
    private var pauseUntil: ContinuousClock.Instant?
    private var lastDecrease: ContinuousClock.Instant?
    private var budget = CallGate.budgetLimit

    /// Waits for a place, and for a pause to end.
    ///
    /// - Returns: nil where the task was cancelled.
    func enter() async -> Ticket? {
        if inFlight >= Int(window) {
            guard await waitForPlace() else { return nil }
        } else {
            inFlight += 1
        }
        while let pauseUntil, ContinuousClock.now < pauseUntil {
            try? await Task.sleep(until: pauseUntil, clock: .continuous)
            if Task.isCancelled { break }
        }
        if Task.isCancelled {
            giveUpPlace()
            return nil
        }
        return Ticket()
    }

    func leave(_ ticket: Ticket, wasThrottled: Bool) {
        if wasThrottled {
            slowDown(ticket)
        } else {
            window = min(window + 1 / window, CallGate.most)
            budget = min(budget + 1, CallGate.budgetLimit)
        }
        giveUpPlace()
    }

    /// Takes from the budget for one more attempt.
    ///
    /// - Returns: false where it is used up.
    func mayRetry(cost: Int) -> Bool {
        guard budget >= cost else { return false }
        budget -= cost
        return true
    }

    private func slowDown(_ ticket: Ticket) {
        let now = ContinuousClock.now
        // Calls that were on their way when the window shrank say nothing new.
        if let lastDecrease, ticket.began < lastDecrease { return }
        lastDecrease = now
        window = max(1, window / 2)
        pauseUntil = now + .milliseconds(Int.random(in: 50...250))
    }

    private func giveUpPlace() {
        inFlight -= 1
        while inFlight < Int(window), !waiting.isEmpty {
            inFlight += 1
            waiting.removeFirst().continuation.resume(returning: true)
        }
    }

    private func waitForPlace() async -> Bool {
        let id = nextID
        nextID += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    private func cancel(_ id: UInt64) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}

/// The gates of one client, by service and region.
final class CallGates: Sendable {
    private struct Key: Hashable {
        var service: String
        var region: String
    }

    private let gates = Mutex<[Key: CallGate]>([:])

    func gate(service: String, region: String) -> CallGate {
        gates.withLock { gates in
            let key = Key(service: service, region: region)
            if let known = gates[key] { return known }
            let gate = CallGate()
            gates[key] = gate
            return gate
        }
    }
}
