public import PostureModel

/// A run as the store remembers it.
public struct RunRecord: Sendable {
    public enum State: String, Sendable {
        case running
        case finished
        /// Its process went away before the end; what it had stored stays.
        case interrupted
    }

    public let id: String
    public let kind: Run.Kind
    public let state: State
    public let started: String
    /// When it ended, or stored something last where it was interrupted; nil while it runs.
    public let finished: String?
    public let scope: RunScope
    /// Empty until the end.
    public let covered: [CoveredScope]
    /// What it could not read; nil until the end.
    public let coverage: Coverage?
    /// What it changed.
    public let outcome: RecordOutcome
}
