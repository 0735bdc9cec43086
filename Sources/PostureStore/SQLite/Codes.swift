import PostureModel

/// The numbers that stand for statuses, severities and faces in rows.
extension FindingStatus {
    var code: Int {
        switch self {
        case .pass: 0
        case .fail: 1
        case .unknown: 2
        case .error: 3
        case .notApplicable: 4
        }
    }

    init?(code: Int) {
        guard let status = FindingStatus.allCases.first(where: { $0.code == code }) else { return nil }
        self = status
    }
}

extension Severity {
    var code: Int {
        switch self {
        case .info: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        case .critical: 4
        }
    }

    init?(code: Int) {
        guard let severity = Severity.allCases.first(where: { $0.code == code }) else { return nil }
        self = severity
    }
}

extension FindingOrigin {
    var code: Int { self == .code ? 0 : 1 }
}

extension RunRecord.State {
    var code: Int {
        switch self {
        case .running: 0
        case .finished: 1
        case .interrupted: 2
        }
    }

    init?(code: Int) {
        switch code {
        case 0: self = .running
        case 1: self = .finished
        case 2: self = .interrupted
        default: return nil
        }
    }
}
