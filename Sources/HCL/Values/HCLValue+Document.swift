public import Document

extension HCLValue {
    /// What a decoded JSON or YAML value is in the language: lists are tuples, maps are objects.
    public init(_ value: DocumentValue) {
        switch value.kind {
        case .bool: self = .bool(value.bool ?? false)
        case .int: self = .number(.int(value.int ?? 0))
        case .double: self = .number(HCLNumber(value.double ?? 0))
        case .string: self = .string(value.string ?? "")
        case .list: self = .tuple(value.elements.map { HCLValue($0) })
        case .map:
            self = HCLValue(.object(HCLMapping(value.members.map { HCLMapping.Entry(key: $0.key.text, value: HCLValue($0.value)) })))
        case .notCollected, .knownAfterApply:
            self = .unknown(value.unknown?.symbol ?? "", HCLUnknown.Reason(value.unknown?.description ?? ""))
        default: self = .null
        }
    }

    /// Says the value to a builder, unknowns and origins included. The caller says the key before.
    public func write(to builder: DocumentBuilder) {
        if let origin {
            builder.origin(Origin(source: builder.source(.file(origin.file)), range: origin.range))
        }
        switch kind {
        case .null: builder.null()
        case .bool(let value): builder.bool(value)
        case .number(.int(let value)): builder.int(value)
        case .number(.double(let value)): builder.double(value)
        case .string(let value): builder.string(value)
        case .list(let value), .set(let value), .tuple(let value):
            builder.beginList()
            for element in value.elements { element.write(to: builder) }
            if let rest = value.rest { builder.unknown(rest.documentUnknown, rest: true) }
            builder.endList()
        case .map(let value), .object(let value):
            builder.beginMap()
            for entry in value.entries {
                builder.key(entry.key)
                entry.value.write(to: builder)
            }
            if let rest = value.rest { builder.unknown(rest.documentUnknown, rest: true) }
            builder.endMap()
        case .unknown(let unknown): builder.unknown(unknown.documentUnknown)
        }
    }
}

extension HCLUnknown {
    /// What a document says of it. A text with known pieces is there, and so is what a resource has once it is made.
    public var documentUnknown: Unknown {
        .knownAfterApply(
            documentSymbol, reason.description, exists: !parts.isEmpty || (reason == .beforeApply && !isDerived),
            prefix: prefix, suffix: suffix)
    }

    /// A text made of underived pieces is called by its template (`${var.env}-logs`), which says all of it, so equal templates are
    /// equal values. Another derived value has no symbol of its own: the cause and an ellipsis, which equal nothing.
    private var documentSymbol: String {
        guard isDerived else { return symbol }
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .unknown(let unknown):
                guard !unknown.isDerived else { return "\(symbol) …" }
                text += "${\(unknown.symbol)}"
            }
        }
        return text.isEmpty || text.utf8.count > 512 ? "\(symbol) …" : text
    }
}
