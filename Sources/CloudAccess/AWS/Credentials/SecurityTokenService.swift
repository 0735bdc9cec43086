import Document

/// The two calls to STS that credentials come from, without a service model.
struct SecurityTokenService: Sendable {
    let context: CredentialContext

    /// The name that CloudTrail shows for the session where nobody chose one.
    static let defaultSessionName = "kamae"

    struct Role: Sendable {
        var arn: String
        var sessionName: String
        var externalID: String?
        /// Seconds; STS's own default where nil.
        var duration: Int?
    }

    func assumeRole(_ role: Role, as base: AWSCredentials) async throws(CredentialMiss) -> AWSCredentials {
        var form = [("RoleArn", role.arn), ("RoleSessionName", role.sessionName)]
        if let externalID = role.externalID { form.append(("ExternalId", externalID)) }
        if let duration = role.duration { form.append(("DurationSeconds", String(duration))) }
        return try await call("AssumeRole", form, signedBy: base, role: role.arn)
    }

    func assumeRole(
        _ arn: String, webIdentityToken: Secret, sessionName: String
    ) async throws(CredentialMiss) -> AWSCredentials {
        let form = [("RoleArn", arn), ("RoleSessionName", sessionName), ("WebIdentityToken", webIdentityToken.reveal())]
        return try await call("AssumeRoleWithWebIdentity", form, signedBy: nil, role: arn)
    }

    private func call(
        _ action: String, _ form: [(String, String)], signedBy base: AWSCredentials?, role: String
    ) async throws(CredentialMiss) -> AWSCredentials {
        let region = context.configuration.region
        do throws(AWSError) {
            let resolver = EndpointResolver(configuration: context.configuration, partitions: context.partitions)
            let endpoint = try resolver.endpoint(service: "sts", serviceID: "STS", prefix: "sts", region: region)
            let items = [("Action", action), ("Version", "2011-06-15")] + form
            let body = items.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
            var request = HTTPRequestMessage(
                method: "POST", scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port, path: endpoint.basePath + "/",
                headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: Array(body.utf8))
            if let base {
                SignatureV4(region: endpoint.signingRegion, service: "sts").sign(&request, credentials: base, now: context.now())
            }
            let answer = try await sendTwice(request, action)
            guard answer.status == 200 else {
                let error = ErrorReader.read(answer, wireProtocol: .query, limits: .standard)
                throw AWSError(.credentials, code: error.code, error.message)
            }
            return try read(answer, action, role)
        } catch {
            throw .failed("sts:\(action) for \(role): \(error.code)\(error.message.isEmpty ? "" : ": \(error.message)")")
        }
    }

    /// A connection that breaks, or a service that fails, gets a second chance.
    private func sendTwice(_ request: HTTPRequestMessage, _ action: String) async throws(AWSError) -> HTTPAnswer {
        do {
            let answer = try await context.send(request, operation: action)
            if answer.status < 500 && answer.status != 429 { return answer }
        } catch {
            if !error.isRetryable { throw error }
        }
        try? await Task.sleep(for: .milliseconds(200))
        return try await context.send(request, operation: action)
    }

    private func read(_ answer: HTTPAnswer, _ action: String, _ role: String) throws(AWSError) -> AWSCredentials {
        guard let tree = try? XMLReader.read(answer.body), let result = tree.child(of: tree.root, named: "\(action)Result"),
            let credentials = tree.child(of: result, named: "Credentials")
        else { throw AWSError(.malformedAnswer, "the answer holds no credentials") }
        func text(_ name: String) -> String? { tree.child(of: credentials, named: name).map { tree.text(of: $0) } }
        guard let id = text("AccessKeyId"), let secret = text("SecretAccessKey") else {
            throw AWSError(.malformedAnswer, "the answer holds no credentials")
        }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: text("SessionToken").map(Secret.init),
            expiration: text("Expiration").flatMap { Instant(parsing: $0) }, source: "role \(role)")
    }
}
