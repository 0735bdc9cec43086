public import SourceText

/// One value that decided a verdict.
public struct Evidence: Sendable, Hashable {
    /// Below the asset: `properties.SecurityGroupIngress[2].CidrIp`, `related('vpc')[0].properties.CidrBlock`.
    public var path: String
    /// The value as JSON; `absent` where there is none; the symbol and reason of an unknown.
    public var actual: String
    /// `==`, `!=`, `in`, `has`, `matches` …; empty where the value itself decided.
    public var relation: String
    /// What it was compared with, as JSON; empty where there is nothing to say.
    public var expected: String
    /// The deciding clause of the control.
    public var clause: String
    public var source: EvidenceSource?
    /// The asset whose value it is, where that is a related one: its place in code, or its id.
    public var relatedAsset: String?

    public init(
        path: String, actual: String, relation: String, expected: String, clause: String, source: EvidenceSource?,
        relatedAsset: String? = nil
    ) {
        self.path = path
        self.actual = actual
        self.relation = relation
        self.expected = expected
        self.clause = clause
        self.source = source
        self.relatedAsset = relatedAsset
    }

    /// Whether its path leads below another one: `Tags[0].Key` is within `Tags`, not within `Tag` or itself.
    public func isWithin(_ path: String) -> Bool {
        let own = self.path.utf8
        guard own.count > path.utf8.count, own.starts(with: path.utf8) else { return false }
        let next = own[own.index(own.startIndex, offsetBy: path.utf8.count)]
        return next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
    }
}

/// Where a deciding value came from.
public enum EvidenceSource: Sendable, Hashable, CustomStringConvertible {
    case file(SourceLocation)
    /// `service:Operation` and when it was answered (RFC 3339).
    case call(String, time: String)

    /// `main.tf:12:3`, or `s3:GetBucketPolicy at 2026-11-24T09:00:00Z`.
    public var description: String {
        switch self {
        case .file(let location): location.description
        case .call(let call, let time): "\(call) at \(time)"
        }
    }
}
