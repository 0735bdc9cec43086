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
            isDerived ? template ?? "\(symbol) …" : symbol, reason == .beforeApply ? "" : reason.description,
            exists: isSet || !parts.isEmpty || (reason == .beforeApply && !isDerived), prefix: prefix, suffix: suffix)
    }

    /// The longest text that is told in full, in bytes: as much as a machine's user data may be.
    private static let templateLimit = 16 << 10

    /// A text whose pieces are all told: `arn:aws:iam::${data.aws_caller_identity.current.account_id}:root`. The same pieces make
    /// the same text, so it may be compared as a symbol. Nil where a piece is only derived from something, or holds a `${` itself.
    private var template: String? {
        guard parts.count > 1 else { return nil }
        var result = ""
        for part in parts {
            switch part {
            case .literal(let text):
                guard !text.contains("${") else { return nil }
                result += text
            case .unknown(let unknown):
                if let inner = unknown.template {
                    result += inner
                } else {
                    guard !unknown.isDerived else { return nil }
                    result += "${\(unknown.symbol)}"
                }
            }
            guard result.utf8.count <= Self.templateLimit else { return nil }
        }
        return result
    }
}
