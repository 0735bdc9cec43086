import SourceText

/// A profile of the shared files: keys, a role over another profile, a process, SSO, or a web identity.
struct ProfileCredentials: CredentialSource {
    let context: CredentialContext
    let profile: String
    var name: String { "profile \"\(profile)\"" }

    /// Profiles that lead to one another; a chain of roles is rarely longer than two.
    private static let longestChain = 8

    private var shared: SharedConfig { context.configuration.shared }

    func load() async throws(CredentialMiss) -> AWSCredentials {
        guard shared.profiles[profile] != nil else {
            let problems = shared.problems.map { "; \($0.location?.path ?? ""): \($0.message)" }.joined()
            throw .notConfigured("there is no such profile in \(shared.configPath) or \(shared.credentialsPath)\(problems)")
        }
        return try await load(profile, visited: [])
    }

    private func load(_ profile: String, visited: [String]) async throws(CredentialMiss) -> AWSCredentials {
        guard let settings = shared.profiles[profile] else { throw .failed("there is no source profile \"\(profile)\"") }
        // A profile may be its own source: its role, taken with its own keys.
        guard !visited.contains(profile) else {
            throw .failed("profiles lead in a circle: \((visited + [profile]).joined(separator: " → "))")
        }
        guard visited.count < ProfileCredentials.longestChain else { throw .failed("profiles lead through too many others") }
        func setting(_ key: String) -> String? { settings[key].flatMap { $0.isEmpty ? nil : $0 } }

        if let role = setting("role_arn") {
            if let file = setting("web_identity_token_file") {
                return try await WebIdentityCredentials(
                    context: context, tokenFile: file, roleARN: role, sessionName: setting("role_session_name")
                ).load()
            }
            return try await assume(role, profile, settings, visited: visited)
        }
        if let keys = try staticKeys(profile, settings) { return keys }
        if setting("sso_session") != nil || setting("sso_start_url") != nil {
            return try await SSOCredentials(context: context, profile: profile, settings: settings).load()
        }
        if let command = setting("credential_process") {
            return try await CredentialProcess(command: command, environment: context.environment).load()
        }
        throw visited.isEmpty
            ? .notConfigured("the profile holds no keys, role, process or SSO session")
            : .failed("the source profile \"\(profile)\" holds no keys, role, process or SSO session")
    }

    private func staticKeys(_ profile: String, _ settings: SharedConfig.Section) throws(CredentialMiss) -> AWSCredentials? {
        let id = settings["aws_access_key_id"] ?? ""
        let secret = settings["aws_secret_access_key"] ?? ""
        if id.isEmpty && secret.isEmpty { return nil }
        guard !id.isEmpty, !secret.isEmpty else {
            throw .failed("the profile \"\(profile)\" has only one of aws_access_key_id and aws_secret_access_key")
        }
        let token = settings["aws_session_token"].flatMap { $0.isEmpty ? nil : Secret($0) }
        return AWSCredentials(
            accessKeyID: id, secretAccessKey: Secret(secret), sessionToken: token, source: "profile \"\(profile)\"")
    }

    private func assume(
        _ arn: String, _ profile: String, _ settings: SharedConfig.Section, visited: [String]
    ) async throws(CredentialMiss) -> AWSCredentials {
        if let device = settings["mfa_serial"], !device.isEmpty {
            throw .failed(
                "the profile \"\(profile)\" asks for a code of \(device); take the role with another tool and give its session's keys")
        }
        let base: AWSCredentials
        switch (settings["source_profile"], settings["credential_source"]) {
        case (.some, .some):
            throw .failed("the profile \"\(profile)\" has both source_profile and credential_source")
        case (let source?, nil):
            if source == profile {
                guard let keys = try staticKeys(profile, settings) else {
                    throw .failed("the profile \"\(profile)\" is its own source but holds no keys")
                }
                base = keys
            } else {
                base = try await load(source, visited: visited + [profile])
            }
        case (nil, let source?): base = try await load(credentialSource: source)
        case (nil, nil): throw .failed("the profile \"\(profile)\" has role_arn but neither source_profile nor credential_source")
        }
        let role = SecurityTokenService.Role(
            arn: arn, sessionName: settings["role_session_name"] ?? SecurityTokenService.defaultSessionName,
            externalID: settings["external_id"], duration: settings["duration_seconds"].flatMap { Int($0) })
        return try await SecurityTokenService(context: context).assumeRole(role, as: base)
    }

    private func load(credentialSource: String) async throws(CredentialMiss) -> AWSCredentials {
        do throws(CredentialMiss) {
            switch credentialSource {
            case "Environment": return try await EnvironmentCredentials(environment: context.environment).load()
            case "EcsContainer": return try await ContainerCredentials(context: context).load()
            case "Ec2InstanceMetadata": return try await InstanceCredentials(context: context).load()
            default: throw CredentialMiss.failed("credential_source is \"\(credentialSource)\"")
            }
        } catch {
            throw .failed("credential_source \(credentialSource): \(error.message)")
        }
    }
}
