public import PostureModel

/// Where code and account disagree, for people: one thing after the other, each difference with both values and where they stand.
public struct DisagreementList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language
    /// Differences that one thing shows.
    public var differenceLimit = 4

    private static let indent = TerminalStyle.severityIndent

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    public func lines(_ disagreement: Disagreement) -> [String] {
        guard let asset = disagreement.observed ?? disagreement.declared else { return [] }
        var head = [
            StyledPiece(TerminalText.padded(word(disagreement.kind), to: language == .japanese ? 12 : 10)),
            StyledPiece(TerminalText.safe(asset.name), .bold), StyledPiece(TerminalText.safe(asset.type), .dim),
        ]
        if disagreement.kind == .missing, let location = disagreement.location { head.append(EvidenceSource.file(location).piece) }
        var lines = style.marked(style.flow(head, indent: Self.indent), with: disagreement.severity)
        for difference in disagreement.differences.prefix(differenceLimit) { lines += self.lines(difference, indent: Self.indent + 2) }
        let rest = disagreement.differences.count - differenceLimit
        if rest > 0 {
            lines.append("           " + style.paint(language == .japanese ? "ほか \(rest) 件" : "and \(rest) more", .dim))
        }
        return lines
    }

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

    /// All that the two faces of one asset say differently, under a heading; of none, that they agree.
    public func comparison(_ disagreement: Disagreement?) -> [String] {
        guard let disagreement else { return [style.paint(language == .japanese ? "コードと一致" : "agrees with code", .dim)] }
        return [style.paint(language == .japanese ? "コードとの差異" : "differs from code", .bold)]
            + disagreement.differences.flatMap { lines($0, indent: 2) }
    }

    private func lines(_ difference: PropertyDifference, indent: Int) -> [String] {
        let values = "\(value(difference.declared)) → \(value(difference.observed))"
        let places = [difference.declared, difference.observed].compactMap { $0?.source?.piece }
        return style.flow([StyledPiece(TerminalText.safe(difference.path)), StyledPiece(values)], indent: indent)
            + style.flow(places, indent: indent + 2)
    }

    private func value(_ side: PropertyDifference.Side?) -> String {
        guard let side else { return language == .japanese ? "なし" : "nothing" }
        return TerminalText.cut(TerminalText.safe(TerminalText.cut(side.value, to: 200)), to: 56)
    }
}
