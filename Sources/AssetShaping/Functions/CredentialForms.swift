/// Tells from a text's form that it is a credential. The text itself goes no further than this.
///
/// The forms are published: AWS's unique identifiers, GitHub's and Slack's token prefixes, PEM (RFC 7468), JWT (RFC 7519).
enum CredentialForms {
    /// The kind of credential that stands in a text, in the words of `kamae data scan`; nil where none is recognised.
    static func kind(in text: String) -> String? {
        let bytes = Array(text.utf8.prefix(64 << 10))
        if text.contains("-----BEGIN "), text.contains("PRIVATE KEY-----") { return "private-key" }
        if hasRun(bytes, after: ["AKIA", "ASIA"], of: 16, exactly: true, where: { isUpper($0) || isDigit($0) }) {
            return "aws-access-key-id"
        }
        if hasRun(bytes, after: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], of: 36, where: isAlphanumeric) { return "github-token" }
        if hasRun(bytes, after: ["github_pat_"], of: 22, where: { isAlphanumeric($0) || $0 == UInt8(ascii: "_") }) {
            return "github-token"
        }
        let slack = ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"]
        if hasRun(bytes, after: slack, of: 10, where: { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) { return "slack-token" }
        if isJSONWebToken(bytes) { return "jwt" }
        if isSecretAccessKey(bytes) { return "aws-secret-key" }
        if hasPasswordInURL(bytes) { return "url-password" }
        return nil
    }

    // MARK: Forms

    /// One of the prefixes at the start of a word, then a run of allowed bytes.
    private static func hasRun(
        _ bytes: [UInt8], after prefixes: [String], of length: Int, exactly: Bool = false, where isAllowed: (UInt8) -> Bool
    ) -> Bool {
        for prefix in prefixes {
            let needle = Array(prefix.utf8)
            guard bytes.count >= needle.count + length else { continue }
            for start in 0...(bytes.count - needle.count - length) where bytes[start] == needle[0] {
                guard bytes[start..<start + needle.count].elementsEqual(needle), start == 0 || !isAlphanumeric(bytes[start - 1])
                else { continue }
                let run = bytes[(start + needle.count)...].prefix(while: isAllowed).count
                let end = start + needle.count + run
                if exactly ? run == length && (end == bytes.count || !isAlphanumeric(bytes[end])) : run >= length { return true }
            }
        }
        return false
    }

    /// Three base64url parts, of which the first two are JSON objects.
    private static func isJSONWebToken(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0].starts(with: Array("eyJ".utf8)) && parts[1].starts(with: Array("eyJ".utf8))
            && parts.allSatisfy { $0.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") } }
    }

    /// Forty letters of base64 of every sort: a digest in hexadecimal has no capitals, a path has no digits.
    private static func isSecretAccessKey(_ bytes: [UInt8]) -> Bool {
        bytes.count == 40
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") }
            && bytes.contains(where: isUpper) && bytes.contains(where: isDigit)
            && bytes.contains { $0 > UInt8(ascii: "f") && $0 <= UInt8(ascii: "z") }
    }

    /// `scheme://user:password@host`, the password being no placeholder.
    private static func hasPasswordInURL(_ bytes: [UInt8]) -> Bool {
        let mark = Array("://".utf8)
        guard let start = bytes.indices.dropLast(mark.count).first(where: { bytes[$0..<$0 + mark.count].elementsEqual(mark) })
        else { return false }
        let authority = bytes[(start + mark.count)...].prefix { $0 != UInt8(ascii: "/") && $0 > 0x20 }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let user = authority[..<at]
        guard let colon = user.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let password = user[user.index(after: colon)...]
        return !password.isEmpty && !password.contains(UInt8(ascii: "$")) && !password.contains(UInt8(ascii: "{"))
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isUpper(byte) || isDigit(byte) || (0x61...0x7A).contains(byte) }
}
