public import PostureModel

/// The last line of a run: what was judged, and how it went.
public struct RunSummary {
    private var byStatus: [FindingStatus: Int] = [:]
    private var failedBySeverity: [Severity: Int] = [:]

    public init() {}

    public mutating func count(_ finding: Finding) {
        byStatus[finding.status, default: 0] += 1
        if finding.status == .fail { failedBySeverity[finding.severity, default: 0] += 1 }
    }

    public func count(of status: FindingStatus) -> Int { byStatus[status] ?? 0 }

    /// Failures of this severity or a worse one.
    public func failures(atLeast severity: Severity) -> Int {
        failedBySeverity.filter { $0.key >= severity }.values.reduce(0, +)
    }

    /// `3 failed (1 critical, 2 high) · 41 passed · 2 unknown`.
    public func line(style: TerminalStyle, language: LocalizedText.Language) -> String {
        let isJapanese = language == .japanese
        let failed = count(of: .fail)
        let severities = Severity.allCases.reversed().compactMap { severity in
            failedBySeverity[severity].map { "\($0) \(severity.rawValue)" }
        }
        var parts = [style.paint(isJapanese ? "不合格 \(failed)" : "\(failed) failed", failed > 0 ? .red : .green)]
        if failed > 0 { parts[0] += " (\(severities.joined(separator: ", ")))" }
        parts.append(style.paint(isJapanese ? "合格 \(count(of: .pass))" : "\(count(of: .pass)) passed", .green))
        for (status, english, japanese) in [(FindingStatus.unknown, "unknown", "不明"), (.error, "errors", "エラー")] {
            let count = count(of: status)
            if count > 0 { parts.append(style.paint(isJapanese ? "\(japanese) \(count)" : "\(count) \(english)", .magenta)) }
        }
        return parts.joined(separator: " · ")
    }
}
