public import SourceText

/// Reads YAML 1.1 streams into documents whose values know their places.
///
/// Plain scalars mean what PyYAML and kubectl take them for (`yes` is true, `0644` is octal), except that dates stay strings.
/// Aliases are expanded within the document's limits; `<<` merges.
public struct YAMLReader {
    public var limits: DocumentLimits
    /// What a local tag makes of its value: for `!Ref` answer `Ref` and `!Ref x` becomes `{"Ref": "x"}`. Nil ignores the tag.
    public var keyOfTag: (String) -> String?

    public init(limits: DocumentLimits = .standard, keyOfTag: @escaping (String) -> String? = { _ in nil }) {
        self.limits = limits
        self.keyOfTag = keyOfTag
    }

    /// Every document of the stream that could be read, and what could not. Empty documents are left out.
    ///
    /// A syntax error ends the stream (libyaml can't go on behind it): the documents before it are returned.
    public func read(_ file: SourceFile) -> YAMLResult {
        var result = YAMLResult()
        guard file.bytes.count <= limits.bytes else {
            result.diagnostics.append(
                Diagnostic(
                    .error, code: "document-too-large",
                    "the text has \(file.bytes.count) bytes, more than the limit of \(limits.bytes)",
                    location: SourceLocation(path: file.path)))
            return result
        }
        let composer = YAMLComposer(file: file, limits: limits)
        let builder = DocumentBuilder(limits: limits)
        var tree = YAMLTree()
        // A value of a template or manifest takes about this many bytes of text, its key included.
        tree.nodes.reserveCapacity(min(file.bytes.count / 16, limits.nodes))
        while true {
            do {
                guard try composer.nextDocument(into: &tree) else { break }
                guard !tree.isEmpty else { continue }
                let range = tree.nodes[0].range
                do {
                    let document = try emit(tree, of: file, with: builder, diagnostics: &result.diagnostics)
                    result.documents.append(YAMLResult.Entry(document: document, range: range))
                } catch {
                    var error = error
                    error.location = error.location ?? file.location(SourceRange(start: range.start, end: range.start))
                    result.diagnostics.append(error)
                }
            } catch {
                result.diagnostics.append(error)
                break
            }
        }
        return result
    }

    private func emit(
        _ tree: YAMLTree, of file: SourceFile, with builder: DocumentBuilder, diagnostics: inout [Diagnostic]
    ) throws(Diagnostic) -> Document {
        builder.reset()
        let source = builder.source(.file(file))
        YAMLEmitter.withEmitter(of: tree, builder: builder, source: source, keyOfTag: keyOfTag) { emitter in
            emitter.emit(0, depth: 0)
        }
        for (key, origin) in builder.duplicateKeys {
            diagnostics.append(
                Diagnostic(
                    .warning, code: "duplicate-key", "the key \"\(key)\" is said more than once; the last value counts",
                    location: origin.map { file.location($0.range) } ?? SourceLocation(path: file.path)))
        }
        return try builder.finish()
    }
}

/// What a YAML stream held.
public struct YAMLResult: Sendable {
    public struct Entry: Sendable {
        public let document: Document
        /// The document's root in the file.
        public let range: SourceRange
    }

    public var documents: [Entry] = []
    public var diagnostics: [Diagnostic] = []
}
