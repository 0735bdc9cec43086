import SourceText

extension DocumentBuilder {
    /// Says a whole value of another document: unknowns and origins go with it.
    ///
    /// - Parameter origin: for values that know none of their own; the value's own origin otherwise.
    public func copy(_ value: DocumentValue, origin fallback: Origin? = nil) {
        var copier = OriginCopier(builder: self, from: value.document)
        copier.copy(value.pointer, fallback: fallback)
    }
}

extension DocumentBuilder {
    /// Says a value of another document without where it came from: the new document says that as a whole.
    ///
    /// Unknowns go with it. For answers of calls, whose values know nothing of their own.
    public func copyPlain(_ value: DocumentValue) { copyPlain(value.pointer, from: value.document) }

    private func copyPlain(_ node: NodePointer, from document: Document) {
        switch node.pointee.kind {
        case .null: null()
        case .bool: bool(node.pointee.bool)
        case .int: int(node.pointee.int)
        case .double: double(node.pointee.double)
        case .string: string(utf8: node.stringBytes)
        case .list, .map:
            let isMap = node.pointee.kind == .map
            isMap ? beginMap() : beginList()
            let first = node.firstChild
            for index in 0..<node.pointee.count {
                let child = first + index
                if isMap, !child.pointee.isRest { key(child.pointee.key) }
                copyPlain(child, from: document)
            }
            isMap ? endMap() : endList()
        case .notCollected, .knownAfterApply:
            if let unknown = document.unknown(at: node) { self.unknown(unknown, rest: node.pointee.isRest) }
        }
    }
}

/// Copies nodes and carries the source table's numbers over.
private struct OriginCopier {
    let builder: DocumentBuilder
    let from: Document
    private var numbers: [UInt32: UInt32] = [:]

    init(builder: DocumentBuilder, from: Document) {
        self.builder = builder
        self.from = from
    }

    mutating func copy(_ node: NodePointer, fallback: Origin?) {
        if let own = from.origin(of: node) {
            builder.origin(translated(own))
        } else if let fallback {
            builder.origin(fallback)
        }
        switch node.pointee.kind {
        case .null: builder.null()
        case .bool: builder.bool(node.pointee.bool)
        case .int: builder.int(node.pointee.int)
        case .double: builder.double(node.pointee.double)
        case .string: builder.string(utf8: node.stringBytes)
        case .list, .map:
            let isMap = node.pointee.kind == .map
            isMap ? builder.beginMap() : builder.beginList()
            let first = node.firstChild
            for index in 0..<node.pointee.count {
                let child = first + index
                if isMap, !child.pointee.isRest { builder.key(child.pointee.key) }
                copy(child, fallback: nil)
            }
            isMap ? builder.endMap() : builder.endList()
        case .notCollected, .knownAfterApply:
            if let unknown = from.unknown(at: node) { builder.unknown(unknown, rest: node.pointee.isRest) }
        }
    }

    private mutating func translated(_ origin: Origin) -> Origin {
        let number: UInt32
        if let known = numbers[origin.source] {
            number = known
        } else {
            number = builder.source(from.sources[Int(origin.source)])
            numbers[origin.source] = number
        }
        return Origin(source: number, range: origin.range)
    }
}
