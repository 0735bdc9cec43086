import SourceText

/// Says a YAML tree to a document builder: aliases expanded, merges merged, plain scalars resolved.
struct YAMLEmitter {
    private let nodes: UnsafeBufferPointer<YAMLTree.Node>
    private let text: UnsafeRawBufferPointer
    /// What each of the tree's tags makes of its value.
    private let tags: [TagMeaning]
    private let builder: DocumentBuilder
    private let source: UInt32
    private var cache = KeyCache()
    /// Members looked at for merges: merges of merges can double with every line and still say nothing.
    private var mergeSteps = 0
    /// Values said so far, and how many a text of this size may come to: aliases of aliases make millions of a few lines, and a folder
    /// may hold many such files.
    private var said = 0
    private let mostSaid: Int
    private static let leastAllowance = 20_000
    private static let mostRepetition = 50

    private enum TagMeaning {
        /// `!name`, ignored: the value stays what its text says.
        case local
        /// `!name`, which makes a map with this key.
        case key(Symbol)
        /// `!!str` and its like: a scalar is a text.
        case global
    }

    /// - Parameter body: says the tree's root with the emitter it is given; nothing of the emitter outlives the call.
    static func withEmitter(
        of tree: YAMLTree, builder: DocumentBuilder, source: UInt32, keyOfTag: (String) -> String?,
        _ body: (inout YAMLEmitter) -> Void
    ) {
        let tags = tree.tags.map { tag -> TagMeaning in
            guard tag.hasPrefix("!") else { return .global }
            guard var key = keyOfTag(tag) else { return .local }
            return key.withUTF8 { Symbol.intern(UnsafeRawBufferPointer($0)) }.map { .key($0) } ?? .local
        }
        tree.nodes.withUnsafeBufferPointer { nodes in
            tree.text.withUnsafeBytes { text in
                var emitter = YAMLEmitter(nodes: nodes, text: text, tags: tags, builder: builder, source: source)
                body(&emitter)
            }
        }
    }

    private init(
        nodes: UnsafeBufferPointer<YAMLTree.Node>, text: UnsafeRawBufferPointer, tags: [TagMeaning], builder: DocumentBuilder,
        source: UInt32
    ) {
        self.nodes = nodes
        mostSaid = max(Self.leastAllowance, nodes.count.multipliedReportingOverflow(by: Self.mostRepetition).partialValue)
        self.text = text
        self.tags = tags
        self.builder = builder
        self.source = source
    }

    mutating func emit(_ index: Int, depth: Int) {
        // An alias within its own anchor would never end; the builder's own limits bound the rest.
        guard depth <= builder.limits.depth else {
            return builder.fail("document-too-deep", "the value is nested more than \(builder.limits.depth) deep")
        }
        guard !builder.hasFailed else { return }
        said += 1
        guard said <= mostSaid else {
            return builder.fail("document-too-large", "aliases make more than \(mostSaid) values of the \(nodes.count) that are written")
        }
        let node = nodes[index]
        let origin = Origin(source: source, range: node.range)
        if node.tag >= 0, case .key(let key) = tags[Int(node.tag)] {
            builder.origin(origin)
            builder.beginMap()
            builder.key(key)
            emitUntagged(node, index, origin, depth: depth + 1)
            builder.endMap()
        } else {
            emitUntagged(node, index, origin, depth: depth)
        }
    }

