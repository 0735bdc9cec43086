/// One HTTP request, ready for the wire.
public struct HTTPRequestMessage: Sendable {
    public var method: String
    /// `https` or `http`.
    public var scheme: String
    /// Host without port.
    public var host: String
    public var port: Int?
    /// Percent-encoded, beginning with `/`.
    public var path: String
    /// Names and values before encoding, in the order they are sent.
    public var query: [(name: String, value: String)]
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]

    public init(
        method: String, scheme: String = "https", host: String, port: Int? = nil, path: String = "/",
        query: [(name: String, value: String)] = [], headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The `Host` header: the port only where it is not the scheme's own.
    public var authority: String {
        let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let port, !(scheme == "https" && port == 443), !(scheme == "http" && port == 80) else { return name }
        return "\(name):\(port)"
    }

    public var url: String {
        var text = "\(scheme)://\(authority)\(path)"
        for (index, item) in query.enumerated() {
            text += index == 0 ? "?" : "&"
            text += PercentEncoding.encode(item.name)
            text += "="
            text += PercentEncoding.encode(item.value)
        }
        return text
    }

    public mutating func setHeader(_ name: String, _ value: String) {
        headers.removeAll { $0.name.lowercased() == name.lowercased() }
        headers.append((name, value))
    }
}

/// One whole HTTP answer.
public struct HTTPAnswer: Sendable {
    public var status: Int
    /// Names are lower case.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// When it came; in a replay, when it was recorded.
    public var time: Instant

    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], time: Instant = .now()) {
        self.status = status
        self.time = time
        self.headers = headers.map { ($0.name.lowercased(), $0.value) }
        self.body = body
    }

    /// The first header of a name, which is given in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
