import Document
public import PostureModel
import SourceText

/// One asset for people, with everything known of it.
public struct AssetList: Sendable {
    public var style: TerminalStyle
    public var language: LocalizedText.Language

    public init(style: TerminalStyle, language: LocalizedText.Language) {
        self.style = style
        self.language = language
    }

    private func say(_ english: String, _ japanese: String) -> String { language == .japanese ? japanese : english }

    /// Columns of the labels before what is said.
    private var labelWidth: Int { language == .japanese ? 12 : 10 }

    /// Everything known of one asset: who it is, its tags, its properties, each value with where it comes from.
    public func details(_ asset: Asset) -> [String] {
        var lines = style.flow([StyledPiece(TerminalText.safe(asset.name), .bold), StyledPiece(TerminalText.safe(asset.type))], indent: 0)
        func row(_ label: String, _ text: String?) {
            guard let text else { return }
            for (index, line) in TerminalText.wrapped(TerminalText.safe(text), to: style.room(behind: labelWidth + 2)).enumerated() {
                lines.append("  " + style.paint(TerminalText.padded(index == 0 ? label : "", to: labelWidth), .dim) + line)
            }
        }
        row(say("id", "ID"), asset.id)
        row(say("account", "アカウント"), asset.account)
        row(say("region", "リージョン"), asset.region)
        row(say("address", "アドレス"), asset.address)
        switch asset.origin {
        case .declared(let origin):
            row(say("declared", "定義場所"), origin.location.description)
            for call in origin.moduleCalls { row(say("called", "呼び出し元"), call.description) }
        case .observed(let origin):
            row(say("observed", "取得元"), say("\(origin.collector) at \(origin.time)", "\(origin.collector)（\(origin.time)）"))
        }
        if let tags = asset.tags, tags.count > 0 {
            row(say("tags", "タグ"), tags.members.map { "\($0.key)=\($0.value.string ?? $0.value.description)" }.joined(separator: " "))
        }
        guard let properties = asset.properties else { return lines }
        lines.append("  " + style.paint(say("properties", "プロパティ"), .dim))
        write(properties, indent: 4, into: &lines)
        return lines
    }

    /// When a store has seen an asset.
    public func seen(from first: String, to last: String, unchangedSince since: String) -> [String] {
        let text = say(
            "seen from \(first) to \(last), unchanged since \(since)", "\(first) から \(last) まで確認、\(since) から変更なし")
        return TerminalText.wrapped(text, to: style.room(behind: 2)).map { "  " + $0 }
    }

    private func write(_ value: DocumentValue, indent: Int, into lines: inout [String]) {
        // However deep it is, half of the line is left.
        let space = String(repeating: " ", count: min(indent, style.width.map { $0 / 2 } ?? indent))
        let room = (style.width ?? 140) - space.count
        for (key, member) in value.members {
            let name = TerminalText.cut(key == .rest ? "…" : TerminalText.safe(key.text), to: style.width == nil ? .max : room - 8)
            switch member.kind {
            case .map where member.count > 0:
                lines.append("\(space)\(name)")
                write(member, indent: indent + 2, into: &lines)
            case .list where member.elements.contains { $0.kind == .map }:
                for (index, element) in member.elements.enumerated() {
                    lines.append("\(space)\(name)[\(index)]")
                    write(element, indent: indent + 2, into: &lines)
                }
            default:
                let text = TerminalText.safe(member.unknown.map { "\(say("unknown", "不明")): \($0.description)" } ?? member.description)
                let look: TerminalStyle.Look? = member.unknown == nil ? nil : .magenta
                let shown = TerminalText.cut(text, to: max(style.width == nil ? 20 : 4, room - TerminalText.width(name) - 3))
                lines.append("\(space)\(name) = \(look.map { style.paint(shown, $0) } ?? shown)")
            }
        }
    }
}
