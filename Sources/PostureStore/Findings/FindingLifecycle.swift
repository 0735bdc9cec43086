import PostureModel

/// What a change of verdict means to the people who look after a finding.
public enum FindingChange: String, Sendable, Hashable {
    /// It fails for the first time.
    case opened
    /// It failed, and now it passes, does not apply, or is gone.
    case resolved
    /// It fails again after it was resolved.
    case reopened
}

/// Where a finding stands between opened and resolved. What is not known resolves nothing.
enum FindingLifecycle: Int, Sendable {
    case neverFailed = 0
    case open = 1
    case resolved = 2

    /// - Parameter status: the new verdict; nil where asset or control are gone.
    mutating func advance(to status: FindingStatus?) -> FindingChange? {
        switch (status, self) {
        case (.fail, .neverFailed):
            self = .open
            return .opened
        case (.fail, .resolved):
            self = .open
            return .reopened
        case (.pass, .open), (.notApplicable, .open), (nil, .open):
            self = .resolved
            return .resolved
        default:
            return nil
        }
    }
}
