import Document

/// Which kinds of secrets a text holds, as a list of their names; never the text, nor any part of it.
///
/// Reads a text, Base64 of one (user data), or every value of a map or list (environment variables).
let secretKinds: ShapeFunction = { value, builder in
    var finder = SecretFinder()
    finder.read(value, name: nil, depth: 0)
    builder.originate(from: value)
    builder.beginList()
    for kind in finder.kinds.sorted() { builder.string(kind) }
    // Where one stands in the text, what else may be there decides nothing.
    if let unknown = finder.unknown, finder.kinds.isEmpty { builder.unknown(unknown, rest: true) }
    builder.endList()
}

struct SecretFinder {
    private(set) var kinds: Set<String> = []
    /// A value that is not known may hold more.
    private(set) var unknown: Unknown?

    init() {}

    mutating func read(_ value: DocumentValue, name: String?, depth: Int) {
        guard depth < 16 else { return }
        switch value.kind {
        case .string:
            let text = value.string ?? ""
            read(text, name: name)
            if let decoded = Self.decoded(text) { read(decoded, name: name) }
        case .list:
            for element in value.elements { read(element, name: name, depth: depth + 1) }
        case .map:
            for (key, member) in value.members { read(member, name: key.text, depth: depth + 1) }
        case .notCollected, .knownAfterApply:
            guard let part = value.unknown else { return }
            // The symbol of a text that is known in part is that text.
            if part.isTemplate { read(part.symbol, name: name) }
            unknown = unknown ?? part.withoutText
        default: break
        }
    }

    private mutating func read(_ text: String, name: String?) {
        if let name, Self.isSecretName(name[...]), Self.isLiteral(text[...]) { kinds.insert("password") }
        for line in text.split(whereSeparator: \.isNewline) {
            if line.contains("PRIVATE KEY-----") { kinds.insert("private-key") }
            readWords(line)
            readAssignments(line)
        }
    }

    // MARK: Tokens with a form of their own

    private mutating func readWords(_ line: Substring) {
        for word in line.split(whereSeparator: { !Self.isTokenCharacter($0) }) {
            if let kind = CredentialForms.kind(in: String(word)) { kinds.insert(kind) }
        }
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-" || character == ".")
    }

    // MARK: Assignments

    /// `export DB_PASSWORD=…`, `password: …`, `aws_secret_access_key = …`.
    private mutating func readAssignments(_ line: Substring) {
        guard let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return }
        let name = line[..<sign].split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }).last ?? ""
        var value = line[line.index(after: sign)...].drop { $0 == " " || $0 == "\t" || $0 == "=" }
        if let quote = value.first, quote == "\"" || quote == "'" {
            value = value.dropFirst().prefix { $0 != quote }
        } else {
            value = value.prefix { !$0.isWhitespace }
        }
        guard Self.isSecretName(name), Self.isLiteral(value) else { return }
        let folded = name.lowercased()
        kinds.insert(folded.contains("secret_access_key") || folded.contains("secretaccesskey") ? "aws-secret-key" : "password")
    }

    private static let secretWords = ["password", "passwd", "secret", "api_key", "apikey", "access_key", "private_key", "token"]
    /// Names that say where a secret is, or how it is handled, rather than what it is.
    private static let referenceWords = ["arn", "name", "path", "file", "id", "url", "ttl", "version", "length", "policy", "enabled"]

    private static func isSecretName(_ name: Substring) -> Bool {
        let name = name.lowercased()
        guard secretWords.contains(where: { name.contains($0) }) else { return false }
        return !referenceWords.contains { name.hasSuffix("_\($0)") || name.hasSuffix("-\($0)") }
    }

    /// A value that stands there itself: not a variable, a command, a reference to a secrets store or a placeholder.
    private static func isLiteral(_ value: Substring) -> Bool {
        guard value.count >= 6, let first = value.first, !"$`<{[(%".contains(first) else { return false }
        let lower = value.lowercased()
        return !["arn:", "ssm:", "/", "vault:", "secretsmanager", "true", "false", "null"].contains { lower.hasPrefix($0) }
    }

    // MARK: Base64

    private static func decoded(_ text: String) -> String? {
        guard text.utf8.count >= 16, text.utf8.count <= 1 << 20 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte) - 0x41
            case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
            case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x0A, 0x0D: continue
            default: return nil
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
