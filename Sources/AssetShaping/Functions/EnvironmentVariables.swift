import CEL
import Document
import PostureModel

/// Environment variables as assets keep them: the name and what its value was recognised as, never the value.
enum EnvironmentVariables {
    /// One variable, as controls see it.
    static let type = ObjectType("EnvironmentVariable", ["Name": .string, "Secret": .string])

    /// Writes `[{Name, Secret}]` for a map of variables or a list of `{name, value}`; `Secret` is absent where there is none.
    static let shape: ShapeFunction = { variables, builder in
        if let unknown = variables.unknown { return builder.unknown(unknown) }
        builder.beginList()
        for (key, value) in variables.members {
            if key == .rest, let unknown = value.unknown {
                builder.unknown(unknown, rest: true)
            } else {
                write(key.text, value, to: builder)
            }
        }
        for element in variables.elements {
            if let unknown = element.unknown {
                builder.unknown(unknown, rest: true)
            } else if element["Secret"] != nil {
                // Said in this form already.
                builder.copy(element)
            } else if let name = (element["name"] ?? element["Name"])?.string {
                write(name, element["value"] ?? element["Value"], to: builder)
            }
        }
        builder.endList()
    }

    private static func write(_ name: String, _ value: DocumentValue?, to builder: DocumentBuilder) {
        builder.beginMap()
        builder.key("Name")
        builder.string(name)
        // Text of JSON that is known in part is said as what it will be read as.
        let isParsed = value?.kind == .map || value?.kind == .list
        switch isParsed ? value.map(found) ?? .none : secret(name, value) {
        case .none: break
        case .kind(let kind):
            builder.key("Secret")
            if let origin = value?.origin, let sources = value?.document.sources, sources.indices.contains(Int(origin.source)) {
                builder.origin(Origin(source: builder.source(sources[Int(origin.source)]), range: origin.range))
            }
            builder.string(kind)
        case .unknown(let unknown):
            builder.key("Secret")
            builder.unknown(unknown)
        }
        builder.endMap()
    }

    /// What a variable's value was recognised as.
    enum Secret {
        case none
        /// In the words of ``CredentialForms``, `named-secret` where only the name says it, `sensitive-value` where code says it.
        case kind(String)
        case unknown(Unknown)
    }

    static func secret(_ name: String, _ value: DocumentValue?) -> Secret {
        guard let value else { return .none }
        if let unknown = value.unknown {
            if unknown.isTemplate, let kind = CredentialForms.kind(in: unknown.symbol) { return .kind(kind) }
            if unknown.isSensitive { return unknown.exists ? .kind(SecretFinder.sensitive) : .unknown(unknown.withoutText) }
            guard SecretName.isSecret(name), !isPointer(unknown) else { return .none }
            // What becomes known at apply is the value; whether it is a secret need not be.
            return .unknown(unknown.withoutText)
        }
        let isNumber = value.kind == .int || value.kind == .double
        guard let text = value.string ?? (isNumber ? value.description : nil) else { return .none }
        if let kind = CredentialForms.kind(in: text) { return .kind(kind) }
        if SecretName.isSecret(name), !SecretName.isReference(text) { return .kind("named-secret") }
        return found(in: value)
    }

    private static func found(in value: DocumentValue) -> Secret {
        var finder = SecretFinder()
        finder.read(value, name: nil, depth: 0)
        if let kind = finder.kinds.min() { return .kind(kind) }
        // Made of a secret, in a way that need not tell it.
        if let unknown = finder.unknown, unknown.isSensitive { return .unknown(unknown) }
        return .none
    }

    /// A reference to something that is no secret itself.
    private static func isPointer(_ unknown: Unknown) -> Bool {
        if unknown.prefix.hasPrefix("arn:") { return true }
        let ends = [".arn", ".Arn", ".id", ".name", ".Name", ".key_id", ".kms_key_id", ".url"]
        return ends.contains { unknown.symbol.hasSuffix($0) }
    }
}
