import SourceText

/// One YAML document as libyaml saw it, before aliases are expanded: flat, in the order of the text.
///
/// A node's children follow it, each behind all that stands below the one before it (``Node/end``); a mapping's children are
/// keys and values in turn.
struct YAMLTree {
    enum Kind: UInt8, BitwiseCopyable {
        case scalar
        case sequence
        case mapping
        case alias
    }

    struct Node: BitwiseCopyable {
        var kind: Kind
        /// A scalar without quotes, whose meaning its text decides.
        var isPlain = false
        /// A mapping with a key `<<`.
        var hasMerge = false
        /// Index into ``YAMLTree/tags``; -1 without a tag.
        var tag: Int32 = -1
        /// A scalar's first byte in ``YAMLTree/text``; the node an alias stands for.
        var start: Int32 = 0
        /// A scalar's bytes.
        var count: Int32 = 0
        /// The index behind the last node below this one.
        var end: Int32 = 0
        var range: SourceRange
    }

    var nodes: [Node] = []
    /// The bytes of all scalars, escapes resolved and lines folded.
    var text: [UInt8] = []
    var tags: [String] = []

    mutating func reset() {
        nodes.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        tags.removeAll(keepingCapacity: true)
    }

    /// Whether the document says nothing at all (`---` followed by nothing).
    var isEmpty: Bool {
        guard let root = nodes.first else { return true }
        return root.kind == .scalar && root.isPlain && root.count == 0 && root.tag < 0
    }
}
