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
    ///
    /// - Parameters:
    ///   - remarks: what else is said of the run; where the line gets too long for the terminal, in lines below.
    ///   - statuses: the verdicts that were counted at all; of others nothing is said.
    public func lines(
        style: TerminalStyle, language: LocalizedText.Language, remarks: [String] = [],
        counting statuses: Set<FindingStatus> = Set(FindingStatus.allCases)
    ) -> [String] {
        let isJapanese = language == .japanese
        let failed = count(of: .fail)
        var severities = Severity.allCases.reversed().compactMap { severity in
            failedBySeverity[severity].map { isJapanese ? "\(severity.rawValue) \($0)" : "\($0) \(severity.rawValue)" }
        }.joined(separator: isJapanese ? "、" : ", ")
        if failed > 0 { severities = isJapanese ? "（\(severities)）" : " (\(severities))" }
        var parts: [(text: String, look: TerminalStyle.Look?, rest: String)] = []
        if statuses.contains(.fail) {
            parts.append((isJapanese ? "不合格 \(failed)" : "\(failed) failed", failed > 0 ? .red : .green, severities))
        }
        if statuses.contains(.pass) {
            parts.append((isJapanese ? "合格 \(count(of: .pass))" : "\(count(of: .pass)) passed", .green, ""))
        }
        for (status, english, japanese) in [(FindingStatus.unknown, "unknown", "不明"), (.error, "errors", "エラー")] {
            let count = count(of: status)
            guard count > 0 else { continue }
            let word = count == 1 && status == .error ? "error" : english
            parts.append((isJapanese ? "\(japanese) \(count)" : "\(count) \(word)", .magenta, ""))
        }
        parts += remarks.map { ($0, nil, "") }
        var lines: [String] = []
        var used = 0
        for part in parts {
            let size = TerminalText.width(part.text + part.rest)
            let painted = (part.look.map { style.paint(part.text, $0) } ?? part.text) + part.rest
            if used > 0, style.width.map({ used + 3 + size <= $0 }) ?? true {
                lines[lines.count - 1] += " · " + painted
                used += 3 + size
            } else {
                lines.append(painted)
                used = size
            }
        }
        return lines
    }
}
