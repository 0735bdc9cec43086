import Document

/// The role of an EC2 instance, from its metadata service, version 2 only: version 1 answers any request that is tricked into it.
struct InstanceCredentials: CredentialSource {
    let context: CredentialContext
    let name = "instance metadata"

    /// Off EC2 nothing answers; waiting longer only delays saying so.
    private static let timeout: Duration = .seconds(1)

    func load() async throws(CredentialMiss) -> AWSCredentials {
        if context.environment.isOn("AWS_EC2_METADATA_DISABLED") { throw .notConfigured("AWS_EC2_METADATA_DISABLED is set") }
        let endpoint = try metadataEndpoint()
        let token = try await get(
            endpoint, "PUT", "/latest/api/token", [("x-aws-ec2-metadata-token-ttl-seconds", "21600")], what: "a session token")
        let headers = [("x-aws-ec2-metadata-token", token)]
        let path = "/latest/meta-data/iam/security-credentials/"
        let roles = try await get(endpoint, "GET", path, headers, what: "the instance's role")
        guard let role = roles.split(whereSeparator: \.isNewline).first, !role.isEmpty else {
            throw .notConfigured("the instance has no role")
        }
        let text = try await get(endpoint, "GET", path + PercentEncoding.encode(role), headers, what: "credentials of \(role)")
        guard let document = try? Document(json: text), let credentials = AWSCredentials(json: document.root, source: name) else {
            throw .failed("the metadata service answered no credentials for \(role)")
        }
        return credentials
    }

    private func metadataEndpoint() throws(CredentialMiss) -> Endpoint {
        let environment = context.environment
        var url =
            environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
            ?? context.configuration.setting("ec2_metadata_service_endpoint")
        if url == nil {
            let mode =
                environment["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"]
                ?? context.configuration.setting("ec2_metadata_service_endpoint_mode")
            url = mode?.lowercased() == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        }
        guard let endpoint = Endpoint(url: url ?? "", signingRegion: "") else {
            throw .failed("AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL")
        }
        return endpoint
    }

    private func get(
        _ endpoint: Endpoint, _ method: String, _ path: String, _ headers: [(String, String)], what: String
    ) async throws(CredentialMiss) -> String {
        let request = HTTPRequestMessage(
            method: method, scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port, path: endpoint.basePath + path,
            headers: headers.map { ($0.0, $0.1) })
        do {
            let answer = try await context.send(request, operation: "InstanceMetadata", timeout: InstanceCredentials.timeout)
            guard answer.status == 200 else {
                throw CredentialMiss.notConfigured("the metadata service answered \(answer.status) for \(what)")
            }
            return String(decoding: answer.body, as: UTF8.self)
        } catch let miss as CredentialMiss {
            throw miss
        } catch let error as AWSError {
            throw .notConfigured("no metadata service: \(error.message)")
        } catch {
            throw .notConfigured("no metadata service")
        }
    }
}
