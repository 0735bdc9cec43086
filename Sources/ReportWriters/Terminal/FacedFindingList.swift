public import PostureModel
import SourceText

/// Findings of both faces for people: one entry a control and thing, with what decided it in code and in the account.
public struct FacedFindingList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// Evidence lines a face.
    public var evidenceLimit = 2

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    public func lines(_ finding: FacedFinding) -> [String] {
        guard let any = finding.live ?? finding.code else { return [] }
        var lines = [
            "\(style.severity(finding.severity, width: 8)) \(style.paint(TerminalText.padded(word(finding.face), to: 9), .magenta)) "
                + style.paint(finding.title[language], .bold) + "  " + style.paint(finding.control, .dim)
        ]
        let name = finding.live?.asset.name ?? finding.code?.asset.address ?? any.asset.name
        lines.append("         \(TerminalText.safe(name))  " + style.paint(TerminalText.safe(any.asset.type), .dim))
        if let code = finding.code { lines += face("code", code) }
        if let live = finding.live { lines += face("live", live) }
        return lines
    }

    private func word(_ face: FacedFinding.Face) -> String {
        switch (face, language) {
        case (.both, .english): "both"
        case (.live, .english): "live only"
        case (.code, .english): "code only"
        case (.both, .japanese): "両方"
        case (.live, .japanese): "実環境"
        case (.code, .japanese): "コード"
        }
    }

    private func face(_ label: String, _ finding: Finding) -> [String] {
        // One value may decide more than one clause.
        var seen: Set<[String]> = []
        let shown = finding.evidence.filter { seen.insert([$0.path, $0.actual]).inserted }.prefix(evidenceLimit)
        guard !shown.isEmpty else { return [line(label, finding.reason[language], finding.location.map { .file($0) })] }
        var lines: [String] = []
        for (index, evidence) in shown.enumerated() {
            let value = "\(TerminalText.safe(evidence.path)) = \(TerminalText.cut(TerminalText.safe(evidence.actual), to: 56))"
            lines.append(line(index == 0 ? label : "", value, evidence.source))
        }
        return lines
    }

    private func line(_ label: String, _ text: String, _ source: EvidenceSource?) -> String {
        let place = source.map { "  " + style.paint(TerminalText.safe($0.place), .cyan) } ?? ""
        return "           " + style.paint(TerminalText.padded(label, to: 5), .dim) + text + place
    }
}

extension EvidenceSource {
    /// A file with its line, or the call: what a reader can look up.
    var place: String {
        switch self {
        case .file(let location): location.start.map { "\(location.path):\($0.line)" } ?? location.path
        case .call(let call, _): call
        }
    }
}
