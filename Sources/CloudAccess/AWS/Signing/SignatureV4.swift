import Crypto

/// AWS Signature Version 4 for requests whose body is at hand.
///
/// Source of the rules: "Signing AWS API requests" in the IAM user guide, and the published test suite
/// (`Tests/CloudAccessTests/SignatureV4Tests.swift`).
public struct SignatureV4: Sendable {
    public var region: String
    /// The name in the credential scope (`signingName`), which is not always the endpoint's prefix.
    public var service: String
    /// S3 signs the path as it is sent; every other service signs it encoded once more, with `.` and `..` resolved.
    public var signsPathAsSent: Bool
    /// Sends `x-amz-content-sha256` as a signed header, which S3 demands.
    public var sendsContentHash: Bool

    public init(region: String, service: String) {
        self.region = region
        self.service = service
        let isS3 = ["s3", "s3-object-lambda", "s3express", "s3-outposts"].contains(service)
        signsPathAsSent = isS3
        sendsContentHash = isS3
    }

    /// Adds `Host`, `X-Amz-Date`, the session token and `Authorization`.
    ///
    /// - Parameter now: the signer's clock, already corrected by what the service said of its own.
    public func sign(_ request: inout HTTPRequestMessage, credentials: AWSCredentials, now: Instant) {
        let timestamp = now.compact
        let date = String(timestamp.prefix(8))
        request.headers.removeAll { $0.name.lowercased() == "authorization" }
        request.setHeader("Host", request.authority)
        request.setHeader("X-Amz-Date", timestamp)
        if let token = credentials.sessionToken {
            request.setHeader("X-Amz-Security-Token", token.reveal())
        }
        let payloadHash = SignatureV4.hex(SHA256.hash(data: request.body))
        if sendsContentHash { request.setHeader("X-Amz-Content-SHA256", payloadHash) }

        let (canonical, signedHeaders) = canonicalRequest(request, payloadHash: payloadHash)
        let scope = "\(date)/\(region)/\(service)/aws4_request"
        let toSign = stringToSign(canonical: canonical, timestamp: timestamp, scope: scope)
        let key = signingKey(secret: credentials.secretAccessKey, date: date)
        let signature = SignatureV4.hex(HMAC<SHA256>.authenticationCode(for: Array(toSign.utf8), using: key))
        request.setHeader(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(signedHeaders), Signature=\(signature)")
    }

    /// The canonical request and the list of signed headers.
    func canonicalRequest(_ request: HTTPRequestMessage, payloadHash: String) -> (text: String, signedHeaders: String) {
        var values: [String: [String]] = [:]
        for header in request.headers {
            let name = header.name.lowercased()
            // Proxies and clients rewrite these on the way.
            if ["connection", "user-agent", "expect", "x-amzn-trace-id", "transfer-encoding"].contains(name) { continue }
            values[name, default: []].append(SignatureV4.collapseSpaces(header.value))
        }
        let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let signedHeaders = names.joined(separator: ";")
        var text = "\(request.method)\n\(canonicalPath(request.path))\n\(SignatureV4.canonicalQuery(request.query))\n"
        for name in names {
            text += "\(name):\((values[name] ?? []).joined(separator: ","))\n"
        }
        text += "\n\(signedHeaders)\n\(payloadHash)"
        return (text, signedHeaders)
    }

    func stringToSign(canonical: String, timestamp: String, scope: String) -> String {
        "AWS4-HMAC-SHA256\n\(timestamp)\n\(scope)\n\(SignatureV4.hex(SHA256.hash(data: Array(canonical.utf8))))"
    }

    private func canonicalPath(_ path: String) -> String {
        if path.isEmpty { return "/" }
        if signsPathAsSent { return path }
        return PercentEncoding.encode(SignatureV4.resolveDots(path), keepingSlash: true)
    }

    static func canonicalQuery(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { a, b in
                a.0 == b.0 ? a.1.utf8.lexicographicallyPrecedes(b.1.utf8) : a.0.utf8.lexicographicallyPrecedes(b.0.utf8)
            }
            .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// RFC 3986 section 5.2.4, and repeated slashes become one.
    static func resolveDots(_ path: String) -> String {
        var kept: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if !kept.isEmpty { kept.removeLast() }
            default: kept.append(part)
            }
        }
        let last = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
        return "/" + kept.joined(separator: "/") + (last && !kept.isEmpty ? "/" : "")
    }

    /// Trims, and makes every run of spaces one.
    static func collapseSpaces(_ value: String) -> String {
        guard value.utf8.first == 0x20 || value.utf8.last == 0x20 || value.contains("  ") else { return value }
        return value.split(separator: " ").joined(separator: " ")
    }

    private func signingKey(secret: Secret, date: String) -> SymmetricKey {
        var key = SymmetricKey(data: Array("AWS4\(secret.reveal())".utf8))
        for part in [date, region, service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        return key
    }

    private static let digits = Array("0123456789abcdef".utf8)

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }
}
