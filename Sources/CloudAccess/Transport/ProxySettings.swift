/// Which requests go through a proxy: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case, as other tools read them.
public struct ProxySettings: Sendable {
    struct Proxy: Sendable, Hashable {
        var host: String
        var port: Int
        var user: String?
        var password: Secret?
    }

    private let https: Proxy?
    private let http: Proxy?
    private let exceptions: [String]

    public static let none = ProxySettings(environment: AWSEnvironment([:]))

    public init(environment: AWSEnvironment) {
        https = (environment["https_proxy"] ?? environment["HTTPS_PROXY"]).flatMap(ProxySettings.proxy)
        http = (environment["http_proxy"] ?? environment["HTTP_PROXY"]).flatMap(ProxySettings.proxy)
        exceptions = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "").lowercased()
            .split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }

    var all: Set<Proxy> { Set([https, http].compactMap { $0 }) }

    /// The proxy for a host; nil where the request goes straight.
    func proxy(scheme: String, host: String) -> Proxy? {
        guard let proxy = scheme == "https" ? https : http else { return nil }
        let host = host.lowercased()
        // The machine itself, and its own metadata and credentials, are never a proxy's business.
        if ContainerCredentials.isPlainHost(host) || host.hasPrefix("169.254.") || host == "fd00:ec2::254" { return nil }
        for exception in exceptions {
            if exception == "*" || host == exception { return nil }
            let suffix = exception.hasPrefix(".") ? exception : ".\(exception)"
            if exception.count > 1, host.hasSuffix(suffix) { return nil }
        }
        return proxy
    }

    /// `http://user:password@host:port`; the scheme may be missing.
    private static func proxy(_ text: String) -> Proxy? {
        var rest = text.hasPrefix("http://") ? text.dropFirst(7) : text.hasPrefix("https://") ? text.dropFirst(8) : text[...]
        var user: String?
        var password: Secret?
        if let at = rest.lastIndex(of: "@") {
            let pair = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = PercentEncoding.decode(pair[0])
            password = Secret(pair.count == 2 ? PercentEncoding.decode(pair[1]) : "")
            rest = rest[rest.index(after: at)...]
        }
        guard let endpoint = Endpoint(url: "http://\(rest)", signingRegion: "") else { return nil }
        return Proxy(host: endpoint.host, port: endpoint.port ?? 80, user: user, password: password)
    }
}
