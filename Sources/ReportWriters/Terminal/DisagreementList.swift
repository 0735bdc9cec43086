public import PostureModel
import SourceText

/// Where code and account disagree, for people: one thing after the other, each difference with both values and where they stand.
public struct DisagreementList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// Differences that one thing shows.
    public var differenceLimit = 4

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    public func lines(_ disagreement: Disagreement) -> [String] {
        let asset = disagreement.observed ?? disagreement.declared
        guard let asset else { return [] }
        let mark = disagreement.severity.map { style.severity($0, width: 8) } ?? String(repeating: " ", count: 8)
        var head = "\(mark) \(TerminalText.padded(word(disagreement.kind), to: width)) "
        head += style.paint(TerminalText.safe(asset.name), .bold) + "  " + style.paint(TerminalText.safe(asset.type), .dim)
        if disagreement.kind == .missing, let location = disagreement.location {
            head += "  " + style.paint(TerminalText.safe(EvidenceSource.file(location).place), .cyan)
        }
        var lines = [head]
        for difference in disagreement.differences.prefix(differenceLimit) { lines += self.lines(difference) }
        let rest = disagreement.differences.count - differenceLimit
        if rest > 0 { lines.append("           " + style.paint(language == .japanese ? "ほか \(rest) 件" : "and \(rest) more", .dim)) }
        return lines
    }

    private var width: Int { language == .japanese ? 14 : 12 }

    private func word(_ kind: Disagreement.Kind) -> String {
        switch (kind, language) {
        case (.undeclared, .english): "in no code"
        case (.changed, .english): "differs"
        case (.missing, .english): "not there"
        case (.undeclared, .japanese): "コードにない"
        case (.changed, .japanese): "差異あり"
        case (.missing, .japanese): "実環境にない"
        }
    }

    private func lines(_ difference: PropertyDifference) -> [String] {
        let places = [difference.declared, difference.observed].map { side in
            side?.source.map { style.paint(TerminalText.safe($0.place), .cyan) }
        }
        let values = "\(value(difference.declared)) → \(value(difference.observed))"
        return [
            "           \(TerminalText.safe(difference.path))  \(values)",
            "             " + places.compactMap { $0 }.joined(separator: " → "),
        ]
    }

    private func value(_ side: PropertyDifference.Side?) -> String {
        guard let side else { return language == .japanese ? "なし" : "nothing" }
        return TerminalText.cut(TerminalText.safe(side.value), to: 50)
    }
}
