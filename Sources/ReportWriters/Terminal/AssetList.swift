import Document
public import PostureModel
import SourceText

/// Assets for people: a line each, or all of one.
public struct AssetList: Sendable {
    public var style: TerminalStyle

    public init(style: TerminalStyle) { self.style = style }

    /// `AWS::S3::Bucket  logs  eu-west-1  111122223333  live`.
    public func line(_ asset: Asset) -> String {
        var parts = [
            TerminalText.padded(TerminalText.safe(asset.type), to: 26), style.paint(TerminalText.safe(asset.name), .bold),
        ]
        parts += [asset.region, asset.account].compactMap { $0 }.map(TerminalText.safe)
        parts.append(style.paint(place(asset), .cyan))
        return parts.joined(separator: "  ")
    }

    private func place(_ asset: Asset) -> String {
        guard let location = asset.origin.location else { return "live" }
        return TerminalText.safe(location.start.map { "\(location.path):\($0.line)" } ?? location.path)
    }

    /// Everything known of one asset: who it is, its tags, its properties, each value with where it comes from.
    public func details(_ asset: Asset) -> [String] {
        var lines = [style.paint(TerminalText.safe(asset.name), .bold) + "  " + asset.type]
        func row(_ label: String, _ text: String?) {
            guard let text else { return }
            lines.append("  " + style.paint(TerminalText.padded(label, to: 10), .dim) + TerminalText.safe(text))
        }
        row("id", asset.id)
        row("account", asset.account)
        row("region", asset.region)
        row("address", asset.address)
        switch asset.origin {
        case .declared(let origin):
            row("declared", origin.location.description)
            for call in origin.moduleCalls { row("called", call.description) }
        case .observed(let origin): row("observed", "\(origin.collector) at \(origin.time)")
        }
        if let tags = asset.tags, tags.count > 0 {
            row("tags", tags.members.map { "\($0.key)=\($0.value.string ?? $0.value.description)" }.joined(separator: " "))
        }
        guard let properties = asset.properties else { return lines }
        lines.append("  " + style.paint("properties", .dim))
        write(properties, indent: 4, into: &lines)
        return lines
    }

    private func write(_ value: DocumentValue, indent: Int, into lines: inout [String]) {
        let space = String(repeating: " ", count: indent)
        for (key, member) in value.members {
            let name = key == .rest ? "…" : TerminalText.safe(key.text)
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
                let text = member.unknown.map { "unknown: \($0.description)" } ?? TerminalText.safe(member.description)
                let look: TerminalStyle.Look? = member.unknown == nil ? nil : .magenta
                let shown = TerminalText.cut(text, to: 100)
                lines.append("\(space)\(name) = \(look.map { style.paint(shown, $0) } ?? shown)")
            }
        }
    }
}
