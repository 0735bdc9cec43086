public import SourceText

/// Reads documents back from bytes (``EncodedDocument``). One decoder serves many documents, one after the other.
///
/// Bytes may come from anywhere: whatever does not hold ends in a diagnostic.
public final class DocumentDecoder {
    private let builder: DocumentBuilder
    private let keyCache = KeyCache()
    // Of the document that is being read; touched at every value, and no method calls out while it changes one of them.
    @exclusivity(unchecked) private var keys: [Symbol] = []
    @exclusivity(unchecked) private var unknowns: [Unknown] = []
    /// The builder's numbers of the sources, in the order of the bytes.
    @exclusivity(unchecked) private var sources: [(number: UInt32, isFile: Bool)] = []
    @exclusivity(unchecked) private var lastStart = 0

    public init(limits: DocumentLimits = .standard) {
        builder = DocumentBuilder(limits: limits)
    }

    deinit { keyCache.free() }

    /// - Throws: `document-damaged`, `document-version`, or the limit that was broken.
    public func decode(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) -> Document {
        guard bytes.count <= builder.limits.bytes else {
            throw Diagnostic(
                .error, code: "document-too-large",
                "the value has \(bytes.count) bytes, more than the limit of \(builder.limits.bytes)")
        }
        builder.reset()
        keys.removeAll(keepingCapacity: true)
        unknowns.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        lastStart = 0

        var reader = ByteReader(bytes)
        let version = try reader.byte()
        guard version == DocumentFormat.version else {
            throw Diagnostic(
                .error, code: "document-version",
                "the value is stored in format \(version), this program reads format \(DocumentFormat.version)")
        }
        let times = try readTimes(&reader)
        try readUnknowns(&reader)
        try readSources(&reader, times: times)
        try readValue(&reader, depth: 0, parent: nil)
        guard reader.remaining == 0 else { throw reader.damaged("something follows their end") }
        return try builder.finish()
    }

    // MARK: Tables

    private func readTimes(_ reader: inout ByteReader) throws(Diagnostic) -> [String] {
        var times: [String] = []
        for _ in 0..<(try reader.count()) { times.append(try reader.text()) }
        return times
    }

    private func readUnknowns(_ reader: inout ByteReader) throws(Diagnostic) {
        for _ in 0..<(try reader.count()) {
            let kind = try reader.byte()
            let symbol = try reader.text()
            let exists = try reader.byte() != 0
            let prefix = try reader.text()
            let suffix = try reader.text()
            var excluded: [String] = []
            for _ in 0..<(try reader.count()) { excluded.append(try reader.text()) }
            let reason: Unknown.Reason
            switch kind {
            case NodeKind.notCollected.rawValue:
                let call = try reader.text()
                let permission = try reader.byte() == 0 ? nil : try reader.text()
                reason = .notCollected(call: call, permission: permission, error: try reader.text())
            case NodeKind.knownAfterApply.rawValue:
                reason = .knownAfterApply(try reader.text())
            case DocumentFormat.unreadable:
                reason = .unreadable(try reader.text())
            default:
                throw reader.damaged("an unknown is of no known kind")
            }
            unknowns.append(
                Unknown(
                    symbol: symbol, reason: reason, exists: exists, prefix: prefix, suffix: suffix, excludedPrefixes: excluded))
        }
    }

    private func readSources(_ reader: inout ByteReader, times: [String]) throws(Diagnostic) {
        var timeCount = 0
        for _ in 0..<(try reader.count()) {
            switch try reader.number() {
            case DocumentFormat.fileSource:
                sources.append((builder.source(.file(try readFile(&reader))), true))
            case DocumentFormat.callSource:
                guard timeCount < times.count else { throw reader.damaged("a call has no time") }
                let call = OriginSource.call(try reader.text(), time: times[timeCount])
                sources.append((builder.source(call), false))
                timeCount += 1
            default:
                throw reader.damaged("a source is of no known kind")
            }
        }
        guard timeCount == times.count else { throw reader.damaged("a time has no call") }
    }

    private func readFile(_ reader: inout ByteReader) throws(Diagnostic) -> SourceFile {
        let path = try reader.text()
        let size = try reader.small()
        var lines: [(number: Int, offset: Int)] = []
        for _ in 0..<(try reader.count()) { lines.append((try reader.small(), try reader.small())) }
        guard let file = SourceFile(path: path, byteCount: size, lines: lines) else {
            throw reader.damaged("a file's lines are out of order")
        }
        return file
    }

    // MARK: Values

    private func readValue(_ reader: inout ByteReader, depth: Int, parent: NodeKind?) throws(Diagnostic) {
        let tag = try reader.byte()
        guard let kind = NodeKind(rawValue: tag & DocumentFormat.kindMask),
            tag & ~(DocumentFormat.kindMask | DocumentFormat.hasOrigin | DocumentFormat.isRest) == 0
        else { throw reader.damaged("a value is of no known kind") }
        let isRest = tag & DocumentFormat.isRest != 0
        guard !isRest || kind.isUnknown && parent != nil else { throw reader.damaged("a known value stands for a rest") }
        if tag & DocumentFormat.hasOrigin != 0 { try readOrigin(&reader) }
        if parent == .map, !isRest { try readKey(&reader) }
        switch kind {
        case .null: builder.null()
        case .bool: builder.bool(try reader.byte() != 0)
        case .int: builder.int(try reader.signed())
        case .double: builder.double(try reader.double())
        case .string: builder.string(utf8: try reader.utf8())
        case .list, .map: try readChildren(&reader, of: kind, depth: depth)
        case .notCollected, .knownAfterApply:
            let index = try reader.small()
            guard index < unknowns.count, unknowns[index].kind == kind else { throw reader.damaged("an unknown is not listed") }
            builder.unknown(unknowns[index], rest: isRest)
        }
    }

    private func readChildren(_ reader: inout ByteReader, of kind: NodeKind, depth: Int) throws(Diagnostic) {
        guard depth < builder.limits.depth else {
            throw Diagnostic(
                .error, code: "document-too-deep", "the value is nested more than \(builder.limits.depth) deep")
        }
        kind == .map ? builder.beginMap() : builder.beginList()
        for _ in 0..<(try reader.count()) { try readValue(&reader, depth: depth + 1, parent: kind) }
        kind == .map ? builder.endMap() : builder.endList()
        if let failure = builder.failure { throw failure }
    }

    private func readOrigin(_ reader: inout ByteReader) throws(Diagnostic) {
        let index = try reader.small()
        guard index < sources.count else { throw reader.damaged("an origin points nowhere") }
        let source = sources[index]
        guard source.isFile else { return builder.origin(Origin(source: source.number)) }
        let start = lastStart.addingReportingOverflow(Int(try reader.signed()))
        let end = start.partialValue.addingReportingOverflow(Int(try reader.signed()))
        guard !start.overflow, !end.overflow else { throw reader.damaged("a range is too large") }
        lastStart = start.partialValue
        builder.origin(Origin(source: source.number, range: SourceRange(start: start.partialValue, end: end.partialValue)))
    }

    private func readKey(_ reader: inout ByteReader) throws(Diagnostic) {
        let number = try reader.small()
        if number == 0 {
            guard let symbol = keyCache.symbol(try reader.utf8()) else {
                throw Diagnostic(
                    .error, code: "document-too-many-keys", "more than \(Symbol.limit) different keys were met")
            }
            keys.append(symbol)
            builder.key(symbol)
        } else {
            guard number <= keys.count else { throw reader.damaged("a key is not listed") }
            builder.key(keys[number - 1])
        }
    }
}
