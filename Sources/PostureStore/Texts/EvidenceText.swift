import Document
import PostureModel
import SourceText

/// Evidence as a JSON list.
enum EvidenceText {
    /// Nil for none.
    static func write(_ evidence: [Evidence]) throws(Diagnostic) -> String? {
        guard !evidence.isEmpty else { return nil }
        return try ColumnText.write { builder in
            builder.beginList()
            for item in evidence { write(item, to: builder) }
            builder.endList()
        }
    }

    private static func write(_ item: Evidence, to builder: DocumentBuilder) {
        builder.beginMap()
        builder.member("path", item.path)
        builder.member("actual", item.actual)
        builder.member("relation", item.relation)
        builder.member("expected", item.expected)
        builder.member("clause", item.clause)
        if let asset = item.relatedAsset { builder.member("asset", asset) }
        switch item.source {
        case .file(let location): builder.members(of: location)
        case .call(let call, let time):
            builder.member("call", call)
            builder.member("time", time)
        case nil: break
        }
        builder.endMap()
    }

    static func read(_ text: String?) throws(Diagnostic) -> [Evidence] {
        guard let text else { return [] }
        return try ColumnText.read(text).elements.map { item in
            var source: EvidenceSource?
            if let call = item.text("call") {
                source = .call(call, time: item.text("time") ?? "")
            } else if let location = item.location {
                source = .file(location)
            }
            return Evidence(
                path: item.text("path") ?? "", actual: item.text("actual") ?? "", relation: item.text("relation") ?? "",
                expected: item.text("expected") ?? "", clause: item.text("clause") ?? "", source: source,
                relatedAsset: item.text("asset"))
        }
    }
}
