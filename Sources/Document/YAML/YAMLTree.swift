import SourceText

/// One YAML document as libyaml saw it, before aliases are expanded.
struct YAMLTree {
    struct Node {
        enum Kind {
            case scalar(text: String, isPlain: Bool)
            case sequence([Int])
            /// Keys and values in turn.
            case mapping([Int])
            /// The node an alias stands for.
            case alias(Int)
        }

        var kind: Kind
        var tag: String?
        var range: SourceRange
    }

    var nodes: [Node] = []
    var root = 0

    /// Whether the document says nothing at all (`---` followed by nothing).
    var isEmpty: Bool {
        guard nodes.indices.contains(root) else { return true }
        if case .scalar("", true) = nodes[root].kind, nodes[root].tag == nil { return true }
        return false
    }
}
