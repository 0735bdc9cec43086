/// What the environment, the shared files and the caller say about how to reach AWS.
public struct AWSConfiguration: Sendable {
    public let environment: AWSEnvironment
    public let shared: SharedConfig
    /// The profile in use.
    public let profileName: String
    /// The caller named the profile, so keys in the environment do not count.
    public let isProfileExplicit: Bool
    /// Where calls go that name no region.
    public let region: String
    private let endpointURL: String?

    /// - Parameters:
    ///   - profile: as with `--profile`; wins over `AWS_PROFILE`.
    ///   - region: wins over the environment and the profile.
    ///   - endpointURL: as with `--endpoint-url`; wins over every other setting of an endpoint.
    /// - Throws: ``AWSError`` of the kind `credentials` where a named profile does not exist.
    public init(
        environment: AWSEnvironment = .process(), profile: String? = nil, region: String? = nil, endpointURL: String? = nil
    ) throws(AWSError) {
        self.environment = environment
        self.endpointURL = endpointURL
        shared = SharedConfig(environment: environment)
        isProfileExplicit = profile != nil
        let named = profile ?? environment["AWS_PROFILE"] ?? environment["AWS_DEFAULT_PROFILE"]
        profileName = named ?? "default"
        if let named, named != "default", shared.profiles[named] == nil {
            throw AWSError(
                .credentials, code: "ProfileNotFound",
                "there is no profile \"\(named)\" in \(shared.configPath) or \(shared.credentialsPath)")
        }
        self.region =
            region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
            ?? shared.profiles[profileName]?["region"] ?? "us-east-1"
    }

    /// A setting of the profile in use.
    public func setting(_ name: String) -> String? {
        guard let value = shared.profiles[profileName]?[name], !value.isEmpty else { return nil }
        return value
    }

    /// The endpoint that someone configured for a service, in the order all AWS tools have: the caller's own, the service's
    /// variable, the general variable, the profile's `services` section, the profile's `endpoint_url`.
    public func endpointURL(forServiceID serviceID: String) -> String? {
        if let endpointURL { return endpointURL }
        let isIgnored =
            environment.isOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
            || setting("ignore_configured_endpoint_urls")?.lowercased() == "true"
        if isIgnored { return nil }
        let key = AWSConfiguration.key(serviceID)
        if let url = environment["AWS_ENDPOINT_URL_\(key.uppercased())"] ?? environment["AWS_ENDPOINT_URL"] { return url }
        if let section = setting("services"), let url = shared.services[section]?["\(key.lowercased()).endpoint_url"], !url.isEmpty {
            return url
        }
        return setting("endpoint_url")
    }

    /// A service's name in settings: `Elastic Load Balancing v2` is `Elastic_Load_Balancing_v2`.
    static func key(_ serviceID: String) -> String {
        String(serviceID.map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// Whether only endpoints with FIPS 140 validated cryptography may be used.
    var wantsFIPS: Bool {
        environment.isOn("AWS_USE_FIPS_ENDPOINT") || setting("use_fips_endpoint")?.lowercased() == "true"
    }

    /// A PEM file that replaces the system's certificate authorities.
    public var caBundle: String? {
        (environment["AWS_CA_BUNDLE"] ?? setting("ca_bundle")).map(environment.expand)
    }

    /// How often a call is sent at most, where someone said so.
    public var maxAttempts: Int? {
        (environment["AWS_MAX_ATTEMPTS"] ?? setting("max_attempts")).flatMap { Int($0) }.map { min(max($0, 1), 20) }
    }
}
