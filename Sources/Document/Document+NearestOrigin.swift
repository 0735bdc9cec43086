extension Document {
    /// Where a node comes from, or else the nearest node above it of which that is known.
    ///
    /// Nodes do not know their parents, so this goes over the arena a step: for evidence, not for judging.
    ///
    /// - Parameter top: where the search ends: its own origin, and those above it, do not count.
    public func nearestOrigin(of node: NodePointer, below top: NodePointer? = nil) -> Origin? {
        var current = node
        while current != top {
            if let origin = origin(of: current) { return origin }
            guard let parent = parent(of: current) else { return nil }
            current = parent
        }
        return nil
    }

    private func parent(of node: NodePointer) -> NodePointer? {
        guard contains(node), node != rootPointer else { return nil }
        var pending = [rootPointer]
        while let candidate = pending.popLast() {
            guard candidate.pointee.kind == .list || candidate.pointee.kind == .map else { continue }
            let first = candidate.firstChild
            let count = candidate.pointee.count
            if node >= first, node < first + count { return candidate }
            for index in 0..<count { pending.append(first + index) }
        }
        return nil
    }
}
