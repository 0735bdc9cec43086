public import Document

extension Value {
    /// The value in a document's terms, said to a builder: what a document has no kind for becomes text
    /// (timestamps, durations, addresses, types) or, for bytes, Base64. An unsigned integer over the signed range becomes a double,
    /// an optional its value or null.
    public func write(to builder: DocumentBuilder) {
        switch self {
        case .null: builder.null()
        case .bool(let value): builder.bool(value)
        case .int(let value): builder.int(value)
        case .uint(let value): if let int = Int64(exactly: value) { builder.int(int) } else { builder.double(Double(value)) }
        case .double(let value): builder.double(value)
        case .string(let value): builder.string(value)
        case .bytes(let value): builder.string(Base64.encode(value))
        case .list(let values):
            builder.beginList()
            for value in values { value.write(to: builder) }
            builder.endList()
        case .map(let entries):
            builder.beginMap()
            for entry in entries {
                if case .unknown(let unknown, true) = entry.key {
                    builder.unknown(unknown, rest: true)
                    continue
                }
                builder.key(entry.key.keyText)
                entry.value.write(to: builder)
            }
            builder.endMap()
        case .optional(let value): if let value { value.write(to: builder) } else { builder.null() }
        case .unknown(let unknown, let isRest): builder.unknown(unknown, rest: isRest)
        case .timestamp, .duration, .type, .ip, .cidr: builder.string(description)
        }
    }

    private var keyText: String { if case .string(let text) = self { text } else { description } }

    /// A document's value, owned.
    public init(_ value: DocumentValue) {
        let document = value.document
        self = Value(RawValue(node: value.pointer)) { raw in
            raw.payload == 0 ? Value.noReason(raw) : document.unknown(at: raw.node) ?? Value.noReason(raw)
        }
    }
}