    private mutating func emitUntagged(_ node: YAMLTree.Node, _ index: Int, _ origin: Origin, depth: Int) {
        switch node.kind {
        case .alias:
            emit(Int(node.start), depth: depth + 1)
        case .scalar:
            builder.origin(origin)
            let bytes = scalarBytes(node)
            if node.isPlain, !isGlobal(node.tag) {
                YAMLScalar.resolve(bytes).emit(to: builder, text: bytes)
            } else {
                builder.string(utf8: bytes)
            }
        case .sequence:
            builder.origin(origin)
            builder.beginList()
            var child = index + 1
            while child < Int(node.end) {
                emit(child, depth: depth + 1)
                child = Int(nodes[child].end)
            }
            builder.endList()
        case .mapping:
            builder.origin(origin)
            builder.beginMap()
            if node.hasMerge {
                var said = Set<Symbol>()
                emitMerged(index, depth: depth, said: &said)
            }
            var key = index + 1
            while key < Int(node.end) {
                let value = Int(nodes[key].end)
                if !(node.hasMerge && isMerge(key)) {
                    sayKey(key)
                    emit(value, depth: depth + 1)
                }
                key = Int(nodes[value].end)
            }
            builder.endMap()
        }
    }

    private func isGlobal(_ tag: Int32) -> Bool {
        if tag >= 0, case .global = tags[Int(tag)] { return true }
        return false
    }

    // MARK: Merges

    /// The members that `<<` brings in, less the keys that stand closer.
    private mutating func emitMerged(_ mapping: Int, depth: Int, said: inout Set<Symbol>) {
        guard depth <= builder.limits.depth, !builder.hasFailed else { return }
        var sources: [Int] = []
        for (key, value) in pairs(of: mapping) {
            if isMerge(key) { sources += mergeSources(value) } else if let symbol = symbol(of: key) { said.insert(symbol) }
        }
        for source in sources where nodes[source].kind == .mapping {
            let members = pairs(of: source)
            mergeSteps += members.count + 1
            guard mergeSteps <= builder.limits.nodes else {
                return builder.fail("document-too-large", "merged maps have more than \(builder.limits.nodes) members")
            }
            for (key, value) in members where !isMerge(key) {
                guard let symbol = symbol(of: key), said.insert(symbol).inserted else { continue }
                builder.key(symbol)
                emit(value, depth: depth + 1)
            }
            if nodes[source].hasMerge { emitMerged(source, depth: depth + 1, said: &said) }
        }
    }

    private func mergeSources(_ index: Int) -> [Int] {
        let target = followed(index)
        guard nodes[target].kind == .sequence else { return [target] }
        var sources: [Int] = []
        var child = target + 1
        while child < Int(nodes[target].end) {
            sources.append(followed(child))
            child = Int(nodes[child].end)
        }
        return sources
    }

    private func pairs(of mapping: Int) -> [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        var key = mapping + 1
        while key < Int(nodes[mapping].end) {
            let value = Int(nodes[key].end)
            pairs.append((key, value))
            key = Int(nodes[value].end)
        }
        return pairs
    }

    private func followed(_ index: Int) -> Int {
        nodes[index].kind == .alias ? Int(nodes[index].start) : index
    }

    private func isMerge(_ key: Int) -> Bool {
        let node = nodes[key]
        return node.kind == .scalar && node.isPlain && node.count == 2 && scalarBytes(node).elementsEqual([0x3C, 0x3C])
    }

    // MARK: Keys

    private mutating func sayKey(_ index: Int) {
        let node = nodes[followed(index)]
        guard node.kind == .scalar else { return builder.key(Self.placeKey(nodes[index])) }
        let bytes = scalarBytes(node)
        if let symbol = cache.symbol(bytes) { builder.key(symbol) } else { builder.key(utf8: bytes) }
    }

    private mutating func symbol(of key: Int) -> Symbol? {
        let node = nodes[followed(key)]
        if node.kind == .scalar { return cache.symbol(scalarBytes(node)) }
        var text = Self.placeKey(nodes[key])
        return text.withUTF8 { Symbol.intern(UnsafeRawBufferPointer($0)) }
    }

    /// Keys are texts; a list or map as a key is told by where it stands.
    private static func placeKey(_ node: YAMLTree.Node) -> String { "?\(node.range.start)" }

    @inline(__always)
    private func scalarBytes(_ node: YAMLTree.Node) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[Int(node.start)..<Int(node.start) + Int(node.count)])
    }
}
