import Document
import SourceText

/// The calls that led into a module as a JSON list of places.
enum ModuleCallsText {
    /// Nil for none.
    static func write(_ calls: [SourceLocation]) throws(Diagnostic) -> String? {
        guard !calls.isEmpty else { return nil }
        return try ColumnText.write { builder in
            builder.beginList()
            for call in calls {
                builder.beginMap()
                builder.members(of: call)
                builder.endMap()
            }
            builder.endList()
        }
    }

    static func read(_ text: String?) throws(Diagnostic) -> [SourceLocation] {
        guard let text else { return [] }
        return try ColumnText.read(text).elements.compactMap(\.location)
    }
}
