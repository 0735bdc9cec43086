import Document

/// The endpoint that ECS, EKS Pod Identity and the like offer inside a container.
struct ContainerCredentials: CredentialSource {
    let context: CredentialContext
    let name = "container"

    /// Hosts that plain HTTP may go to: the machine itself, and the link-local addresses of ECS and EKS.
    private static let plainHosts: Set<String> = ["localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"]

    func load() async throws(CredentialMiss) -> AWSCredentials {
        let environment = context.environment
        let url: String
        if let relative = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] {
            url = "http://169.254.170.2\(relative.hasPrefix("/") ? "" : "/")\(relative)"
        } else if let full = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] {
            url = full
        } else {
            throw .notConfigured("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set")
        }
        guard let endpoint = Endpoint(url: url, signingRegion: "") else { throw .failed("\"\(url)\" is no URL") }
        guard endpoint.scheme == "https" || ContainerCredentials.isPlainHost(endpoint.host) else {
            throw .failed("credentials are not fetched over plain HTTP from \(endpoint.host)")
        }
        var request = HTTPRequestMessage(
            method: "GET", scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port,
            path: endpoint.basePath.isEmpty ? "/" : endpoint.basePath, query: ContainerCredentials.query(of: url),
            headers: [("Accept", "application/json")])
        if let token = try authorization() { request.setHeader("Authorization", token.reveal()) }
        return try await fetch(request)
    }

    private func authorization() throws(CredentialMiss) -> Secret? {
        var token: String?
        if let file = context.environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
            token = try context.readText(file)
        } else {
            token = context.environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        }
        if let token, token.contains(where: \.isNewline) { throw .failed("the authorization token has a line break") }
        return token.map(Secret.init)
    }

    private func fetch(_ request: HTTPRequestMessage) async throws(CredentialMiss) -> AWSCredentials {
        var last = ""
        for attempt in 0..<3 {
            if attempt > 0 { try? await Task.sleep(for: .milliseconds(100 * attempt)) }
            do {
                let answer = try await context.send(request, operation: "ContainerCredentials", timeout: .seconds(2))
                guard answer.status == 200 else {
                    last = "\(request.host) answered \(answer.status)"
                    if answer.status < 500 { break }
                    continue
                }
                guard let document = try? Document(json: answer.body),
                    let credentials = AWSCredentials(json: document.root, source: name)
                else { throw CredentialMiss.failed("\(request.host) answered no credentials") }
                return credentials
            } catch let error as AWSError {
                last = error.message
                if !error.isRetryable { break }
            } catch {
                throw .failed("\(request.host) answered no credentials")
            }
        }
        throw .failed(last)
    }

    static func isPlainHost(_ host: String) -> Bool {
        if plainHosts.contains(host.lowercased()) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }

    private static func query(of url: String) -> [(name: String, value: String)] {
        guard let mark = url.firstIndex(of: "?") else { return [] }
        return url[url.index(after: mark)...].split(separator: "&").map { item in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (PercentEncoding.decode(pair[0]), pair.count == 2 ? PercentEncoding.decode(pair[1]) : "")
        }
    }
}
