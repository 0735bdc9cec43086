import Document
import SourceText

/// The one YAML document that a content file holds.
enum ContentDocument {
    /// - Parameter what: names the file in messages: `a control file`.
    static func read(_ file: SourceFile, what: String) -> (root: DocumentValue?, diagnostics: [Diagnostic]) {
        let result = YAMLReader().read(file)
        guard result.diagnostics.isEmpty else {
            // A key that is said twice is a slip: which of the two was meant can't be told.
            let faults = result.diagnostics.map { diagnostic in
                var fault = diagnostic
                fault.severity = .error
                fault.message = fault.message.replacing("; the last value counts", with: "")
                return fault
            }
            return (nil, faults)
        }
        guard result.documents.count == 1, let root = result.documents.first?.document.root else {
            let second = result.documents.dropFirst().first.map { file.location($0.range) }
            let fault = Diagnostic(
                .error, code: "content-not-one-document",
                "\(what) holds one YAML document, not \(result.documents.count)",
                location: second ?? SourceLocation(path: file.path, start: SourcePosition(line: 1, column: 1)))
            return (nil, [fault])
        }
        return (root, [])
    }
}
