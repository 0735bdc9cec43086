public import PostureModel
import SourceText

/// Findings for people: worst first, each with the values that decided it and where they stand.
///
/// What several findings of one control have in common (its title, what it means, what to do) is said once.
public struct FindingList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// How many evidence lines one finding shows.
    public var evidenceLimit = 5

    private static let indent = TerminalStyle.severityIndent

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

    /// All findings, in their order; neighbours of one control and status stand together, with an empty line behind them.
    ///
    /// - Parameters:
    ///   - remedy: what to do about a finding, in words.
    ///   - receive: gets line after line.
    public func write(_ findings: [Finding], remedy: (Finding) -> LocalizedText?, to receive: (String) -> Void) {
        var start = 0
        while start < findings.count {
            var end = start + 1
            while end < findings.count, findings[end].control == findings[start].control,
                findings[end].status == findings[start].status
            { end += 1 }
            for line in lines(of: findings[start..<end], remedy: remedy(findings[start])) { receive(line) }
            receive("")
            start = end
        }
    }

    /// The lines of one finding.
    ///
    /// - Parameter remedy: what to do about it, in words.
    public func lines(_ finding: Finding, remedy: LocalizedText?) -> [String] { lines(of: [finding], remedy: remedy) }

    private func lines(of group: ArraySlice<Finding>, remedy: LocalizedText?) -> [String] {
        guard let first = group.first else { return [] }
        var lines = headline(first)
        let reason = TerminalText.safe(first.reason[language])
        let isShared = group.allSatisfy { $0.reason == first.reason }
        // One finding reads place first; of many, what they share comes first.
        if isShared, group.count > 1 { lines += said(reason) }
        for finding in group {
            lines += place(finding)
            if !isShared || group.count == 1 { lines += said(TerminalText.safe(finding.reason[language])) }
            lines += evidence(finding)
            if finding.evidence.count > evidenceLimit {
                lines.append("           " + style.paint(more(finding.evidence.count - evidenceLimit), .dim))
            }
        }
        if let remedy, first.status == .fail, !remedy[language].isEmpty { lines += self.remedy(remedy[language]) }
        return lines
    }

    private func headline(_ finding: Finding) -> [String] {
        let status = finding.status == .fail ? "" : "[\(word(finding.status))]"
        let pieces = [
            StyledPiece(status, .magenta), StyledPiece(TerminalText.safe(finding.title[language]), .bold, isWrapped: true),
            StyledPiece(TerminalText.safe(finding.control), .dim),
        ]
        return style.marked(style.flow(pieces, indent: Self.indent), with: finding.severity)
    }

    private func word(_ status: FindingStatus) -> String {
        guard language == .japanese else { return status.rawValue }
        return switch status {
        case .pass: "合格"
        case .fail: "不合格"
        case .unknown: "不明"
        case .error: "エラー"
        case .notApplicable: "対象外"
        }
    }

    private func said(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return TerminalText.wrapped(text, to: style.room(behind: Self.indent)).map { String(repeating: " ", count: Self.indent) + $0 }
    }

    private func remedy(_ text: String) -> [String] {
        TerminalText.wrapped(TerminalText.safe(text), to: style.room(behind: Self.indent + 2)).enumerated().map { index, line in
            String(repeating: " ", count: Self.indent) + (index == 0 ? style.paint("→ ", .green) : "  ") + line
        }
    }

    private func place(_ finding: Finding) -> [String] {
        let name = TerminalText.safe(finding.asset.address ?? finding.asset.name)
        guard let location = finding.location else {
            let scope = [finding.asset.account, finding.asset.region].compactMap { $0 }.joined(separator: " ")
            return style.flow(
                [StyledPiece(TerminalText.safe(finding.asset.id), .cyan), StyledPiece(TerminalText.safe(scope))], indent: Self.indent)
        }
        return style.flow(
            [EvidenceSource.file(location).piece, StyledPiece(name)], indent: Self.indent)
    }

    /// What decided. Several clauses may hang on one value, which is shown once.
    private func evidence(_ finding: Finding) -> [String] {
        var lines: [[String]] = []
        for evidence in finding.evidence.prefix(evidenceLimit) {
            let line = line(evidence, of: finding)
            if !lines.contains(line) { lines.append(line) }
        }
        return lines.flatMap { $0 }
    }

    private func line(_ evidence: Evidence, of finding: Finding) -> [String] {
        let room = style.room(behind: Self.indent + 2) ?? 140
        // Values of a megabyte are met: no more of one is looked at than could be shown.
        let value = TerminalText.safe(TerminalText.cut(evidence.actual, to: 400))
        let path = TerminalText.cutStart(
            TerminalText.safe(evidence.path), to: max(20, room - 3 - min(TerminalText.width(value), room / 3)))
        let actual = TerminalText.cut(value, to: max(20, room - TerminalText.width(path) - 3))
        var pieces = [StyledPiece("\(path) = \(actual)")]
        if !evidence.relation.isEmpty, !evidence.expected.isEmpty {
            let expected = TerminalText.cut(TerminalText.safe(evidence.expected), to: 40)
            pieces.append(StyledPiece("(\(TerminalText.safe(evidence.relation)) \(expected))", .dim))
        }
        if let asset = evidence.relatedAsset { pieces.append(StyledPiece("of " + TerminalText.safe(asset), .dim)) }
        // The finding's own place stands above already.
        if let source = evidence.source, finding.location.map({ EvidenceSource.file($0).place }) != source.place {
            pieces.append(source.piece)
        }
        return style.flow(pieces, indent: Self.indent + 2)
    }

    private func more(_ count: Int) -> String {
        language == .japanese ? "ほか \(count) 件" : "and \(count) more"
    }
}
