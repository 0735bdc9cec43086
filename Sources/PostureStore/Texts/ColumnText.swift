import Document
import SourceText

/// Small things as JSON texts in columns, where people's own tools can read them.
enum ColumnText {
    static func write(_ body: (DocumentBuilder) -> Void) throws(Diagnostic) -> String {
        let builder = DocumentBuilder()
        body(builder)
        return JSONWriter().string(try builder.finish().root)
    }

    static func read(_ text: String) throws(Diagnostic) -> DocumentValue {
        do {
            return try Document(json: text).root
        } catch {
            throw StoreFailure.rowDamaged(error.message)
        }
    }
}

extension DocumentBuilder {
    /// Says a member; nothing where there is no value.
    func member(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        string(text)
    }

    func member(_ key: String, _ number: Int?) {
        guard let number else { return }
        self.key(key)
        int(number)
    }

    func member(_ key: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        self.key(key)
        beginList()
        for text in texts { string(text) }
        endList()
    }

    func members(of location: SourceLocation) {
        member("file", location.path)
        member("startLine", location.start?.line)
        member("startColumn", location.start?.column)
        member("endLine", location.end?.line)
        member("endColumn", location.end?.column)
    }
}

extension DocumentValue {
    func text(_ key: String) -> String? { self[key]?.string }

    func number(_ key: String) -> Int? { self[key]?.int.map { Int(clamping: $0) } }

    func texts(_ key: String) -> [String] { self[key]?.elements.compactMap(\.string) ?? [] }

    var location: SourceLocation? {
        guard let path = text("file") else { return nil }
        func position(_ line: String, _ column: String) -> SourcePosition? {
            guard let line = number(line), let column = number(column) else { return nil }
            return SourcePosition(line: line, column: column)
        }
        return SourceLocation(
            path: path, start: position("startLine", "startColumn"), end: position("endLine", "endColumn"))
    }
}
