import SourceText

/// A content file, and what it says once somebody wants to know.
struct ContentEntry<Content: Sendable>: Sendable {
    let file: SourceFile
    private var content: Content?
    private var isRead = false

    init(file: SourceFile) { self.file = file }

    /// What the file says; nil where it is wrong, which is told the first time.
    mutating func read(
        _ diagnostics: inout [Diagnostic], with reader: (SourceFile) -> (Content?, [Diagnostic])
    ) -> Content? {
        if !isRead {
            let (content, faults) = reader(file)
            self.content = content
            diagnostics += faults
            isRead = true
        }
        return content
    }
}
