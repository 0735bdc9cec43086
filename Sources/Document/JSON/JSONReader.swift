import CSimdJSON
public import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Reads JSON texts into documents through simdjson; keeps its memory from text to text. Not for two threads at once.
public final class JSONReader {
    private let parser: OpaquePointer
    private let builder: DocumentBuilder
    private var cache = KeyCache()

    public init(limits: DocumentLimits = .standard) {
        // simdjson counts the scalar inside the innermost list as a level too.
        guard let parser = ksj_create(limits.depth + 1) else { preconditionFailure("out of memory") }
        self.parser = parser
        builder = DocumentBuilder(limits: limits)
    }

    /// Reads one text.
    ///
    /// - Parameters:
    ///   - file: gives every value its place in the file; where nil, values have no origin.
    ///   - isPadded: 64 bytes behind the text may be read, so that it need not be copied.
    /// - Throws: `json-syntax`, or a broken limit (`document-…`).
    public func read(
        _ bytes: UnsafeRawBufferPointer, file: SourceFile? = nil, isPadded: Bool = false
    ) throws(Diagnostic) -> JSONResult {
        func located(_ diagnostic: Diagnostic, at offset: Int?) -> Diagnostic {
            var diagnostic = diagnostic
            if let file {
                diagnostic.location = offset.map { file.location(SourceRange(start: $0, end: $0)) } ?? SourceLocation(path: file.path)
            } else if let offset {
                diagnostic.message += " (byte \(offset))"
            }
            return diagnostic
        }
        guard bytes.count <= builder.limits.bytes else {
            throw located(
                Diagnostic(
                    .error, code: "document-too-large",
                    "the text has \(bytes.count) bytes, more than the limit of \(builder.limits.bytes)"), at: nil)
        }
        var text = bytes
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = UnsafeRawBufferPointer(rebasing: text[3...]) }
        let skipped = bytes.count - text.count
        guard let base = text.baseAddress, text.count > 0 else {
            throw located(Diagnostic(.error, code: "json-syntax", "the text is empty"), at: nil)
        }
        let result = ksj_parse(parser, base.assumingMemoryBound(to: UInt8.self), text.count, isPadded ? 1 : 0)
        guard result.error == 0 else {
            let place = JSONErrorLocator.locate(in: text, depth: builder.limits.depth)
            let words = place?.message ?? String(cString: result.message).lowercased()
            throw located(
                Diagnostic(.error, code: place?.code ?? "json-syntax", words), at: place.map { $0.offset + skipped })
        }
        builder.reset()
        let source = file.map { builder.source(.file($0)) }
        var walk = TapeWalk(result: result, builder: builder, source: source, text: text, skipped: skipped)
        walk.run(&cache)
        let duplicates = builder.duplicateKeys.map { key, origin in
            located(
                Diagnostic(.warning, code: "duplicate-key", "the key \"\(key)\" is said more than once; the last value counts"),
                at: origin?.range.start)
        }
        do {
            return JSONResult(document: try builder.finish(), warnings: duplicates)
        } catch {
            throw located(error, at: nil)
        }
    }

    deinit { ksj_destroy(parser) }
}

/// A document that was read, and what was odd about its text.
public struct JSONResult: Sendable {
    public let document: Document
    public let warnings: [Diagnostic]
}

extension Document {
    /// A document from JSON text; see ``JSONReader`` for many texts.
    public init(json text: String, limits: DocumentLimits = .standard) throws(Diagnostic) {
        self = try Document(json: Array(text.utf8), limits: limits)
    }

    public init(json bytes: [UInt8], limits: DocumentLimits = .standard) throws(Diagnostic) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(Diagnostic) in try JSONReader(limits: limits).read(buffer) }
        }
        self = try result.get().document
    }

    /// A document from a JSON file whose values know their places.
    public static func json(_ file: SourceFile, limits: DocumentLimits = .standard) throws(Diagnostic) -> JSONResult {
        let result = file.bytes.withUnsafeBytes { buffer in
            Result { () throws(Diagnostic) in try JSONReader(limits: limits).read(buffer, file: file) }
        }
        return try result.get()
    }
}
