import Document
import PostureModel

/// Finds secrets in texts that people write: scripts, configuration files, command lines.
struct SecretFinder {
    private(set) var kinds: Set<String> = []
    /// A value that is not known may hold more.
    private(set) var unknown: Unknown?

    /// What code itself marks as a secret.
    static let sensitive = "sensitive-value"

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
            if part.isSensitive, part.exists { kinds.insert(Self.sensitive) }
            if !part.holdsOnlyPointers { unknown = unknown ?? part.withoutText }
        default: break
        }
    }

    mutating func read(_ text: String, name: String?) {
        if let name, SecretName.isSecret(name), Self.isLiteral(text[...]) { kinds.insert("password") }
        for line in text.split(whereSeparator: \.isNewline) {
            if line.contains("PRIVATE KEY-----") { kinds.insert("private-key") }
            if let kind = CredentialForms.kind(in: String(line)) { kinds.insert(kind) }
            readWords(line)
            readAssignments(line)
            readOptions(line)
            readDefinitions(line)
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

    /// `export DB_PASSWORD=…`, `password: …`, `aws_secret_access_key = …`, `{"user":"a","password":"…"}`.
    private mutating func readAssignments(_ line: Substring) {
        let signs = line.utf8.indices.lazy.filter { line.utf8[$0] == UInt8(ascii: "=") || line.utf8[$0] == UInt8(ascii: ":") }
        for sign in signs {
            guard let name = Self.name(before: sign, of: line), SecretName.isSecret(name) else { continue }
            let value = line[line.utf8.index(after: sign)...].drop { $0 == " " || $0 == "\t" || $0 == "=" }
            // No more of it is looked at than tells a secret: a line may be one assignment after the other, a megabyte long.
            guard Self.isLiteral(Self.word(value.prefix(256))) else { continue }
            let folded = name.lowercased()
            kinds.insert(folded.contains("secret_access_key") || folded.contains("secretaccesskey") ? "aws-secret-key" : "password")
        }
    }

    /// The name that stands before a sign; nil for a part of a path or of an ARN (`registry/app/token:3.2`, `…:secret:orders`).
    private static func name(before sign: Substring.Index, of line: Substring) -> Substring? {
        let head = line.utf8[..<sign]
        let end = head.lastIndex { !" \t\"'".utf8.contains($0) }.map(head.index(after:)) ?? head.startIndex
        let before = head[..<end].lastIndex { !isNameByte($0) }
        if let before, head[before] == UInt8(ascii: "/") || head[before] == UInt8(ascii: ":") { return nil }
        let start = before.map(head.index(after:)) ?? head.startIndex
        return start < end ? line[start..<end] : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || "_-.".utf8.contains(byte)
    }

    /// A value up to its closing quote, or else to the next space.
    private static func word(_ value: Substring) -> Substring {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return value.prefix { !$0.isWhitespace } }
        return value.dropFirst().prefix { $0 != quote }
    }

    /// `--password …`, also as elements of a list in JSON.
    private mutating func readOptions(_ line: Substring) {
        guard line.contains("-") else { return }
        var isOption = false
        for word in line.split(whereSeparator: { $0.isWhitespace || "\"',[]".contains($0) }) {
            if isOption, word.first != "-", Self.isLiteral(word) { kinds.insert("password") }
            isOption = Self.isSecretOption(word)
        }
    }

    /// PHP's `define('DB_PASSWORD', '…')`, as many a start script writes it into a file.
    private mutating func readDefinitions(_ line: Substring) {
        guard let call = line.firstRange(of: "define(") else { return }
        let arguments = line[call.upperBound...].prefix(512).split(separator: ",", maxSplits: 1)
        guard arguments.count == 2, SecretName.isSecret(Self.word(arguments[0].drop { $0 == " " })) else { return }
        if Self.isLiteral(Self.word(arguments[1].drop { $0 == " " })) { kinds.insert("password") }
    }

    /// Whether a word of a command line says that the next one is a secret.
    static func isSecretOption(_ word: some StringProtocol) -> Bool {
        word.hasPrefix("-") && !word.contains("=") && SecretName.isSecret(word)
    }

    /// A value that stands there itself: not a variable, a command, a reference to a secrets store or a placeholder.
    private static func isLiteral(_ value: Substring) -> Bool {
        guard value.count >= 6, let first = value.first, !"$`<{[(%".contains(first) else { return false }
        return !SecretName.isReference(value)
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
