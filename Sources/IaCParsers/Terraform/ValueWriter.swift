import Document
import HCL
import PostureModel

/// Writes evaluated values into a document; what is known of an unknown text's structure is kept.
struct ValueWriter {
    let builder: DocumentBuilder

    func write(_ value: HCLValue) {
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
        case .unknown(let unknown):
            if var tree = Self.structure(of: unknown) ?? Self.onlyValue(of: unknown) {
                tree.origin = tree.origin ?? value.origin
                write(tree)
            } else {
                write(unknown, value)
            }
        default:
            value.write(to: builder)
        }
    }

    /// What a resource gets when it is made is never a wildcard, nor a name that AWS keeps for itself.
    private func write(_ unknown: HCLUnknown, _ value: HCLValue) {
        var said = unknown.documentUnknown
        if unknown.reason == .beforeApply, !unknown.isDerived {
            said.excludedPrefixes = unknown.isMade ? ResourceText.excludedPrefixesOfOwn : ResourceText.excludedPrefixes
        }
        place(value)
        builder.unknown(said)
    }

    private func place(_ value: HCLValue) {
        guard let origin = value.origin else { return }
        builder.origin(Origin(source: builder.source(.file(origin.file)), range: origin.range))
    }

    /// What `jsonencode` was given, or what a heredoc with unknown pieces reads as: policies, and other JSON objects and lists.
    private static func structure(of unknown: HCLUnknown) -> HCLValue? {
        if let encoded = unknown.encoded { return encoded.unknown == nil ? encoded : nil }
        guard let first = unknown.prefix.unicodeScalars.first(where: { !$0.properties.isWhitespace }), first == "{" || first == "[" else {
            return nil
        }
        return unknown.decodedJSON
    }

    /// `var.create ? aws_kms_key.this[0].arn : ""` is that key or nothing: what it refers to stays visible.
    private static func onlyValue(of unknown: HCLUnknown) -> HCLValue? {
        guard !unknown.alternatives.isEmpty else { return nil }
        let said = unknown.alternatives.filter { !($0.isNull || $0.string == "" || $0.sequence?.knownCount == 0) }
        guard said.count == 1, let one = said[0].unknown, said.count < unknown.alternatives.count else { return nil }
        // It may be nothing after all, so nothing is said about its being there.
        return one.isDerived
            ? nil : .unknown(HCLUnknown(symbol: one.symbol, reason: .maybeNothing, type: one.type, alternatives: one.alternatives))
    }
}

extension HCLUnknown.Reason {
    static let maybeNothing = HCLUnknown.Reason("depends on a condition that is not known")
}
