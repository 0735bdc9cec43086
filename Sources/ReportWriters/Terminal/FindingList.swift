public import PostureModel
import SourceText

/// Findings for people: worst first, each with the values that decided it and where they stand.
public struct FindingList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// How many evidence lines one finding shows.
    public var evidenceLimit = 5

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    /// Worst first; then by control and place, so that two runs read alike.
    public static func ranked(_ findings: [Finding]) -> [Finding] {
        // Numbers are moved about while sorting, not findings.
        let order = findings.indices.sorted { first, second in
            let (a, b) = (findings[first], findings[second])
            if a.severity != b.severity { return a.severity > b.severity }
            if a.control != b.control { return a.control < b.control }
            return (a.location?.path ?? "", a.location?.start?.line ?? 0, a.asset.id)
                < (b.location?.path ?? "", b.location?.start?.line ?? 0, b.asset.id)
        }
        return order.map { findings[$0] }
    }

    /// The lines of one finding.
    ///
    /// - Parameter remedy: what to do about it, in words.
    public func lines(_ finding: Finding, remedy: LocalizedText?) -> [String] {
        let status = finding.status == .fail ? "" : style.paint("[\(finding.status.rawValue)] ", .magenta)
        var lines = [
            "\(style.severity(finding.severity, width: 8)) \(status)\(style.paint(finding.title[language], .bold))  "
                + style.paint(finding.control, .dim)
        ]
        lines.append("         \(place(finding))")
        if !finding.reason[language].isEmpty { lines.append("         \(TerminalText.safe(finding.reason[language]))") }
        for evidence in finding.evidence.prefix(evidenceLimit) { lines.append("           \(line(evidence))") }
        if finding.evidence.count > evidenceLimit {
            lines.append("           " + style.paint(more(finding.evidence.count - evidenceLimit), .dim))
        }
        if let remedy, finding.status == .fail, !remedy[language].isEmpty {
            lines.append("         " + style.paint("→ ", .green) + remedy[language])
        }
        return lines
    }

    private func place(_ finding: Finding) -> String {
        let name = TerminalText.safe(finding.asset.address ?? finding.asset.name)
        if let location = finding.location {
            let place = location.start.map { "\(location.path):\($0.line)" } ?? location.path
            return "\(style.paint(TerminalText.safe(place), .cyan))  \(name)"
        }
        let scope = [finding.asset.account, finding.asset.region].compactMap { $0 }.joined(separator: " ")
        return "\(style.paint(TerminalText.safe(finding.asset.id), .cyan))" + (scope.isEmpty ? "" : "  \(scope)")
    }

    private func line(_ evidence: Evidence) -> String {
        let actual = TerminalText.cut(TerminalText.safe(evidence.actual), to: 60)
        var text = "\(TerminalText.safe(evidence.path)) = \(actual)"
        if !evidence.relation.isEmpty, !evidence.expected.isEmpty {
            text += style.paint("  (\(evidence.relation) \(TerminalText.cut(TerminalText.safe(evidence.expected), to: 40)))", .dim)
        }
        if let source = evidence.source { text += style.paint("  \(TerminalText.safe(short(source)))", .cyan) }
        return text
    }

    private func short(_ source: EvidenceSource) -> String {
        switch source {
        case .file(let location): location.start.map { "\(location.path):\($0.line)" } ?? location.path
        case .call(let call, _): call
        }
    }

    private func more(_ count: Int) -> String {
        language == .japanese ? "ほか \(count) 件" : "and \(count) more"
    }
}
