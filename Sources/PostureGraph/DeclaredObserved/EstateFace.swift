public import PostureModel

/// An asset as one face knows it, with the verdicts on it.
public struct EstateFace: Sendable {
    public var asset: Asset
    public var findings: [Finding]

    public init(asset: Asset, findings: [Finding]) {
        self.asset = asset
        self.findings = findings
    }

    var failures: [Finding] { findings.filter { $0.status == .fail } }

    func status(of control: String) -> FindingStatus? { findings.first { $0.control == control }?.status }
}
