/// What a type's properties may be: the published schema, without its prose.
///
/// Definitions refer to one another by number, so that a schema may be recursive.
public struct PropertySchema: Sendable {
    public struct Node: Sendable {
        public var kind: Kind
        /// The members of an object, by name; empty for a free-form one.
        public var members: [String: Int]
        /// Of a list.
        public var element: Int?
        /// A named Swift function that makes the canonical value (`policy`).
        public var function: String?
        /// What the published schema calls this definition: `ServerSideEncryptionRule`; nil where it stands in its place alone.
        public var name: String?

        public init(
            kind: Kind, members: [String: Int] = [:], element: Int? = nil, function: String? = nil, name: String? = nil
        ) {
            self.kind = kind
            self.members = members
            self.element = element
            self.function = function
            self.name = name
        }
    }

    public enum Kind: String, Sendable {
        case object, list, string, integer, number, boolean
        /// A map with keys of its own: values are the `element`.
        case map
        /// JSON without a schema, or one of several.
        case any
    }

    public var nodes: [Node]
    /// What is said to the provider and never answered by it, as the published schema has it: no account can tell whether it holds.
    public var writeOnly: [PropertyPath]
    public static let root = 0

    public init(nodes: [Node], writeOnly: [PropertyPath] = []) {
        self.nodes = nodes
        self.writeOnly = writeOnly
    }

    public subscript(index: Int) -> Node { nodes[index] }

    /// The schema of a path; nil where the schema says nothing of it.
    ///
    /// - Parameter start: the node that the path is below.
    public func node(at path: PropertyPath, from start: Int = PropertySchema.root) -> Int? {
        var index = start
        for step in path.steps {
            switch step {
            case .member(let name):
                guard let next = nodes[index].kind == .map ? nodes[index].element : nodes[index].members[name] else { return nil }
                index = next
            case .each:
                guard let next = nodes[index].element else { return nil }
                index = next
            }
        }
        return index
    }

    /// Whether a path leads into something that the schema leaves open, as policy documents are.
    public func isFreeForm(_ path: PropertyPath) -> Bool {
        (1..<max(path.steps.count, 1)).contains { count in
            node(at: PropertyPath(steps: Array(path.steps.prefix(count)))).map { nodes[$0].kind == .any } ?? false
        }
    }
}
