public import PostureModel
public import SourceText

/// One state of a finding: a verdict with its evidence, and how long it stood.
public struct FindingState: Sendable {
    /// Why a state ended.
    public enum Ending: Int, Sendable, Hashable {
        /// Another verdict or other evidence followed.
        case superseded = 1
        case assetGone = 2
        /// The asset was judged, but not by this control any more.
        case notJudged = 3
    }

    public let status: FindingStatus
    public let severity: Severity
    public let reason: LocalizedText
    public let evidence: [Evidence]
    public let location: SourceLocation?
    public let validFrom: String
    public let validTo: String?
    /// Nil while it stands.
    public let ending: Ending?
    /// The id of the run that stored it.
    public let run: String
    /// What its beginning meant. A finding that was open when its asset went away counts as resolved then.
    public let change: FindingChange?
}
