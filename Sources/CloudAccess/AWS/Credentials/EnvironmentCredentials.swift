/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialSource {
    let environment: AWSEnvironment
    let name = "environment"

    func load() async throws(CredentialMiss) -> AWSCredentials {
        let id = environment["AWS_ACCESS_KEY_ID"]
        let secret = environment["AWS_SECRET_ACCESS_KEY"]
        guard id != nil || secret != nil else { throw .notConfigured("AWS_ACCESS_KEY_ID is not set") }
        guard let id else { throw .failed("AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not") }
        guard let secret else { throw .failed("AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not") }
        let token = environment["AWS_SESSION_TOKEN"] ?? environment["AWS_SECURITY_TOKEN"]
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: token.map(Secret.init),
            expiration: environment["AWS_CREDENTIAL_EXPIRATION"].flatMap { Instant(parsing: $0) }, source: name)
    }
}
