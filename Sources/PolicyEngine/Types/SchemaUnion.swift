import CEL
import PostureModel

/// The schemas of one or more asset types as one: an object has every field that one of them has.
struct SchemaUnion {
    /// A node of a schema, by the schema's number.
    struct Place: Hashable, Comparable {
        var schema: Int
        var node: Int

        static func < (a: Place, b: Place) -> Bool { (a.schema, a.node) < (b.schema, b.node) }
    }

    private let types: [String]
    /// Each schema once, however many types share it.
    private var schemas: [TypeSchema] = []
    /// Where each type's properties are described; nil: nobody says what they are.
    private var roots: [Place?] = []
    private let forms: [String: ValueType]
    /// The nodes that an object type is made of, by its name.
    private(set) var places: [String: [Place]] = [:]
    private var names: [[Place]: String] = [:]

    /// - Parameter schemas: of the types, in their order.
    init(types: [String], schemas: [TypeSchema?], forms: [String: ValueType]) {
        self.types = types
        self.forms = forms
        for schema in schemas {
            guard let schema else {
                roots.append(nil)
                continue
            }
            let number = self.schemas.firstIndex { $0.name == schema.name } ?? self.schemas.count
            if number == self.schemas.count { self.schemas.append(schema) }
            roots.append(Place(schema: number, node: schema.root))
        }
    }

    // MARK: Entrances

    mutating func properties() -> ValueType {
        let known = roots.compactMap { $0 }
        guard known.count == types.count else { return .dynamic }
        return .object(name(of: known, else: Self.named(types)))
    }

    /// The pod template, in the types that have one.
    mutating func pod() -> ValueType {
        var templates: [Place] = []
        for (type, root) in zip(types, roots) {
            guard let path = PodTemplate.path(of: type) else { continue }
            guard var place = root else { return .dynamic }
            for member in path {
                guard let next = schemas[place.schema].schema[place.node].members[member] else { return .dynamic }
                place.node = next
            }
            templates.append(place)
        }
        return type(of: templates, field: "pod", below: "asset", depth: 0)
    }

    // MARK: Fields

    mutating func fieldType(_ field: String, of object: String) -> ValueType? {
        guard let places = places[object] else { return nil }
        let members = members(field, of: places)
        return members.isEmpty ? nil : type(of: members, field: field, below: object, depth: 0)
    }

    func fieldNames(of object: String) -> [String] {
        Set((places[object] ?? []).flatMap { node($0).members.keys }).sorted()
    }

    private func node(_ place: Place) -> PropertySchema.Node { schemas[place.schema].schema[place.node] }

    private func members(_ field: String, of places: [Place]) -> [Place] {
        places.compactMap { place in node(place).members[field].map { Place(schema: place.schema, node: $0) } }
    }

    /// What all of some nodes are; `dyn` where they differ, or where their schema leaves it open.
    private mutating func type(of given: [Place], field: String, below parent: String, depth: Int) -> ValueType {
        let nodes = given.map(node)
        guard let first = nodes.first, depth < 16 else { return .dynamic }
        if nodes.contains(where: { $0.function != nil }) {
            guard let function = first.function, nodes.allSatisfy({ $0.function == function }) else { return .dynamic }
            return forms[function] ?? .dynamic
        }
        guard nodes.allSatisfy({ $0.kind == first.kind }) else { return .dynamic }
        switch first.kind {
        case .string: return .string
        case .boolean: return .bool
        case .integer: return .int
        // A number is an int or a double as it happens to be written.
        case .number, .any: return .dynamic
        case .list, .map:
            let elements = zip(given, nodes).compactMap { place, node in node.element.map { Place(schema: place.schema, node: $0) } }
            let element: ValueType =
                elements.count == nodes.count ? type(of: elements, field: field + "[]", below: parent, depth: depth + 1) : .dynamic
            return first.kind == .list ? .list(element) : .map(.string, element)
        case .object:
            guard nodes.allSatisfy({ !$0.members.isEmpty }) else { return .dynamic }
            return .object(name(of: given, else: "\(parent).\(field)"))
        }
    }

    // MARK: Names

    /// What an object is called: as the published schema calls it, or by its path.
    private mutating func name(of given: [Place], else path: String) -> String {
        let key = Set(given).sorted()
        if let known = names[key] { return known }
        let definitions = Set(key.compactMap(definition)).sorted()
        let isNamed = !definitions.isEmpty && key.allSatisfy { definition($0) != nil }
        var name = isNamed && definitions.count <= 2 ? definitions.joined(separator: " or ") : path
        while places[name] != nil { name += "'" }
        names[key] = name
        places[name] = key
        return name
    }

    private func definition(_ place: Place) -> String? {
        guard let name = node(place).name else { return nil }
        let owner = schemas[place.schema].name
        return owner.isEmpty ? name : "\(owner).\(name)"
    }

    private static func named(_ types: [String]) -> String {
        guard let first = types.first, types.count > 2 else { return types.joined(separator: " or ") }
        return "\(first) or another of \(types.count) types"
    }

    /// One object type with the fields of two; nil where one isn't described by a schema.
    mutating func union(of first: String, _ second: String) -> String? {
        guard let one = places[first], let other = places[second] else { return nil }
        return name(of: one + other, else: "\(first) or another")
    }

    // MARK: Suggestions

    /// The nearest place further down where a field of this name stands.
    func place(of field: String, below object: String) -> String? {
        var level = (places[object] ?? []).map { (place: $0, path: "") }
        var seen = Set(level.map(\.place))
        while !level.isEmpty, seen.count < 2_000 {
            var next: [(place: Place, path: String)] = []
            for (place, path) in level {
                for (name, member) in node(place).members.sorted(by: { $0.key < $1.key }) {
                    var below = Place(schema: place.schema, node: member)
                    var path = path.isEmpty ? name : "\(path).\(name)"
                    if node(below).kind == .list, let element = node(below).element {
                        below.node = element
                        path += "[]"
                    }
                    guard seen.insert(below).inserted else { continue }
                    if node(below).members[field] != nil { return "\(path).\(field)" }
                    next.append((below, path))
                }
            }
            level = next
        }
        return nil
    }
}
