public import SourceText

/// An example in a control's own file that must get one verdict.
public struct ControlCase: Sendable {
    public enum Form: String, Sendable, CaseIterable {
        case terraform, cloudformation, kubernetes
        /// The properties of one observed asset, as JSON or YAML.
        case live
    }

    public let expected: FindingStatus
    public let form: Form
    /// The example, in its own language.
    public let text: String
    /// Calls (`s3:GetBucketPolicy`) whose properties count as not collected; for live cases.
    public let notCollected: [String]
    /// Paths below the asset's properties that the evidence must name, if the case says any.
    public let evidence: [String]
    /// What else there is in the account; for live cases.
    public let related: [Related]
    /// Asset types whose listing was denied; for live cases.
    public let notListed: [String]
    public let range: SourceRange

    public init(
        expected: FindingStatus, form: Form, text: String, notCollected: [String], evidence: [String], related: [Related] = [],
        notListed: [String] = [], range: SourceRange
    ) {
        self.expected = expected
        self.form = form
        self.text = text
        self.notCollected = notCollected
        self.evidence = evidence
        self.related = related
        self.notListed = notListed
        self.range = range
    }

    /// Another asset of the account.
    public struct Related: Sendable {
        public var type: String
        /// The provider's id; nil where nothing names it by that.
        public var id: String?
        /// Its properties, as JSON or YAML.
        public var text: String
        public var notCollected: [String]

        public init(type: String, id: String?, text: String, notCollected: [String]) {
            self.type = type
            self.id = id
            self.text = text
            self.notCollected = notCollected
        }
    }
}
