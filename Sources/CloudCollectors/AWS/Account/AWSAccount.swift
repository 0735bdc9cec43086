public import PostureModel
public import SourceText

/// The account that a client's credentials belong to.
public struct AWSAccount: Sendable {
    /// Twelve digits.
    public var id: String
    /// `aws`, `aws-cn`, `aws-us-gov` …
    public var partition: String
    /// Who asks: the ARN of the user or role session.
    public var identity: String
    /// Regions to read.
    public var regions: [String]
    /// Where global services are asked.
    public var globalRegion: String
    /// Calls of the survey that gave no answer.
    public var failedCalls: [Coverage.FailedCall] = []
    public var diagnostics: [Diagnostic] = []
}
