import CEL
import Document
import PostureModel
import SourceText

/// Puts a deciding leaf into the words of a finding.
struct EvidenceWriter {
    let asset: Asset
    /// How a type is read from an account.
    let liveFace: (String) -> LiveFace?
    let look: RelatedLook
    let source: ExpressionSource

    func evidence(_ leaf: CEL.Evidence) -> PostureModel.Evidence {
        let related = leaf.node.flatMap { look.owner(of: $0, besides: asset) }
        return PostureModel.Evidence(
            path: path(leaf.path), actual: actual(leaf.actual), relation: leaf.operator ?? "", expected: leaf.expected ?? "",
            clause: source.text(leaf.clause), source: source(of: leaf, in: related ?? asset, isRelated: related != nil),
            relatedAsset: related.map { $0.address ?? $0.id })
    }

    /// Below the properties, where most of what controls ask stands.
    private func path(_ path: String) -> String {
        // Also within `size(…)` and its like.
        path.replacing("asset.properties.", with: "").replacing("asset.", with: "")
    }

    private func actual(_ actual: CEL.Evidence.Actual) -> String {
        switch actual {
        case .value(let value): return "\(named(value))"
        case .absent: return "absent"
        case .unknown(let unknown): return "unknown: \(unknown.description)"
        case .error(let message): return "error: \(message)"
        }
    }

    /// Whole assets by their names: nobody reads all that they say.
    private func named(_ value: Value) -> Value {
        switch value {
        case .list(let elements): return .list(elements.map(name))
        case .map: return name(value)
        default: return value
        }
    }

    private func name(_ value: Value) -> Value {
        guard value["properties"] != nil, value["type"] != nil, let id = value["id"] else { return value }
        return value["address"] ?? id
    }

    // MARK: Where it comes from

    /// - Parameter asset: the one whose value it is.
    private func source(of leaf: CEL.Evidence, in asset: Asset, isRelated: Bool) -> EvidenceSource? {
        // `now`, a calculation: nothing of the asset's.
        guard leaf.path.contains("asset") || leaf.node != nil else { return nil }
        guard case .observed(let observed) = asset.origin else {
            return nearest(leaf.node, below: nil) ?? asset.origin.location.map { .file($0) }
        }
        if case .unknown(let unknown) = leaf.actual, case .notCollected(let call, _, _) = unknown.reason {
            return .call(call, time: time(of: call, in: asset) ?? observed.time)
        }
        guard let property = property(leaf.path, isRelated: isRelated) else {
            return nearest(leaf.node, below: nil) ?? .call(observed.collector, time: observed.time)
        }
        // The nearest value above one that is not there was brought by whichever call filled that.
        let isThere = leaf.actual != .absent
        if isThere, let own = nearest(leaf.node, below: asset.properties?.pointer) { return own }
        let calls = liveFace(asset.type)?.calls(filling: property) ?? []
        guard let call = calls.first, !isThere || calls.count == 1 else { return isThere ? nearest(leaf.node, below: nil) : nil }
        return .call(call.name, time: time(of: call.name, in: asset) ?? observed.time)
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
    private func time(of call: String, in asset: Asset) -> String? {
        for case .call(call, let time) in asset.document.sources { return time }
        return nil
    }

    /// The property that a path leads to or through (`asset.properties.Tags[0].Key`, `size(asset.tags)`), without indices; nil for
    /// what is no property. Of a related asset what stands behind its brackets counts (`asset.related('vpc')[0].properties.Tags`).
    private func property(_ path: String, isRelated: Bool) -> [String]? {
        if !isRelated, path.contains("asset.tags") { return ["Tags"] }
        let end = isRelated ? path.ranges(of: "related(").last.map { path[$0.upperBound...] } ?? path[...] : path[...]
        guard let start = end.firstRange(of: isRelated ? "].properties." : "asset.properties.") else { return nil }
        let steps = end[start.upperBound...].split(separator: ".", omittingEmptySubsequences: false)
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
