/// One control on one thing, on the faces on which it fails.
public struct FacedFinding: Sendable, Hashable {
    public enum Face: String, Sendable, Hashable, CaseIterable {
        case both, live, code
    }

    /// Nil where code passes, or does not know the thing.
    public var code: Finding?
    /// Nil where the account passes, or does not have the thing.
    public var live: Finding?

    /// - Returns: nil where neither face has one.
    public init?(code: Finding?, live: Finding?) {
        guard code != nil || live != nil else { return nil }
        self.code = code
        self.live = live
    }

    public var face: Face { code == nil ? .live : live == nil ? .code : .both }
    public var control: String { live?.control ?? code?.control ?? "" }
    public var severity: Severity { max(live?.severity ?? .info, code?.severity ?? .info) }
    public var title: LocalizedText { live?.title ?? code?.title ?? LocalizedText(english: "", japanese: "") }

    /// Worst first; among equals by control, then what both faces know before what the account alone knows, then by name.
    public static func ranked(_ findings: [FacedFinding]) -> [FacedFinding] {
        findings.sorted { a, b in
            if a.severity != b.severity { return a.severity > b.severity }
            return (a.control, a.face.rank, a.name) < (b.control, b.face.rank, b.name)
        }
    }

    private var name: String { live?.asset.name ?? code?.asset.name ?? "" }
}

extension FacedFinding.Face {
    fileprivate var rank: Int { FacedFinding.Face.allCases.firstIndex(of: self) ?? 0 }
}
