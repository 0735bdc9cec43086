import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// Requests over the network, on one shared HTTP/1.1 client whose connections are kept (and one more for each proxy).
public final class LiveTransport: Transport {
    private let client: HTTPClient
    private let proxied: [ProxySettings.Proxy: HTTPClient]
    private let proxies: ProxySettings
    public var isLive: Bool { true }

    /// A transport with the certificate authorities and proxies of the environment.
    public convenience init(_ configuration: AWSConfiguration) throws(AWSError) {
        try self.init(caBundle: configuration.caBundle, proxies: ProxySettings(environment: configuration.environment))
    }

    /// - Parameters:
    ///   - caBundle: a PEM file of certificate authorities that replaces the system's (`AWS_CA_BUNDLE`).
    ///   - connectTimeout: for the connection alone, TLS included.
    ///   - idleTimeout: between two pieces of an answer.
    /// - Throws: ``AWSError`` of the kind `endpoint` where the bundle cannot be read.
    public init(
        caBundle: String? = nil, proxies: ProxySettings = .none, connectTimeout: Duration = .seconds(5),
        idleTimeout: Duration = .seconds(30)
    ) throws(AWSError) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(connectTimeout), read: TimeAmount(idleTimeout)))
        // The call's own retries know the deadline and the service's limits; the pool's do not.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.httpVersion = .http1Only
        if let caBundle {
            var tls = TLSConfiguration.makeClientConfiguration()
            do {
                tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(caBundle))
            } catch {
                throw AWSError(.endpoint, "the certificate bundle \(caBundle) cannot be read")
            }
            configuration.tlsConfiguration = tls
        }
        client = HTTPClient(configuration: configuration)
        self.proxies = proxies
        var proxied: [ProxySettings.Proxy: HTTPClient] = [:]
        for proxy in proxies.all {
            configuration.proxy = .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.user.map { .basic(username: $0, password: proxy.password?.reveal() ?? "") })
            proxied[proxy] = HTTPClient(configuration: configuration)
        }
        self.proxied = proxied
    }

    /// Closes the connections. The transport cannot be used afterwards.
    public func shutdown() async {
        for client in [client] + proxied.values { try? await client.shutdown() }
    }

    deinit {
        // No effect after shutdown(); otherwise the client's connections go in the background.
        for client in [client] + proxied.values { client.shutdown { _ in } }
    }

    public func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for header in request.headers { outgoing.headers.add(name: header.name, value: header.value) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        let end = ContinuousClock.now + timeout
        do {
            let chosen = proxies.proxy(scheme: request.scheme, host: request.host).flatMap { proxied[$0] } ?? client
            let response = try await chosen.execute(outgoing, timeout: TimeAmount(timeout))
            var headers: [(name: String, value: String)] = []
            headers.reserveCapacity(12)
            for header in response.headers { headers.append((header.name, header.value)) }
            var body: [UInt8] = []
            if request.method != "HEAD" {
                for try await chunk in response.body {
                    guard body.count + chunk.readableBytes <= answerLimit else {
                        throw call.error(.answerTooLarge, "the answer has more than \(answerLimit) bytes")
                    }
                    body.append(contentsOf: chunk.readableBytesView)
                    // The client's own deadline ends with the head; a body may still trickle.
                    guard ContinuousClock.now < end else { throw HTTPClientError.deadlineExceeded }
                }
            }
            return HTTPAnswer(status: Int(response.status.code), headers: headers, body: body)
        } catch {
            throw LiveTransport.failure(error, request, call)
        }
    }

    private static func failure(_ error: any Error, _ request: HTTPRequestMessage, _ call: CallContext) -> AWSError {
        if let error = error as? AWSError { return error }
        if Task.isCancelled || error is CancellationError { return call.error(.cancelled, "the call was cancelled") }
        switch error as? HTTPClientError {
        case .deadlineExceeded?, .readTimeout?, .connectTimeout?, .writeTimeout?, .getConnectionFromPoolTimeout?,
            .tlsHandshakeTimeout?:
            return call.error(.timeout, "\(request.authority) did not answer in time", isRetryable: true)
        case .cancelled?: return call.error(.cancelled, "the call was cancelled")
        case .invalidURL?, .emptyHost?, .emptyScheme?:
            return call.error(.endpoint, "\(request.authority) is no host to connect to")
        case .remoteConnectionClosed?:
            return call.error(.connection, "\(request.authority) closed the connection before its answer was whole", isRetryable: true)
        default:
            if error is NIOSSLError || error is NIOSSLExtraError {
                return call.error(.connection, "no secure connection to \(request.authority): \(error)")
            }
            return call.error(.connection, "no connection to \(request.authority): \(brief(error))", isRetryable: true)
        }
    }

    private static func brief(_ error: any Error) -> String {
        if let error = error as? HTTPClientError { return error.shortDescription }
        return String(String(describing: error).prefix(200))
    }
}
