import Document

extension Tracer {
    /// The part of a host function's argument that decided its answer, with its path.
    func decidingPart(of id: ExpressionID, below place: Place) -> (path: String, value: DocumentValue)? {
        guard case .call = kind(id), let base = place.node, !place.path.isEmpty else { return nil }
        activation.deciding = nil
        _ = run(id)
        guard let part = activation.deciding, part.pointer != base, let steps = Self.steps(from: base, to: part.pointer) else { return nil }
        return (place.path + steps, part)
    }

    /// How a reader gets from a node to one below it: `.Statement[2].Principal`; nil where it is not below.
    private static func steps(from base: NodePointer, to target: NodePointer) -> String? {
        var pending: [(node: NodePointer, path: String)] = [(base, "")]
        while let (node, path) = pending.popLast() {
            if node == target { return path }
            guard node.pointee.kind == .map || node.pointee.kind == .list else { continue }
            let first = node.firstChild
            for index in 0..<node.pointee.count {
                let child = first + index
                let step = node.pointee.kind == .map ? ".\(child.pointee.key.text)" : "[\(index)]"
                pending.append((child, path + step))
            }
        }
        return nil
    }
}
