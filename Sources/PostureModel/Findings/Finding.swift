public import SourceText

/// A verdict on an asset. Unknown, error and not applicable are never a pass.
public enum FindingStatus: String, Sendable, Hashable, CaseIterable {
    case pass, fail, unknown, error, notApplicable
}

/// One control judged on one asset.
public struct Finding: Sendable, Hashable {
    /// Stable over runs: made of the control and the asset alone (``FindingID``).
    public var id: String
    public var control: String
    public var title: LocalizedText
    public var severity: Severity
    public var status: FindingStatus
    public var asset: AssetReference
    /// Where the cause stands in code: the deciding value, else the asset's block. Nil for observed assets.
    public var location: SourceLocation?
    public var evidence: [Evidence]
    /// One sentence: what is wrong, or why it is not known.
    public var reason: LocalizedText
    public var origin: FindingOrigin
    /// What else than the asset itself the verdict hangs on: the related assets that were read, and the questions that were asked
    /// about the estate, those that found nothing among them. In order; empty for controls that follow no relationship.
    public var dependencies: [EstateKey]

    public init(
        id: String, control: String, title: LocalizedText, severity: Severity, status: FindingStatus, asset: AssetReference,
        location: SourceLocation?, evidence: [Evidence], reason: LocalizedText, origin: FindingOrigin,
        dependencies: [EstateKey] = []
    ) {
        self.id = id
        self.control = control
        self.title = title
        self.severity = severity
        self.status = status
        self.asset = asset
        self.location = location
        self.evidence = evidence
        self.reason = reason
        self.origin = origin
        self.dependencies = dependencies
    }
}

/// Which face of an asset a finding was made on.
public enum FindingOrigin: String, Sendable, Hashable {
    case code, live
}
