/// When a call is sent again: only what may turn out otherwise, and never for long.
struct RetryPolicy: Sendable {
    /// Sends in all for connections, time-outs and failures of the service.
    var maxAttempts = 4
    /// Sends in all where the service asks for patience.
    var maxThrottledAttempts = 8
    /// Sends in all where the same wrong answer comes back.
    static let maxSameAnswer = 2

    /// How long to wait before the next attempt; nil where there is none.
    ///
    /// - Parameters:
    ///   - attempt: how many have been made.
    ///   - isSameAnswer: the last two failures are alike in every byte.
    func delay(after error: AWSError, attempt: Int, isSameAnswer: Bool, retryAfter: String?) -> Duration? {
        guard error.isRetryable else { return nil }
        switch error.kind {
        case .throttled:
            guard attempt < maxThrottledAttempts else { return nil }
            // The seconds that the service names, within reason.
            if let seconds = retryAfter.flatMap({ Int($0) }), (0...20).contains(seconds) { return .seconds(seconds) }
            return jitter(base: 100, attempt: attempt)
        case .notAnAPI, .malformedAnswer:
            return attempt < RetryPolicy.maxSameAnswer ? jitter(base: 25, attempt: attempt) : nil
        case .timeout:
            // Each has already cost its whole time.
            return attempt < min(maxAttempts, 2) ? jitter(base: 50, attempt: attempt) : nil
        default:
            guard attempt < maxAttempts, !isSameAnswer || attempt < RetryPolicy.maxSameAnswer else { return nil }
            return jitter(base: 50, attempt: attempt)
        }
    }

    /// What an attempt takes from the gate's budget.
    func cost(of error: AWSError) -> Int { error.kind == .timeout ? 10 : 5 }

    /// Full jitter: anywhere between nothing and a bound that doubles, up to 20 s.
    private func jitter(base: Int, attempt: Int) -> Duration {
        let bound = min(base << min(attempt, 10), 20_000)
        return .milliseconds(Int.random(in: bound / 4...bound))
    }
}
