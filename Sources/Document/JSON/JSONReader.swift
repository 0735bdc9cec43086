import CSimdJSON
public import SourceText

/// Reads JSON texts into documents; keeps its memory from text to text. Not for two threads at once.
///
/// simdjson finds a text's structure, ``JSONWalk`` reads its values. Who has a text now and then needs no reader of their own:
/// ``Document``'s initializers take one that is at hand.
public final class JSONReader {
    private let limits: DocumentLimits
    private let indexer: OpaquePointer
    private var workspace = JSONWalk.Workspace()
    private var scratch = JSONScratch()

    public init(limits: DocumentLimits = .standard) {
        guard let indexer = ksj_create() else { preconditionFailure("out of memory") }
        self.indexer = indexer
        self.limits = limits
    }

    /// Reads one text.
    ///
    /// - Parameter file: gives every value its place in the file; where nil, values have no origin.
    /// - Throws: `json-syntax`, or a broken limit (`document-…`).
    public func read(_ bytes: UnsafeRawBufferPointer, file: SourceFile? = nil) throws(Diagnostic) -> JSONResult {
        try read(bytes, file: file, limits: limits)
    }

    func read(_ bytes: UnsafeRawBufferPointer, file: SourceFile?, limits: DocumentLimits) throws(Diagnostic) -> JSONResult {
        guard bytes.count <= limits.bytes else {
            throw Diagnostic(
                .error, code: "document-too-large",
                "the text has \(bytes.count) bytes, more than the limit of \(limits.bytes)"
            ).located(in: file, at: nil)
        }
        let skipped = JSONReader.markCount(bytes)
        let text = UnsafeRawBufferPointer(rebasing: bytes[skipped...])
        guard let base = text.baseAddress, text.count > 0 else {
            throw Diagnostic(.error, code: "json-syntax", "the text is empty").located(in: file, at: nil)
        }
        let result = ksj_index(indexer, base.assumingMemoryBound(to: UInt8.self), text.count)
        guard result.error == 0 else {
            let fault = JSONWalk.Fault(message: String(cString: result.message).lowercased(), offset: nil)
            throw diagnostic(fault, in: text, skipped: skipped, file: file, limits: limits)
        }
        let room = JSONRoom(
            textCount: text.count, structuralCount: result.structural_count, withRanges: file != nil, scratch: &scratch)
        guard let room else {
            throw Diagnostic(.error, code: "document-too-large", "there is no memory for the value").located(in: file, at: nil)
        }
        var walk = JSONWalk(
            text: text, result: result, limits: limits, target: room.target, skipped: skipped, workspace: workspace)
        let isRead = walk.run()
        workspace = walk.workspace
        guard isRead else {
            room.free()
            throw diagnostic(walk.fault, in: text, skipped: skipped, file: file, limits: limits)
        }
        let document = Document(storage: room.storage(of: walk, sources: file.map { [.file($0)] } ?? []))
        return JSONResult(document: document, warnings: walk.duplicates.isEmpty ? [] : warnings(walk.duplicates, file: file))
    }

    /// Gives back memory that only large texts need.
    func trim() {
        ksj_trim(indexer, JSONReader.keptText)
        workspace.stack.trim(to: JSONReader.keptValues)
        workspace.ranges.trim(to: JSONReader.keptValues)
    }

    /// With texts of up to this many bytes a reader keeps 2 MiB of offsets and, at most, as much again of other memory.
    private static let keptText = 512 << 10
    private static let keptValues = 32 << 10

    deinit {
        ksj_destroy(indexer)
        workspace.free()
        scratch.free()
    }

    /// Bytes of the byte-order mark.
    private static func markCount(_ bytes: UnsafeRawBufferPointer) -> Int {
        bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }
}

// MARK: - Diagnostics

extension JSONReader {
    /// What is wrong with a text: simdjson says no place and the walk few, so the grammar is gone over once more, byte by byte.
    private func diagnostic(
        _ fault: JSONWalk.Fault?, in text: UnsafeRawBufferPointer, skipped: Int, file: SourceFile?, limits: DocumentLimits
    ) -> Diagnostic {
        if let fault, fault.code != "json-syntax" {
            return Diagnostic(.error, code: fault.code, fault.message).located(in: file, at: nil)
        }
        if let place = JSONErrorLocator.locate(in: text, depth: limits.depth) {
            return Diagnostic(.error, code: place.code, place.message).located(in: file, at: place.offset + skipped)
        }
        return Diagnostic(.error, code: "json-syntax", fault?.message ?? "the text is not JSON")
            .located(in: file, at: fault?.offset.map { $0 + skipped })
    }

    private func warnings(_ duplicates: [(key: Symbol, offset: Int?)], file: SourceFile?) -> [Diagnostic] {
        duplicates.map { key, offset in
            Diagnostic(.warning, code: "duplicate-key", "the key \"\(key)\" is said more than once; the last value counts")
                .located(in: file, at: offset)
        }
    }
}

extension Diagnostic {
    fileprivate func located(in file: SourceFile?, at offset: Int?) -> Diagnostic {
        var diagnostic = self
        if let file {
            diagnostic.location = offset.map { file.location(SourceRange(start: $0, end: $0)) } ?? SourceLocation(path: file.path)
        } else if let offset {
            diagnostic.message += " (byte \(offset))"
        }
        return diagnostic
    }
}
