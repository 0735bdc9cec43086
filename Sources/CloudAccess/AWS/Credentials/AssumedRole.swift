/// Credentials of a role, taken with those of another provider: the way into member accounts.
public struct AssumedRole: CredentialSource {
    let name: String
    private let base: any CredentialProvider
    private let role: SecurityTokenService.Role
    private let service: SecurityTokenService

    /// A provider that keeps the role's credentials and renews them.
    ///
    /// - Parameters:
    ///   - externalID: what the role's trust policy asks for, where it does.
    ///   - sessionName: what CloudTrail shows.
    public static func provider(
        arn: String, externalID: String? = nil, sessionName: String? = nil, base: any CredentialProvider,
        configuration: AWSConfiguration, partitions: Partitions, transport: any Transport
    ) -> CachedCredentials {
        let context = CredentialContext(configuration: configuration, partitions: partitions, transport: transport)
        return CachedCredentials(
            source: AssumedRole(
                role: .init(arn: arn, sessionName: sessionName ?? SecurityTokenService.defaultSessionName, externalID: externalID),
                base: base, context: context))
    }

    init(role: SecurityTokenService.Role, base: any CredentialProvider, context: CredentialContext) {
        name = "role \(role.arn)"
        self.role = role
        self.base = base
        service = SecurityTokenService(context: context)
    }

    func load() async throws(CredentialMiss) -> AWSCredentials {
        let credentials: AWSCredentials
        do {
            credentials = try await base.credentials()
        } catch {
            throw .failed(error.message)
        }
        return try await service.assumeRole(role, as: credentials)
    }
}
