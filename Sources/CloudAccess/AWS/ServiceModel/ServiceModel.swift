/// The protocols that AWS services speak.
public enum AWSProtocol: String, Sendable {
    case query
    case ec2
    /// `json` 1.0 and 1.1: one path, the operation in `X-Amz-Target`.
    case json
    case restJSON = "rest-json"
    case restXML = "rest-xml"
}

/// One operation of a service.
public struct Operation: Sendable {
    public var name: String
    public var method: String
    /// The path template, `/{Bucket}?policy`.
    public var requestURI: String
    /// Index of the input's shape; nil where there is none.
    public var input: Int?
    public var output: Int?
    /// The element around the output in `query` answers.
    public var resultWrapper: String?
    /// The element and namespace of a `rest-xml` request body that is no payload member.
    public var inputLocationName: String?
    public var inputNamespace: XMLNamespace?
    /// `{AccountId}.` before the host's name.
    public var hostPrefix: String?
    public var paginator: Paginator?
    /// What the caller's identity needs, `s3:GetBucketPolicy`.
    public var permissions: [String]
    /// Sent without a signature.
    public var isUnsigned = false
    /// The answer's root element is itself the one member (S3's GetBucketLocation).
    public var isUnwrapped = false
}

/// How an operation's answers continue.
public struct Paginator: Sendable, Hashable {
    /// Input members that take the tokens, one for each of ``outputTokens``.
    public var inputTokens: [String]
    /// Where each next token stands in an answer, `NextMarker` or `NextMarker || Contents[-1].Key`.
    public var outputTokens: [String]
    public var resultKeys: [String]
    /// Where an answer says that there is more; nil where the token says it.
    public var moreResults: String?
    public var limitKey: String?
}

/// What is known of one service's interface: enough to write its requests and read its answers.
public struct ServiceModel: Sendable {
    /// The name that callers use, `s3`.
    public var service: String
    /// `Cost Explorer`; names the service in `AWS_ENDPOINT_URL_COST_EXPLORER`.
    public var serviceID: String
    public var endpointPrefix: String
    public var signingName: String
    public var wireProtocol: AWSProtocol
    public var apiVersion: String
    public var jsonVersion: String
    public var targetPrefix: String
    public var xmlNamespace: String?
    public var operations: [String: Operation]
    public var shapes: [Shape]

    public func operation(_ name: String) -> Operation? { operations[name] }
}
