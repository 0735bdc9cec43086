/// What signs a request: an access key, and a session token where it is temporary.
public struct AWSCredentials: Sendable, Hashable, CustomStringConvertible {
    public var accessKeyID: String
    public var secretAccessKey: Secret
    public var sessionToken: Secret?
    /// When the service stops accepting them; nil for long-lived keys.
    public var expiration: Instant?
    /// Where they came from, for people: `environment`, `profile "audit"`, …
    public var source: String

    public init(
        accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil, expiration: Instant? = nil, source: String
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
        self.source = source
    }

    /// Names the source and the key's last four characters, never the secret.
    public var description: String { "credentials …\(accessKeyID.suffix(4)) from \(source)" }

    func expires(within seconds: Int64, of now: Instant) -> Bool {
        guard let expiration else { return false }
        return expiration <= now.advanced(bySeconds: seconds)
    }
}
