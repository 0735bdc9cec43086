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
            clause: source.text(leaf.clause), source: source(of: leaf))
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

    // MARK: Where it comes from

    private func source(of leaf: CEL.Evidence) -> EvidenceSource? {
        // `now`, a calculation: nothing of the asset's.
        guard leaf.path.contains("asset") || leaf.node != nil else { return nil }
        guard case .observed(let observed) = asset.origin else {
            return nearest(leaf.node, below: nil) ?? asset.origin.location.map { .file($0) }
        }
        if case .unknown(let unknown) = leaf.actual, case .notCollected(let call, _, _) = unknown.reason {
            return .call(call, time: time(of: call) ?? observed.time)
        }
        guard let property = property(leaf.path) else {
            return nearest(leaf.node, below: nil) ?? .call(observed.collector, time: observed.time)
        }
        // The nearest value above one that is not there was brought by whichever call filled that.
        let isThere = leaf.actual != .absent
        if isThere, let own = nearest(leaf.node, below: asset.properties?.pointer) { return own }
        let calls = liveFace(asset.type)?.calls(filling: property) ?? []
        guard let call = calls.first, !isThere || calls.count == 1 else { return isThere ? nearest(leaf.node, below: nil) : nil }
        return .call(call.name, time: time(of: call.name) ?? observed.time)
    }

    private func nearest(_ node: DocumentValue?, below top: NodePointer?) -> EvidenceSource? {
        guard let node, let origin = node.document.nearestOrigin(of: node.pointer, below: top) else { return nil }
        let sources = node.document.sources
        guard sources.indices.contains(Int(origin.source)) else { return nil }
        switch sources[Int(origin.source)] {
        case .file(let file): return .file(file.location(origin.range))
        case .call(let call, let time): return .call(call, time: time)
        }
    }

    /// When a call was answered, where the asset holds anything of its answer.
    private func time(of call: String) -> String? {
        for case .call(call, let time) in asset.document.sources { return time }
        return nil
    }

    /// The property that a path leads to or through (`asset.properties.Tags[0].Key`, `size(asset.tags)`), without indices; nil for
    /// what is no property.
    private func property(_ path: String) -> [String]? {
        if path.contains("asset.tags") { return ["Tags"] }
        guard let start = path.firstRange(of: "asset.properties.") else { return nil }
        let steps = path[start.upperBound...].split(separator: ".", omittingEmptySubsequences: false)
        var names: [String] = []
        for step in steps {
            let name = step.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            if !name.isEmpty { names.append(String(name)) }
            // What follows a function's bracket is no part of the path.
            guard name.endIndex == step.endIndex || step[name.endIndex] == "[" else { break }
        }
        return names.isEmpty ? nil : names
    }
}
