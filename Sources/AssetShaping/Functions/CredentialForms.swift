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
        if hasAuthorization(bytes) { return "authorization-header" }
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
        for start in bytes.indices.dropLast(mark.count) where bytes[start] == mark[0] {
            guard bytes[start..<start + mark.count].elementsEqual(mark) else { continue }
            let authority = bytes[(start + mark.count)...].prefix { $0 != UInt8(ascii: "/") && $0 > 0x20 }
            guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { continue }
            let user = authority[..<at]
            guard let colon = user.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let password = user[user.index(after: colon)...]
            if !password.isEmpty, !password.contains(where: { "${<".utf8.contains($0) }) { return true }
        }
        return false
    }

    /// `Bearer …` and `Basic …`, as the header of a request has them (RFC 6750, RFC 7617); a word of prose has no digits and no
    /// capitals inside.
    private static func hasAuthorization(_ bytes: [UInt8]) -> Bool {
        for scheme in ["Bearer ", "Basic "].map({ Array($0.utf8) }) where bytes.count >= scheme.count + 12 {
            for start in 0...(bytes.count - scheme.count - 12) where bytes[start] == scheme[0] {
                guard bytes[start..<start + scheme.count].elementsEqual(scheme) else { continue }
                let token = bytes[(start + scheme.count)...].prefix { isAlphanumeric($0) || "+/=._~-".utf8.contains($0) }
                if token.count >= 12, token.dropFirst().contains(where: { isUpper($0) || isDigit($0) }) { return true }
            }
        }
        return false
    }

    /// Whether a text may hold any of these forms at all: one look at its bytes, for the many texts that hold none.
    static func mayStand(in bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 8 else { return false }
        if bytes.count == 40 { return true }
        for index in 0..<bytes.count - 2 {
            switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
            // AKIA and ASIA; gh?_ and github_pat_; xox?-; eyJ; -----BEGIN; Bearer and Basic; ://
            case (UInt8(ascii: "A"), UInt8(ascii: "K"), UInt8(ascii: "I")), (UInt8(ascii: "A"), UInt8(ascii: "S"), UInt8(ascii: "I")),
                (UInt8(ascii: "g"), UInt8(ascii: "h"), _), (UInt8(ascii: "g"), UInt8(ascii: "i"), UInt8(ascii: "t")),
                (UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "x")), (UInt8(ascii: "e"), UInt8(ascii: "y"), UInt8(ascii: "J")),
                (UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: "-")), (UInt8(ascii: "B"), UInt8(ascii: "e"), UInt8(ascii: "a")),
                (UInt8(ascii: "B"), UInt8(ascii: "a"), UInt8(ascii: "s")), (UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "/")):
                return true
            default: continue
            }
        }
        return false
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isUpper(byte) || isDigit(byte) || (0x61...0x7A).contains(byte) }
}
