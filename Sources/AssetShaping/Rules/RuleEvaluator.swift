import Document
import PostureModel

/// Applies a face's rules to the variables of one asset.
struct RuleEvaluator {
    let shaper: SchemaShaper
    let functions: [String: ShapeFunction]
    /// What `this` refers to.
    let reference: Unknown
    /// Leads on from references of code; nil for what is read from an account.
    let references: ProgramReferences?
    /// `self`, parts, `item`, calls; `it` while an element is mapped.
    var variables: [String: RawValue]
    /// What could not be mapped; shown once a rule.
    var complaints: [String] = []

    var schema: PropertySchema { shaper.schema }

    init(
        shaper: SchemaShaper, functions: [String: ShapeFunction], reference: Unknown, references: ProgramReferences? = nil,
        variables: [String: RawValue]
    ) {
        self.shaper = shaper
        self.functions = functions
        self.reference = reference
        self.references = references
        self.variables = variables
    }

    /// The properties that a whole face says.
    mutating func properties(of variable: String, matchesAll: Bool, rules: [PropertyRule]) -> ShapedValue {
        var properties = ShapedValue.map(ShapedMap())
        // What is said of the whole is said of what it leaves out.
        if case .value(let own)? = variables[variable] { properties = .map(ShapedMap(from: own)) }
        if matchesAll, let own = variables[variable] {
            let shaped = shaper.shape(own, node: PropertySchema.root, inside: "")
            if case .map = shaped { properties = shaped }
        } else if case .value(let own)? = variables[variable], let rest = own.kind == .map ? own.pointer.rest : nil {
            // Whatever no rule reaches is not known either.
            properties = .map(ShapedMap(rest: own.document.unknown(at: rest), from: own))
        }
        apply(rules, to: &properties, base: PropertySchema.root)
        return properties
    }

    mutating func apply(_ rules: [PropertyRule], to target: inout ShapedValue, base: Int?) {
        for rule in rules {
            let node = base.flatMap { schema.node(at: rule.path, from: $0) }
            let value = evaluate(rule.source, node: node, inside: rule.path.lastMember)
            target.set(value, at: rule.path.steps[...])
        }
    }

    mutating func evaluate(_ source: ValueSource, node: Int?, inside: String) -> ShapedValue {
        switch source {
        case .path(let path):
            return shaper.shape(raw(path), node: node, inside: inside)
        case .first(let sources):
            return first(sources, node: node, inside: inside)
        case .each(let elements, let condition, let shape):
            return each(elements, condition, shape, node: node, inside: inside)
        case .translated(let inner, let values, let textCase):
            return translate(inner, values, textCase, node: node, inside: inside)
        case .function(let name, let inner):
            return function(name, inner)
        case .pick(let list, let condition, let value):
            return pick(list, condition, value, node: node, inside: inside)
        case .object(let shape):
            return object(shape, node: node)
        case .literal(let json):
            return (try? Document(json: json)).map { .verbatim($0.root) } ?? .absent
        case .this:
            return .unknown(reference, rest: false, from: nil)
        }
    }

    private mutating func object(_ shape: Shape, node: Int?) -> ShapedValue {
        var object = ShapedValue.map(ShapedMap())
        apply(shape.rules, to: &object, base: node)
        guard case .map(var map) = object else { return object }
        if map.isEmpty { return .absent }
        map.from = origin(of: shape, map) ?? map.from
        object = .map(map)
        // Where no member is known to be there, neither is the object.
        var unknown: ShapedValue?
        for member in map.members {
            switch member.value {
            case .absent: continue
            case .unknown(let reason, _, _) where !reason.exists: unknown = unknown ?? member.value
            default: return object
            }
        }
        return unknown ?? object
    }

    /// Where an object comes from that no face has as one: the innermost thing that all its members from there stand in, by the
    /// first member that is there.
    private func origin(of shape: Shape, _ object: ShapedMap) -> DocumentValue? {
        for rule in shape.rules {
            guard case .member(let name)? = rule.path.steps.first, !object[name].isAbsent,
                let path = rule.source.paths.first(where: { !raw($0).isAbsent })
            else { continue }
            var common = path.count > 1 ? path.dropLast() : path[...]
            for other in shape.paths where other.first == path.first {
                common = common.prefix(zip(common, other).prefix { $0 == $1 }.count)
            }
            return raw(Array(common)).place
        }
        return nil
    }

    func raw(_ path: [String]) -> RawValue {
        guard let variable = path.first, let value = variables[variable] else { return .absent }
        return path.dropFirst().reduce(value) { $1 == "referent" ? $0.referents(references) : $0.member($1) }
    }

    // MARK: Alternatives

    private mutating func first(_ sources: [ValueSource], node: Int?, inside: String) -> ShapedValue {
        guard let node, schema[node].kind == .list else {
            for source in sources {
                let value = evaluate(source, node: node, inside: inside)
                if !value.isAbsent { return value }
            }
            return .absent
        }
        var elements: [ShapedValue] = []
        var from: DocumentValue?
        var isSaid = false
        for source in sources {
            switch evaluate(source, node: node, inside: inside) {
            case .absent: continue
            case .list(let more, let place):
                elements += more
                from = from ?? place
            case .verbatim(let value) where value.kind == .list:
                elements += value.elements.map { .verbatim($0) }
                from = from ?? value
            case .unknown(let unknown, _, let place): elements.append(.unknown(unknown, rest: true, from: place))
            case let other: elements.append(other)
            }
            isSaid = true
        }
        return isSaid ? .list(elements, from: from) : .absent
    }
}
