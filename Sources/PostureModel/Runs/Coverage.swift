public import SourceText

/// What a run could not read or judge: the honest part of its report.
public struct Coverage: Sendable {
    /// One call that gave no answer.
    public struct FailedCall: Sendable, Hashable {
        /// `service:Operation`.
        public var call: String
        public var region: String?
        /// The asset it was for; nil for a call that lists.
        public var asset: String?
        /// The provider's error code: `AccessDenied`.
        public var code: String
        public var message: String
        /// The permission it needs, where it was denied.
        public var permission: String?

        public init(call: String, region: String?, asset: String?, code: String, message: String, permission: String?) {
            self.call = call
            self.region = region
            self.asset = asset
            self.code = code
            self.message = message
            self.permission = permission
        }
    }

    public var failedCalls: [FailedCall] = []
    public var diagnostics: [Diagnostic] = []
    /// Files that were read, or calls that were answered.
    public var readCount = 0

    public init() {}

    /// Whether something could not be read or judged.
    public var isIncomplete: Bool { !failedCalls.isEmpty || diagnostics.contains { $0.severity == .error } }

    public mutating func merge(_ other: Coverage) {
        failedCalls += other.failedCalls
        diagnostics += other.diagnostics
        readCount += other.readCount
    }
}
