import SourceText

/// Writes documents as bytes (``EncodedDocument``); keeps its memory from document to document.
struct DocumentEncoder {
    private var bytes: [UInt8] = []
    private var keyNumbers: [Symbol: Int] = [:]
    private var lastStart = 0

    mutating func encode(_ document: Document) -> EncodedDocument {
        bytes.removeAll(keepingCapacity: true)
        keyNumbers.removeAll(keepingCapacity: true)
        lastStart = 0
        bytes.append(DocumentFormat.version)
        writeTimes(of: document)
        let timelessStart = bytes.count
        write(document.unknowns)
        writeSources(of: document)
        document.withRoot { write($0, of: document, isMember: false) }
        return EncodedDocument(bytes: bytes, timelessStart: timelessStart)
    }

    // MARK: Tables

    private mutating func writeTimes(of document: Document) {
        let times = document.sources.compactMap { source in
            if case .call(_, let time) = source { time } else { nil }
        }
        write(times.count)
        for time in times { write(time) }
    }

    private mutating func write(_ unknowns: [Unknown]) {
        write(unknowns.count)
        for unknown in unknowns {
            if case .unreadable = unknown.reason {
                bytes.append(DocumentFormat.unreadable)
            } else {
                bytes.append(unknown.kind.rawValue)
            }
            write(unknown.symbol)
            bytes.append(unknown.exists ? 1 : 0)
            write(unknown.prefix)
            write(unknown.suffix)
            write(unknown.excludedPrefixes.count)
            for text in unknown.excludedPrefixes { write(text) }
            switch unknown.reason {
            case .notCollected(let call, let permission, let error):
                write(call)
                bytes.append(permission == nil ? 0 : 1)
                if let permission { write(permission) }
                write(error)
            case .knownAfterApply(let why), .unreadable(let why):
                write(why)
            }
        }
    }

    private mutating func writeSources(of document: Document) {
        let places = lineStarts(in: document)
        write(document.sources.count)
        for (index, source) in document.sources.enumerated() {
            switch source {
            case .file(let file):
                write(DocumentFormat.fileSource)
                write(file.path)
                write(file.size)
                let lines = places[index].sorted { $0.key < $1.key }
                write(lines.count)
                for line in lines {
                    write(line.key)
                    write(line.value)
                }
            case .call(let call, _):
                write(DocumentFormat.callSource)
                write(call)
            }
        }
    }

    /// For each source, the numbers and offsets of the lines that origins begin or end in.
    private func lineStarts(in document: Document) -> [[Int: Int]] {
        var lines = [[Int: Int]](repeating: [:], count: document.sources.count)
        document.storage.origins.visit { origin in
            let number = Int(origin.source)
            guard document.sources.indices.contains(number), case .file(let file) = document.sources[number] else { return }
            for offset in [origin.range.start, origin.range.end] {
                let within = min(max(offset, 0), file.size)
                let position = file.position(at: within)
                lines[number][position.line] = within - (position.column - 1)
            }
        }
        return lines
    }

    // MARK: Values

    private mutating func write(_ node: NodePointer, of document: Document, isMember: Bool) {
        let kind = node.pointee.kind
        let origin = document.storage.origins.isEmpty ? nil : writable(document.origin(of: node), in: document)
        bytes.append(
            kind.rawValue | (origin == nil ? 0 : DocumentFormat.hasOrigin) | (node.pointee.isRest ? DocumentFormat.isRest : 0))
        if let origin { write(origin, in: document) }
        if isMember, !node.pointee.isRest { writeKey(node.pointee.key) }
        switch kind {
        case .null: break
        case .bool: bytes.append(node.pointee.bool ? 1 : 0)
        case .int: write(signed: node.pointee.int)
        case .double: withUnsafeBytes(of: node.pointee.double.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        case .string: write(node.stringBytes)
        case .list, .map:
            write(node.pointee.count)
            for index in 0..<node.pointee.count {
                write(node.firstChild + index, of: document, isMember: kind == .map)
            }
        case .notCollected, .knownAfterApply:
            write(UInt64(bitPattern: node.pointee.int))
        }
    }

    private func writable(_ origin: Origin?, in document: Document) -> Origin? {
        origin.flatMap { document.sources.indices.contains(Int($0.source)) ? $0 : nil }
    }

    private mutating func write(_ origin: Origin, in document: Document) {
        write(Int(origin.source))
        guard case .file = document.sources[Int(origin.source)] else { return }
        write(signed: Int64(origin.range.start - lastStart))
        write(signed: Int64(origin.range.end - origin.range.start))
        lastStart = origin.range.start
    }

    private mutating func writeKey(_ key: Symbol) {
        if let known = keyNumbers[key] { return write(known) }
        keyNumbers[key] = keyNumbers.count + 1
        write(0)
        write(key.utf8)
    }

    // MARK: Primitives

    private mutating func write(_ number: Int) { write(UInt64(number)) }

    private mutating func write(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func write(signed number: Int64) {
        write(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    private mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    private mutating func write(_ text: UnsafeRawBufferPointer) {
        write(text.count)
        bytes.append(contentsOf: text)
    }
}
