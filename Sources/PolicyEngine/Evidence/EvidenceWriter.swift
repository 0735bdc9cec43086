import CEL
import Document
import PostureModel
import SourceText

/// Puts a deciding leaf into the words of a finding.
struct EvidenceWriter {
    let asset: Asset
    /// How a type is read from an account.
    let liveFace: (String) -> LiveFace?
    let source: ExpressionSource

    func evidence(_ leaf: CEL.Evidence) -> PostureModel.Evidence {
        PostureModel.Evidence(
            path: path(leaf.path), actual: actual(leaf.actual), relation: leaf.operator ?? "", expected: leaf.expected ?? "",
            clause: source.text(leaf.clause), source: asked(leaf) ?? origin(leaf.node))
    }

    /// Below the properties, where most of what controls ask stands.
    private func path(_ path: String) -> String {
        // Also within `size(…)` and its like.
        path.replacing("asset.properties.", with: "").replacing("asset.", with: "")
    }

    private func actual(_ actual: CEL.Evidence.Actual) -> String {
        switch actual {
        case .value(let value): return "\(value)"
        case .absent: return "absent"
        case .unknown(let unknown): return "unknown: \(unknown.description)"
        case .error(let message): return "error: \(message)"
        }
    }

    /// The call that would have brought what is not there; nil for what is, and for code.
    private func asked(_ leaf: CEL.Evidence) -> EvidenceSource? {
        guard case .absent = leaf.actual, case .observed(let observed) = asset.origin,
            leaf.path.hasPrefix(EvidenceWriter.properties)
        else { return nil }
        let names = leaf.path.dropFirst(EvidenceWriter.properties.count).split(separator: ".").map { String($0.prefix { $0 != "[" }) }
        guard let call = liveFace(asset.type)?.call(filling: names)?.name else { return nil }
        for case .call(call, let time) in asset.document.sources { return .call(call, time: time) }
        return .call(call, time: observed.time)
    }

    private static let properties = "asset.properties."

    private func origin(_ node: DocumentValue?) -> EvidenceSource? {
        guard let node, let origin = node.document.nearestOrigin(of: node.pointer) else { return fallback }
        let sources = node.document.sources
        guard sources.indices.contains(Int(origin.source)) else { return fallback }
        switch sources[Int(origin.source)] {
        case .file(let file): return .file(file.location(origin.range))
        case .call(let call, let time): return .call(call, time: time)
        }
    }

    /// What made the asset known at all.
    private var fallback: EvidenceSource? {
        switch asset.origin {
        case .declared(let declared): .file(declared.location)
        case .observed(let observed): .call(observed.collector, time: observed.time)
        }
    }
}
