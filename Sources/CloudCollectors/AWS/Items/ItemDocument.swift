import Document
import PostureModel
import SourceText

/// Items of listings as documents of their own, which outlive their page.
enum ItemDocument {
    static func make(_ item: DocumentValue, from page: Document) throws(Diagnostic) -> Document {
        let builder = DocumentBuilder()
        if let source = page.sources.first { _ = builder.source(source) }
        builder.copyPlain(item)
        return try builder.finish()
    }

    /// An object of which nothing is known.
    static func unknown(_ unknown: Unknown) throws(Diagnostic) -> Document {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.unknown(unknown, rest: true)
        builder.endMap()
        return try builder.finish()
    }

    /// What a message calls an item: the first of its members that looks like a name.
    static func name(of item: DocumentValue) -> String? {
        if let text = item.string { return text }
        guard item.kind == .map else { return nil }
        for suffix in ["Arn", "ARN", "Name", "Id", "Identifier"] {
            for (key, value) in item.members where key.text.hasSuffix(suffix) {
                if let text = value.string, !text.isEmpty { return text }
            }
        }
        return nil
    }
}
