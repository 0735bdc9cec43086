public import SourceText

/// What a run could not read or judge: the honest part of its report.
public struct Coverage: Sendable {
    /// A call that gave no answer, once or for many assets.
    public struct FailedCall: Sendable, Hashable {
        /// `service:Operation`.
        public var call: String
        public var region: String?
        /// The asset it was for, as the call names it; nil for a call that lists.
        public var asset: String?
        /// The provider's error code: `AccessDenied`.
        public var code: String
        public var message: String
        /// The permission it needs, where it was denied.
        public var permission: String?
        /// How many calls ended so; asset and message are one example.
        public var count: Int

        public init(
            call: String, region: String?, asset: String?, code: String, message: String, permission: String?, count: Int = 1
        ) {
            self.call = call
            self.region = region
            self.asset = asset
            self.code = code
            self.message = message
            self.permission = permission
            self.count = count
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
