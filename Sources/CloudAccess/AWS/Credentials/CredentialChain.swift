import Document
import SourceText

/// The credential chain of every AWS tool: environment, web identity, shared files, container, instance metadata.
public struct CredentialChain: CredentialSource {
    let name = "credential chain"
    let sources: [any CredentialSource]

    init(sources: [any CredentialSource]) { self.sources = sources }

    /// A provider over the whole chain.
    public static func provider(
        configuration: AWSConfiguration, partitions: Partitions, transport: any Transport
    ) -> CachedCredentials {
        CachedCredentials(source: standard(configuration: configuration, partitions: partitions, transport: transport))
    }

    static func standard(configuration: AWSConfiguration, partitions: Partitions, transport: any Transport) -> CredentialChain {
        let context = CredentialContext(configuration: configuration, partitions: partitions, transport: transport)
        var sources: [any CredentialSource] = []
        // A profile that the caller names wins over keys that happen to be in the environment.
        if !configuration.isProfileExplicit {
            sources.append(EnvironmentCredentials(environment: configuration.environment))
            sources.append(WebIdentityCredentials(environmentOf: context))
        }
        sources.append(ProfileCredentials(context: context, profile: configuration.profileName))
        sources.append(ContainerCredentials(context: context))
        sources.append(InstanceCredentials(context: context))
        return CredentialChain(sources: sources)
    }

    func load() async throws(CredentialMiss) -> AWSCredentials {
        var tried: [String] = []
        for source in sources {
            do {
                return try await source.load()
            } catch {
                tried.append("\(source.name): \(error.message)")
                if error.kind == .failed { break }
            }
        }
        throw .failed("no credentials; tried\n  " + tried.joined(separator: "\n  "))
    }
}

/// What every source may need.
struct CredentialContext: Sendable {
    var configuration: AWSConfiguration
    var partitions: Partitions
    var transport: any Transport
    var now: @Sendable () -> Instant = Instant.now

    var environment: AWSEnvironment { configuration.environment }

    /// A file's text, without the line break at its end.
    func readText(_ path: String) throws(CredentialMiss) -> String {
        do {
            let file = try SourceFile.read(path: environment.expand(path), limit: 1 << 20)
            var text = Substring(decoding: file.bytes, as: UTF8.self)
            while let last = text.last, last.isWhitespace { text = text.dropLast() }
            return String(text)
        } catch {
            throw .failed("\(path): \(error.message)")
        }
    }

    /// Sends a request that belongs to a credential source.
    func send(
        _ request: HTTPRequestMessage, operation: String, timeout: Duration = .seconds(10)
    ) async throws(AWSError) -> HTTPAnswer {
        let call = CallContext(
            service: "credentials", region: configuration.region, operation: operation, isForCredentials: true)
        return try await transport.send(request, for: call, timeout: timeout, answerLimit: 1 << 20)
    }
}

extension AWSCredentials {
    /// The JSON that container and instance metadata, `credential_process` and the like give out.
    init?(json: DocumentValue, source: String) {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { json[$0]?.string }.first { !$0.isEmpty }
        }
        guard let id = text("AccessKeyId", "accessKeyId"), let secret = text("SecretAccessKey", "secretAccessKey") else { return nil }
        self.init(
            accessKeyID: id, secretAccessKey: Secret(secret),
            sessionToken: text("Token", "SessionToken", "sessionToken").map(Secret.init),
            expiration: text("Expiration").flatMap { Instant(parsing: $0) }, source: source)
        // Milliseconds, as IAM Identity Center says it.
        if let milliseconds = json["expiration"]?.int { expiration = Instant(seconds: milliseconds / 1_000) }
    }
}
