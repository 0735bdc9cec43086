import CEL
import Document

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
        switch secret(name, value) {
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

    private enum Secret {
        case none
        case kind(String)
        case unknown(Unknown)
    }

    private static func secret(_ name: String, _ value: DocumentValue?) -> Secret {
        guard let value else { return .none }
        if let unknown = value.unknown {
            if unknown.isTemplate, let kind = CredentialForms.kind(in: unknown.symbol) { return .kind(kind) }
            guard isSecretName(name), !isPointer(unknown) else { return .none }
            // What becomes known at apply is the value; whether it is a secret need not be.
            return .unknown(unknown.withoutText)
        }
        guard let text = value.string else { return .none }
        if let kind = CredentialForms.kind(in: text) { return .kind(kind) }
        return isSecretName(name) && !isPointer(text) ? .kind("named-secret") : .none
    }

    // MARK: Names

    private static let lastWords: Set<String> = [
        "password", "passwd", "pwd", "passphrase", "secret", "token", "apikey", "credential", "credentials",
    ]
    private static let keyWords: Set<String> = ["api", "private", "secret", "access", "signing", "encryption", "auth", "master"]

    /// Whether a name's last words say that the value is a secret: `DB_PASSWORD`, `stripeApiKey`; not `SECRET_NAME`.
    private static func isSecretName(_ name: String) -> Bool {
        let words = words(of: name)
        guard let last = words.last else { return false }
        if lastWords.contains(last) { return true }
        return last == "key" && words.count > 1 && keyWords.contains(words[words.count - 2])
    }

    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for scalar in name.unicodeScalars.prefix(256) {
            let isLetter = scalar.properties.isAlphabetic
            if !isLetter || (wasLower && scalar.properties.isUppercase) {
                if !word.isEmpty { words.append(word.lowercased()) }
                word = ""
            }
            if isLetter { word.unicodeScalars.append(scalar) }
            wasLower = scalar.properties.isLowercase
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    // MARK: Values that say where a secret is, not what it is

    private static func isPointer(_ text: String) -> Bool {
        if text.isEmpty || text == "true" || text == "false" || Double(text) != nil { return true }
        let starts = ["arn:", "{{resolve:", "ssm:", "secretsmanager:", "vault:", "/", "${", "alias/"]
        if starts.contains(where: text.hasPrefix) { return true }
        // `prod/db/password` is a secret's name.
        return text.contains("/")
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x2D...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func isPointer(_ unknown: Unknown) -> Bool {
        if unknown.prefix.hasPrefix("arn:") { return true }
        let ends = [".arn", ".Arn", ".id", ".name", ".Name", ".key_id", ".kms_key_id", ".url"]
        return ends.contains { unknown.symbol.hasSuffix($0) }
    }
}
