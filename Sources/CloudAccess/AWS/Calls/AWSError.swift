/// Why a call brought nothing. Every failure of this target's calls is one of these.
public struct AWSError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable {
        /// The identity may not do it.
        case accessDenied
        /// What was asked for does not exist, or was never set up.
        case notFound
        /// The service takes the input for wrong, or the region or account does not have the operation.
        case invalidRequest
        /// Too many calls, and waiting did not help in time.
        case throttled
        /// The service failed (5xx).
        case serviceFailure
        /// No connection, or one that broke.
        case connection
        /// No answer in time.
        case timeout
        /// The caller went away.
        case cancelled
        /// An answer that is empty, cut off, or of another kind than the operation's.
        case malformedAnswer
        /// A web page where an answer should be: a proxy, or an emulator that lacks the operation.
        case notAnAPI
        /// An answer over the limit.
        case answerTooLarge
        /// No credentials, or none that work.
        case credentials
        /// No endpoint for this service and region, or a wrong setting of one.
        case endpoint
        /// Pages that do not come to an end.
        case paging
        /// The recording has no such call.
        case notRecorded
        /// The catalogue has no such service or operation.
        case unknownOperation
    }

    public var kind: Kind
    /// The service's own word, `AccessDenied`; the kind's where there was no answer.
    public var code: String
    public var message: String
    /// The HTTP status; nil where there was no answer.
    public var status: Int?
    public var service: String
    public var operation: String
    public var region: String
    public var requestID: String?
    /// Whether the same call may succeed later.
    public var isRetryable: Bool
    /// How often it was sent.
    public var attempts: Int
    /// When it was known; in a replay, when it was recorded.
    public var time: Instant?

    public init(
        _ kind: Kind, code: String? = nil, _ message: String, status: Int? = nil, service: String = "", operation: String = "",
        region: String = "", requestID: String? = nil, isRetryable: Bool = false, attempts: Int = 0
    ) {
        self.kind = kind
        self.code = code ?? kind.rawValue
        self.message = message
        self.status = status
        self.service = service
        self.operation = operation
        self.region = region
        self.requestID = requestID
        self.isRetryable = isRetryable
        self.attempts = attempts
    }

    /// `s3:GetBucketPolicy in eu-west-1: NoSuchBucketPolicy (404): The bucket policy does not exist`.
    public var description: String {
        let call = service.isEmpty ? "" : "\(service):\(operation)\(region.isEmpty ? "" : " in \(region)"): "
        let number = status.map { " (\($0))" } ?? ""
        return "\(call)\(code)\(number)\(message.isEmpty ? "" : ": \(message)")"
    }
}
