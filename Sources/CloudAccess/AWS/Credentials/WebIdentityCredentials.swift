/// A role for an OpenID Connect token in a file: pods on EKS, pipelines.
struct WebIdentityCredentials: CredentialSource {
    let context: CredentialContext
    let name = "web identity"
    private let tokenFile: String?
    private let roleARN: String?
    private let sessionName: String?

    /// `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN`, `AWS_ROLE_SESSION_NAME`.
    init(environmentOf context: CredentialContext) {
        self.context = context
        tokenFile = context.environment["AWS_WEB_IDENTITY_TOKEN_FILE"]
        roleARN = context.environment["AWS_ROLE_ARN"]
        sessionName = context.environment["AWS_ROLE_SESSION_NAME"]
    }

    init(context: CredentialContext, tokenFile: String, roleARN: String, sessionName: String?) {
        self.context = context
        self.tokenFile = tokenFile
        self.roleARN = roleARN
        self.sessionName = sessionName
    }

    func load() async throws(CredentialMiss) -> AWSCredentials {
        guard let tokenFile else { throw .notConfigured("AWS_WEB_IDENTITY_TOKEN_FILE is not set") }
        guard let roleARN else { throw .failed("AWS_WEB_IDENTITY_TOKEN_FILE is set but AWS_ROLE_ARN is not") }
        // Read every time: the platform renews the file.
        let token = try context.readText(tokenFile)
        return try await SecurityTokenService(context: context).assumeRole(
            roleARN, webIdentityToken: Secret(token), sessionName: sessionName ?? SecurityTokenService.defaultSessionName)
    }
}
