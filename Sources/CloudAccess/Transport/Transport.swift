/// What one HTTP request is for.
public struct CallContext: Sendable {
    public var service: String
    public var region: String
    public var operation: String
    public var input: InputValue
    /// Names on the wire whose values are secret in this operation's answer; found out only where something is recorded.
    public var sensitiveNames: @Sendable () -> Set<String>
    /// The request fetches credentials: it is never recorded.
    public var isForCredentials: Bool

    public init(
        service: String, region: String, operation: String, input: InputValue = [:], isForCredentials: Bool = false,
        sensitiveNames: @escaping @Sendable () -> Set<String> = { [] }
    ) {
        self.service = service
        self.region = region
        self.operation = operation
        self.input = input
        self.sensitiveNames = sensitiveNames
        self.isForCredentials = isForCredentials
    }
}

/// Carries requests: over the network, into a recording, or out of one.
public protocol Transport: Sendable {
    /// Whether requests leave the machine; what does not leave is neither signed nor sent again.
    var isLive: Bool { get }

    /// Sends a request and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - timeout: for the whole exchange.
    ///   - answerLimit: the most bytes a body may have.
    /// - Throws: ``AWSError`` of the kinds `connection`, `timeout`, `cancelled`, `answerTooLarge` or `notRecorded`; any HTTP status is
    ///   an answer.
    func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer
}

extension CallContext {
    func error(_ kind: AWSError.Kind, _ message: String, isRetryable: Bool = false) -> AWSError {
        AWSError(kind, message, service: service, operation: operation, region: region, isRetryable: isRetryable)
    }
}
