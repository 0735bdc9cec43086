import Document
import PostureModel
import SourceText

/// Reads a published schema from its facts table (`content/facts/aws/schemas/s3/Bucket.json`).
struct SchemaReader {
    /// The words of a schema, interned once: there are thousands of nodes.
    private enum Key {
        static let ref: Symbol = "$ref"
        static let properties: Symbol = "properties"
        static let definitions: Symbol = "definitions"
        static let type: Symbol = "type"
        static let additional: Symbol = "additionalProperties"
        static let values: Symbol = "values"
        static let items: Symbol = "items"
    }

    private let root: DocumentValue
    private var nodes: [PropertySchema.Node] = []
    private var definitions: [String: Int] = [:]

    /// - Parameter root: an object with `properties` and, where it needs them, `definitions`.
    static func read(_ root: DocumentValue) -> PropertySchema {
        var reader = SchemaReader(root: root)
        reader.nodes.append(PropertySchema.Node(kind: .object))
        // A property's own schema may be a list; a type's is an object and need not say so.
        reader.fill(0, with: root)
        let writeOnly = root["writeOnlyProperties"]?.elements.compactMap(\.string) ?? []
        return PropertySchema(nodes: reader.nodes, writeOnly: writeOnly.map { PropertyPath($0) })
    }

    /// The kinds of Kubernetes, which share their definitions: members of the root by asset type, `Deployment.apps`.
    ///
    /// - Parameter root: an object with `kinds` (`apps/v1/Deployment` → its definition) and `definitions`.
    static func kinds(_ root: DocumentValue) -> PropertySchema {
        var reader = SchemaReader(root: root)
        reader.nodes.append(PropertySchema.Node(kind: .object))
        for (path, name) in root["kinds"]?.members ?? [] {
            let parts = path.text.split(separator: "/")
            guard let kind = parts.last, let name = name.string else { continue }
            let type = parts.count == 3 ? "\(kind).\(parts[0])" : String(kind)
            reader.nodes[PropertySchema.root].members[type] = reader.definition(name)
        }
        return PropertySchema(nodes: reader.nodes)
    }

    private init(root: DocumentValue) { self.root = root }

    private mutating func members(of object: DocumentValue) -> [String: Int] {
        guard let properties = object[Key.properties] else { return [:] }
        var members: [String: Int] = [:]
        members.reserveCapacity(properties.count)
        for (name, value) in properties.members { members[name.text] = node(value) }
        return members
    }

    private mutating func node(_ value: DocumentValue) -> Int {
        if let reference = value[Key.ref]?.string { return definition(reference) }
        let index = append(PropertySchema.Node(kind: .any))
        fill(index, with: value)
        return index
    }

    private mutating func definition(_ name: String) -> Int {
        if let known = definitions[name] { return known }
        let index = append(PropertySchema.Node(kind: .any, name: name))
        definitions[name] = index
        if let definition = root[Key.definitions]?[name] { fill(index, with: definition) }
        return index
    }

    private mutating func append(_ node: PropertySchema.Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func fill(_ index: Int, with value: DocumentValue) {
        switch value[Key.type]?.string ?? (value[Key.properties] != nil ? "object" : "") {
        case "object":
            nodes[index].kind = .object
            nodes[index].members = members(of: value)
            if nodes[index].members.isEmpty, let values = value[Key.additional] ?? value[Key.values], values.kind == .map {
                nodes[index].kind = .map
                nodes[index].element = node(values)
            }
        case "array", "list":
            nodes[index].kind = .list
            if let items = value[Key.items] { nodes[index].element = node(items) }
        case "string": nodes[index].kind = .string
        case "integer": nodes[index].kind = .integer
        case "number": nodes[index].kind = .number
        case "boolean": nodes[index].kind = .boolean
        default: nodes[index].kind = .any
        }
    }
}

extension PropertySchema {
    /// Adds a root member; `type` is a JSON type's name or the name of a function that makes the value.
    mutating func add(_ name: String, type: DocumentValue) {
        let index = nodes.count
        nodes.append(Node(kind: .any))
        let known: [String: Kind] = [
            "string": .string, "boolean": .boolean, "integer": .integer, "number": .number, "any": .any, "object": .object,
        ]
        if let word = type.string {
            if let kind = known[word] { nodes[index].kind = kind } else { nodes[index].function = word }
        } else {
            // A schema of its own, written as in the published ones.
            let own = SchemaReader.read(type)
            append(own, at: index)
        }
        nodes[PropertySchema.root].members[name] = index
    }

    /// Takes over another schema's root at `index`.
    private mutating func append(_ other: PropertySchema, at index: Int) {
        let offset = nodes.count - 1
        func moved(_ node: Node) -> Node {
            var node = node
            node.members = node.members.mapValues { $0 + offset }
            node.element = node.element.map { $0 + offset }
            return node
        }
        nodes[index] = moved(other.nodes[0])
        nodes += other.nodes.dropFirst().map(moved)
    }

    /// The value at a path is made by a named function.
    mutating func setFunction(_ function: String, at path: PropertyPath) -> Bool {
        guard let index = node(at: path) else { return false }
        nodes[index].function = function
        return true
    }
}
