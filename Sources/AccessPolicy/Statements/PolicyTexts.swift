import Document

/// The texts of one element of a statement: a list, one text, or something that is not known.
struct PolicyTexts {
    /// Nil where the statement does not have the element.
    let node: NodePointer?

    init(_ node: NodePointer?) { self.node = node }

    var isAbsent: Bool { node == nil || node?.pointee.kind == .null }

    /// Whether one of the texts fits.
    func any(_ test: (UnsafeRawBufferPointer) -> Bool) -> PolicyAnswer {
        anyNode { node in
            node.pointee.kind == .string ? (test(node.stringBytes) ? .yes(node) : .no()) : .unknown(node)
        }
    }

    /// Whether something holds of one of the elements, those that are not known included.
    func anyNode(_ test: (NodePointer) -> PolicyAnswer) -> PolicyAnswer {
        guard let node, node.pointee.kind != .null else { return .no() }
        guard node.pointee.kind == .list else { return test(node) }
        var result = PolicyAnswer.no(node)
        let first = node.firstChild
        for index in 0..<node.pointee.count {
            let answer = test(first + index)
            if answer.isYes { return answer }
            if answer.isUnknown, result.isNo { result = answer }
        }
        return result
    }

    /// Whether something holds of all of the elements; no where there are none.
    func allNodes(_ test: (NodePointer) -> PolicyAnswer) -> PolicyAnswer {
        guard let node, node.pointee.kind != .null else { return .no() }
        guard node.pointee.kind == .list else { return test(node) }
        guard node.pointee.count > 0 else { return .no(node) }
        return anyNode { test($0).negated }.negated
    }
}
