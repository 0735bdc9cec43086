/// Where a service's requests go, and for which region they are signed.
public struct Endpoint: Sendable, Hashable {
    public var scheme: String
    public var host: String
    public var port: Int?
    /// Before every path; empty or `/prefix`.
    public var basePath: String
    public var signingRegion: String
    /// Someone configured it: an emulator, a proxy, a private endpoint. S3's buckets then stay in the path.
    public var isCustom: Bool

    /// An endpoint from a URL.
    ///
    /// - Returns: nil where it is not `http` or `https` with a host.
    public init?(url: String, signingRegion: String) {
        let scheme: String
        var rest: Substring
        if url.lowercased().hasPrefix("https://") {
            (scheme, rest) = ("https", url.dropFirst(8))
        } else if url.lowercased().hasPrefix("http://") {
            (scheme, rest) = ("http", url.dropFirst(7))
        } else {
            return nil
        }
        if let end = rest.firstIndex(where: { $0 == "?" || $0 == "#" }) { rest = rest[..<end] }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var path = String(rest[slash...])
        while path.hasSuffix("/") { path.removeLast() }
        guard let (host, port) = Endpoint.split(authority: rest[..<slash]) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
        basePath = path
        self.signingRegion = signingRegion
        isCustom = true
    }

    init(host: String, signingRegion: String) {
        scheme = "https"
        self.host = host
        port = nil
        basePath = ""
        self.signingRegion = signingRegion
        isCustom = false
    }

    private static func split(authority: Substring) -> (String, Int?)? {
        var host = authority
        var port: Int?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close]
            let rest = authority[authority.index(after: close)...]
            if rest.first == ":" { port = Int(rest.dropFirst()) } else if !rest.isEmpty { return nil }
            guard host.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || RequestWriter.isHostByte($0) }) else { return nil }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = Int(authority[authority.index(after: colon)...])
                guard port != nil else { return nil }
            }
            guard host.utf8.allSatisfy({ RequestWriter.isHostByte($0) || $0 == 0x5F }) else { return nil }
        }
        if let port, !(1...65_535).contains(port) { return nil }
        return host.isEmpty ? nil : (String(host), port)
    }
}

/// Finds endpoints: what someone configured first, then the partition table.
public struct EndpointResolver: Sendable {
    public let configuration: AWSConfiguration
    public let partitions: Partitions

    public init(configuration: AWSConfiguration, partitions: Partitions) {
        self.configuration = configuration
        self.partitions = partitions
    }

    /// - Parameters:
    ///   - service: the service model's name, by which the partition table lists exceptions.
    ///   - serviceID: the name in `AWS_ENDPOINT_URL_<SERVICE_ID>`.
    ///   - prefix: the host's first label.
    /// - Throws: ``AWSError`` of the kind `endpoint` for an impossible region or URL.
    public func endpoint(service: String, serviceID: String, prefix: String, region: String) throws(AWSError) -> Endpoint {
        let isName =
            !region.isEmpty && region.utf8.count <= 63
            && region.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName, let partition = partitions.partition(of: region) else {
            throw AWSError(.endpoint, "\"\(region)\" is no region's name", region: region)
        }
        let exception = partition.globalServices[service] ?? partition.hosts[service]?[region]
        let signingRegion = exception?.signingRegion ?? (region.hasSuffix("-global") ? partition.globalRegion : region)
        if let url = configuration.endpointURL(forServiceID: serviceID) {
            guard let endpoint = Endpoint(url: url, signingRegion: signingRegion) else {
                throw AWSError(.endpoint, "the endpoint \"\(url)\" is not a URL with http or https and a host", region: region)
            }
            return endpoint
        }
        if configuration.wantsFIPS {
            throw AWSError(
                .endpoint,
                "FIPS endpoints are asked for, and the table has none: name one with AWS_ENDPOINT_URL_\(AWSConfiguration.key(serviceID).uppercased())",
                region: region)
        }
        let host = exception?.host ?? "\(prefix).\(signingRegion).\(partition.dnsSuffix)"
        return Endpoint(host: host, signingRegion: signingRegion)
    }
}
