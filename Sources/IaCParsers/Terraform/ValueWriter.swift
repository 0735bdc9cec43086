import Document
import HCL

/// Writes evaluated values into a document; what is known of an unknown text's structure is kept.
struct ValueWriter {
    let builder: DocumentBuilder

    func write(_ value: HCLValue) {
        if let tree = structure(of: value) { return write(tree) }
        switch value.kind {
        case .list(let sequence), .set(let sequence), .tuple(let sequence):
            place(value)
            builder.beginList()
            for element in sequence.elements { write(element) }
            if let rest = sequence.rest { builder.unknown(rest.documentUnknown, rest: true) }
            builder.endList()
        case .map(let mapping), .object(let mapping):
            place(value)
            builder.beginMap()
            for entry in mapping.entries where !entry.value.isNull {
                builder.key(entry.key)
                write(entry.value)
            }
            if let rest = mapping.rest { builder.unknown(rest.documentUnknown, rest: true) }
            builder.endMap()
        default:
            value.write(to: builder)
        }
    }

    private func place(_ value: HCLValue) {
        guard let origin = value.origin else { return }
        builder.origin(Origin(source: builder.source(.file(origin.file)), range: origin.range))
    }

    /// What `jsonencode` was given, or what a heredoc with unknown pieces reads as.
    private func structure(of value: HCLValue) -> HCLValue? {
        guard let unknown = value.unknown else { return nil }
        if let encoded = unknown.encoded { return encoded.placedIfMissing(value.origin) }
        return TemplateJSON(unknown: unknown).value?.placedIfMissing(value.origin)
    }
}

extension HCLValue {
    fileprivate func placedIfMissing(_ origin: ValueOrigin?) -> HCLValue {
        var copy = self
        copy.origin = copy.origin ?? origin
        return copy
    }
}
