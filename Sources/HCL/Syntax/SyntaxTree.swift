public import SourceText

/// One read file: its body, and what was wrong with it. Every node carries its exact byte range in `file`.
public struct SyntaxTree: Sendable {
    public let file: SourceFile
    public let body: Body
    public let diagnostics: [Diagnostic]

    init(file: SourceFile, body: Body, diagnostics: [Diagnostic]) {
        self.file = file
        self.body = body
        self.diagnostics = diagnostics
    }
}
