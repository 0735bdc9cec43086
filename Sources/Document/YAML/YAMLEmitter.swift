import SourceText

/// Says a YAML tree to a document builder: aliases expanded, merges merged, plain scalars resolved.
struct YAMLEmitter {
    let tree: YAMLTree
    let builder: DocumentBuilder
    let source: UInt32
    let keyOfTag: (String) -> String?

    func emit(_ index: Int, depth: Int) {
        // An alias within its own anchor would never end; the builder's own limits bound the rest.
        guard depth <= builder.limits.depth else {
            return builder.fail("document-too-deep", "the value is nested more than \(builder.limits.depth) deep")
        }
        guard builder.failure == nil else { return }
        let node = tree.nodes[index]
        let origin = Origin(source: source, range: node.range)
        if let tag = node.tag, tag.hasPrefix("!"), let key = keyOfTag(tag) {
            builder.origin(origin)
            builder.beginMap()
            builder.key(key)
            emitUntagged(node, origin, depth: depth + 1)
            builder.endMap()
        } else {
            emitUntagged(node, origin, depth: depth)
        }
    }

    private func emitUntagged(_ node: YAMLTree.Node, _ origin: Origin, depth: Int) {
        switch node.kind {
        case .alias(let target):
            emit(target, depth: depth + 1)
        case .scalar(let text, let isPlain):
            builder.origin(origin)
            if isPlain, node.tag == nil || node.tag?.hasPrefix("!") == true {
                YAMLScalar.resolve(text).emit(to: builder, text: text)
            } else {
                builder.string(text)
            }
        case .sequence(let children):
            builder.origin(origin)
            builder.beginList()
            for child in children { emit(child, depth: depth + 1) }
            builder.endList()
        case .mapping(let children):
            builder.origin(origin)
            builder.beginMap()
            emitMerged(children, depth: depth, over: [])
            for (key, value) in pairs(children) where !isMerge(key) {
                builder.key(keyText(key))
                emit(value, depth: depth + 1)
            }
            builder.endMap()
        }
    }

    /// The members that `<<` brings in, less the keys that stand closer.
    private func emitMerged(_ children: [Int], depth: Int, over closer: Set<String>) {
        guard depth <= builder.limits.depth, builder.failure == nil else { return }
        var said = closer.union(pairs(children).filter { !isMerge($0.0) }.map { keyText($0.0) })
        for (key, value) in pairs(children) where isMerge(key) {
            for merged in mergeSources(value) {
                guard case .mapping(let members) = tree.nodes[merged].kind else { continue }
                emitMerged(members, depth: depth + 1, over: said)
                for (key, value) in pairs(members) where !isMerge(key) {
                    let text = keyText(key)
                    guard said.insert(text).inserted else { continue }
                    builder.key(text)
                    emit(value, depth: depth + 1)
                }
            }
        }
    }

    private func mergeSources(_ index: Int) -> [Int] {
        let target = followed(index)
        if case .sequence(let children) = tree.nodes[target].kind { return children.map(followed) }
        return [target]
    }

    private func followed(_ index: Int) -> Int {
        if case .alias(let target) = tree.nodes[index].kind { return target }
        return index
    }

    private func pairs(_ children: [Int]) -> [(Int, Int)] {
        stride(from: 0, to: children.count - 1, by: 2).map { (children[$0], children[$0 + 1]) }
    }

    private func isMerge(_ key: Int) -> Bool {
        if case .scalar("<<", true) = tree.nodes[key].kind { return true }
        return false
    }

    /// Keys are texts; a list or map as a key is told by where it stands.
    private func keyText(_ index: Int) -> String {
        if case .scalar(let text, _) = tree.nodes[followed(index)].kind { return text }
        return "?\(tree.nodes[index].range.start)"
    }
}
