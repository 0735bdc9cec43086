public import PostureModel

/// Findings of both faces for people: one entry a control and thing, with what decided it in code and in the account.
public struct FacedFindingList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// Evidence lines a face.
    public var evidenceLimit = 2

    private static let indent = TerminalStyle.severityIndent

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    public func lines(_ finding: FacedFinding) -> [String] {
        guard let any = finding.live ?? finding.code else { return [] }
        let head = style.flow(
            [
                StyledPiece(TerminalText.padded(word(finding.face), to: language == .japanese ? 10 : 9), .magenta),
                StyledPiece(TerminalText.safe(finding.title[language]), .bold, isWrapped: true), StyledPiece(TerminalText.safe(finding.control), .dim),
            ], indent: Self.indent)
        var lines = style.marked(head, with: finding.severity)
        let name = finding.live?.asset.name ?? finding.code?.asset.address ?? any.asset.name
        // A manifest's address begins with its type.
        let type = name.hasPrefix(any.asset.type + "/") ? [] : [StyledPiece(TerminalText.safe(any.asset.type), .dim)]
        lines += style.flow([StyledPiece(TerminalText.safe(name))] + type, indent: Self.indent)
        if let code = finding.code { lines += face(language == .japanese ? "コード" : "code", code) }
        if let live = finding.live { lines += face(language == .japanese ? "実環境" : "live", live) }
        return lines
    }

    private func word(_ face: FacedFinding.Face) -> String {
        switch (face, language) {
        case (.both, .english): "both"
        case (.live, .english): "live only"
        case (.code, .english): "code only"
        case (.both, .japanese): "両方"
        case (.live, .japanese): "実環境のみ"
        case (.code, .japanese): "コードのみ"
        }
    }

    private func face(_ label: String, _ finding: Finding) -> [String] {
        let shown = evidence(of: finding).prefix(evidenceLimit)
        guard !shown.isEmpty else { return line(label, TerminalText.safe(finding.reason[language]), finding.location.map { .file($0) }) }
        return shown.enumerated().flatMap { index, evidence in
            // Values of a megabyte are met: no more of one is looked at than could be shown.
            let value = TerminalText.cut(TerminalText.safe(TerminalText.cut(evidence.actual, to: 200)), to: 56)
            return line(index == 0 ? label : "", "\(TerminalText.safe(evidence.path)) = \(value)", evidence.source)
        }
    }

    /// Each value once, however many clauses ask for it.
    private func evidence(of finding: Finding) -> [Evidence] {
        var seen: Set<String> = []
        return finding.evidence.filter { seen.insert($0.path).inserted }
    }

    private func line(_ label: String, _ text: String, _ source: EvidenceSource?) -> [String] {
        let head = TerminalText.padded(label, to: language == .japanese ? 6 : 4) + " "
        return style.flow([StyledPiece(head + text)] + (source.map { [$0.piece] } ?? []), indent: Self.indent + 2)
    }
}
