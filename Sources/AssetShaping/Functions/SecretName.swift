/// What makes a name a secret's name, and what makes a value a word about a secret rather than the secret: said here alone.
enum SecretName {
    /// Last words that say so whatever stands before them, also without a sign between: `dbpassword`.
    private static let endings = [
        "password", "passwords", "passwd", "passphrase", "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "credential",
        "credentials",
    ]
    /// Short last words, which are endings of other words too.
    private static let words: Set<String> = ["pwd", "pass"]
    /// What a key is that is one: `API_KEY`; not `SORT_KEY`.
    private static let keyWords: Set<String> = [
        "api", "private", "secret", "access", "signing", "encryption", "auth", "master", "account",
    ]
    /// Which of several secrets it is, or how it is written: `DB_PASSWORD_PROD`, `TOKEN_BASE64`.
    private static let qualifiers: Set<String> = [
        "prod", "production", "staging", "stage", "dev", "test", "live", "old", "new", "current", "primary", "secondary", "value", "plain",
        "plaintext", "text", "txt", "base",
    ]

    /// Whether a name's last words say that the value is a secret: `DB_PASSWORD`, `stripeApiKey`, `--token`; not `SECRET_NAME`,
    /// `tokenTTL` or `MAX_TOKENS`.
    static func isSecret(_ name: some StringProtocol) -> Bool {
        var words = words(of: name)
        while words.count > 1, let last = words.last, qualifiers.contains(last) { words.removeLast() }
        guard let last = words.last else { return false }
        if endings.contains(where: last.hasSuffix) || Self.words.contains(last) { return true }
        return last == "key" && words.count > 1 && keyWords.contains(words[words.count - 2])
    }

    /// In small letters; a change from small to capital letters begins a word, every other sign and digit ends one.
    private static func words(of name: some StringProtocol) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        for byte in name.utf8.suffix(256) {
            let isUpper = (0x41...0x5A).contains(byte)
            let isLetter = isUpper || (0x61...0x7A).contains(byte) || byte >= 0x80
            if !word.isEmpty, !isLetter || (wasLower && isUpper) {
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
            if isLetter { word.append(isUpper ? byte | 0x20 : byte) }
            wasLower = isLetter && !isUpper
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    // MARK: Values

    /// Whether a value says where a secret is, or whether there is one, and not what it is: a reference to a store, a variable,
    /// a path, a switch, a short number, a wildcard.
    static func isReference(_ value: some StringProtocol) -> Bool {
        if value.isEmpty || isNumber(value) || value.utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
        let folded = value.lowercased()
        if ["true", "false", "null", "none"].contains(folded) { return true }
        let starts = ["arn:", "ssm:", "secretsmanager:", "vault:", "alias/", "{{", "${", "$(", "%(", "<", "`"]
        if starts.contains(where: folded.hasPrefix) { return true }
        if value.first == "$" { return value.utf8.dropFirst().allSatisfy { isNameByte($0) } }
        // `/run/secrets/db`, and `prod/db/password`, which is a secret's name. Base64 has capitals among its letters.
        if value.first == "/" { return value.utf8.allSatisfy { isNameByte($0) || "/-.:@".utf8.contains($0) } }
        return value.contains("/") && value.utf8.allSatisfy { isNameByte($0) && !(0x41...0x5A).contains($0) || "/-.".utf8.contains($0) }
    }

    /// Amounts and durations (`3600`, `0.5`); six digits and more may be a code.
    private static func isNumber(_ value: some StringProtocol) -> Bool {
        value.utf8.count < 6 && value.utf8.allSatisfy { (0x30...0x39).contains($0) || "-.".utf8.contains($0) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
}
