import Crypto
import Document

/// A role through IAM Identity Center, with the token that `aws sso login` left in the cache.
struct SSOCredentials: Sendable {
    let context: CredentialContext
    let profile: String
    let settings: SharedConfig.Section

    func load() async throws(CredentialMiss) -> AWSCredentials {
        guard let account = settings["sso_account_id"], let role = settings["sso_role_name"] else {
            throw .failed("the profile \"\(profile)\" lacks sso_account_id or sso_role_name")
        }
        let (cacheKey, region) = try cache()
        let token = try readToken(cacheKey)
        do throws(AWSError) {
            let resolver = EndpointResolver(configuration: context.configuration, partitions: context.partitions)
            let endpoint = try resolver.endpoint(service: "sso", serviceID: "SSO", prefix: "portal.sso", region: region)
            let request = HTTPRequestMessage(
                method: "GET", scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port,
                path: endpoint.basePath + "/federation/credentials", query: [("role_name", role), ("account_id", account)],
                headers: [("x-amz-sso_bearer_token", token.reveal())])
            let answer = try await context.send(request, operation: "GetRoleCredentials")
            guard answer.status == 200 else {
                let error = ErrorReader.read(answer, wireProtocol: .restJSON, limits: .standard)
                throw AWSError(.credentials, code: error.code, "\(error.message); run aws sso login --profile \(profile)")
            }
            guard let document = try? Document(json: answer.body), let value = document.root["roleCredentials"],
                let credentials = AWSCredentials(json: value, source: "SSO role \(role) in \(account)")
            else { throw AWSError(.malformedAnswer, "the answer holds no credentials") }
            return credentials
        } catch {
            throw .failed("sso:GetRoleCredentials for \(role) in \(account): \(error.code): \(error.message)")
        }
    }

    /// What the cached token's file is named for, and the region of the directory.
    private func cache() throws(CredentialMiss) -> (key: String, region: String) {
        if let name = settings["sso_session"] {
            guard let session = context.configuration.shared.ssoSessions[name], let region = session["sso_region"] else {
                throw .failed("the SSO session \"\(name)\" is missing or has no sso_region")
            }
            return (name, region)
        }
        guard let url = settings["sso_start_url"], let region = settings["sso_region"] else {
            throw .failed("the profile \"\(profile)\" lacks sso_start_url or sso_region")
        }
        return (url, region)
    }

    private func readToken(_ key: String) throws(CredentialMiss) -> Secret {
        let name = SignatureV4.hex(Insecure.SHA1.hash(data: Array(key.utf8)))
        let login = "run aws sso login --profile \(profile)"
        let text: String
        do {
            text = try context.readText("~/.aws/sso/cache/\(name).json")
        } catch {
            throw .failed("nobody has logged in to SSO; \(login)")
        }
        guard let document = try? Document(json: text), let token = document.root["accessToken"]?.string,
            let expiry = document.root["expiresAt"]?.string.flatMap({ Instant(parsing: $0) })
        else { throw .failed("the cached SSO token cannot be read; \(login)") }
        guard expiry > context.now() else { throw .failed("the SSO login ended at \(expiry.rfc3339); \(login)") }
        return Secret(token)
    }
}
