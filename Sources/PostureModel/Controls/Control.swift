public import Document
public import SourceText

/// One policy: which assets, what must hold, what it means, and its own cases.
public struct Control: Sendable {
    /// The path of its file below `content/controls`, without the ending: `aws/s3/bucket-public-access-blocked`.
    public let id: String
    public let title: LocalizedText
    public let severity: Severity
    /// The asset types it judges.
    public let assetTypes: [String]
    /// A CEL predicate that says whether the control concerns an asset; nil: every asset of its types.
    public let applies: Predicate?
    /// The CEL predicate that must hold.
    public let require: Predicate
    /// What a failure means, in one sentence.
    public let message: LocalizedText
    /// Why it matters, in one or two sentences.
    public let why: LocalizedText
    /// Hubs that frameworks point at.
    public let objectives: [String]
    public let remedy: Remedy
    public let cases: [ControlCase]
    public let file: SourceFile

    public init(
        id: String, title: LocalizedText, severity: Severity, assetTypes: [String], applies: Predicate?, require: Predicate,
        message: LocalizedText, why: LocalizedText, objectives: [String], remedy: Remedy, cases: [ControlCase], file: SourceFile
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.assetTypes = assetTypes
        self.applies = applies
        self.require = require
        self.message = message
        self.why = why
        self.objectives = objectives
        self.remedy = remedy
        self.cases = cases
        self.file = file
    }

    /// A CEL text and where it stands in the control's file.
    public struct Predicate: Sendable, Hashable {
        public let text: String
        /// The whole YAML scalar.
        public let range: SourceRange

        public init(text: String, range: SourceRange) {
            self.text = text
            self.range = range
        }
    }

    /// What puts a failure right.
    public struct Remedy: Sendable {
        /// In words, for people.
        public let text: LocalizedText
        /// What the file says beyond the words (edits, actions); absent where it says nothing.
        public let plan: DocumentValue?

        public init(text: LocalizedText, plan: DocumentValue?) {
            self.text = text
            self.plan = plan
        }
    }
}
