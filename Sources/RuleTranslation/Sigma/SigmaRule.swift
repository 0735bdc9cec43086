public import SourceText

/// A Sigma rule whose condition has become an expression.
public struct SigmaRule: Sendable {
    /// What names a rule, in rules and in correlations.
    public struct Description: Sendable {
        public var title: String
        public var id: String?
        /// What correlations may call it.
        public var name: String?
        public var description: String?
        /// `stable`, `test`, `experimental`, `deprecated` or `unsupported`.
        public var status: String?
        /// `informational`, `low`, `medium`, `high` or `critical`.
        public var level: String?
        public var author: String?
        public var tags: [String]
        public var references: [String]
        public var falsePositives: [String]
        /// The whole rule in its file.
        public var location: SourceLocation
    }

    /// Which events the rule is about. It is no part of the condition: whoever runs the rule gives it only such events.
    public struct LogSource: Hashable, Sendable {
        public var category: String?
        public var product: String?
        public var service: String?
        /// What must be configured for the events to be there, in the author's words.
        public var definition: String?
    }

    public var description: Description
    public var logSource: LogSource
    public var condition: TranslatedCondition
}

/// What a file of Sigma rules gave.
public struct SigmaTranslation: Sendable {
    public var rules: [SigmaRule] = []
    public var correlations: [SigmaCorrelation] = []
    /// Why rules are missing, and what else there is to say.
    public var diagnostics: [Diagnostic] = []
}
