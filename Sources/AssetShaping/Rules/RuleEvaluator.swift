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

    private var schema: PropertySchema { shaper.schema }

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

    private mutating func apply(_ rules: [PropertyRule], to target: inout ShapedValue, base: Int?) {
        for rule in rules {
            let node = base.flatMap { schema.node(at: rule.path, from: $0) }
            let value = evaluate(rule.source, node: node, inside: rule.path.lastMember)
            target.set(value, at: rule.path.steps[...])
        }
    }

    private mutating func evaluate(_ source: ValueSource, node: Int?, inside: String) -> ShapedValue {
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
        guard case .map(let map) = object else { return object }
        if map.isEmpty { return .absent }
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

    private func raw(_ path: [String]) -> RawValue {
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

    // MARK: Elements

    private mutating func each(
        _ source: ValueSource, _ condition: ValueSource.Condition?, _ shape: Shape, node: Int?, inside: String
    ) -> ShapedValue {
        guard let raw = rawList(source) else { return .absent }
        let element = node.flatMap { schema[$0].element }
        var shaped: [ShapedValue] = []
        for item in raw {
            if case .unknown(let unknown, _) = item {
                shaped.append(.unknown(unknown, rest: true, from: nil))
                continue
            }
            switch condition.map(item.meets) ?? .yes {
            case .yes: shaped += entries(of: item, shape, node: element, inside: inside)
            case .no: continue
            case .unknown(let unknown): shaped.append(.unknown(unknown, rest: true, from: nil))
            }
        }
        return .list(shaped, from: nil)
    }

    /// The first element that meets the condition; an element that may meet it makes the value unknown.
    private mutating func pick(
        _ source: ValueSource, _ condition: ValueSource.Condition, _ value: ValueSource, node: Int?, inside: String
    ) -> ShapedValue {
        for item in rawList(source) ?? [] {
            if case .unknown(let unknown, _) = item { return .unknown(unknown, rest: false, from: nil) }
            switch item.meets(condition) {
            case .no: continue
            case .unknown(let unknown): return .unknown(unknown, rest: false, from: nil)
            case .yes:
                let outer = variables["it"]
                variables["it"] = item
                defer { variables["it"] = outer }
                return evaluate(value, node: node, inside: inside)
            }
        }
        return .absent
    }

    /// The elements a path names; nil where it says nothing at all.
    private func rawList(_ source: ValueSource) -> [RawValue]? {
        switch source {
        case .path(let path):
            let value = raw(path)
            return value.isAbsent ? nil : value.elements
        case .first(let sources):
            let lists = sources.compactMap(rawList)
            return lists.isEmpty ? nil : lists.flatMap { $0 }
        default: return nil
        }
    }

    private mutating func entries(of item: RawValue, _ shape: Shape, node: Int?, inside: String) -> [ShapedValue] {
        let outer = variables["it"]
        variables["it"] = item
        defer { variables["it"] = outer }
        var entry = shape.matchesAll ? shaper.shape(item, node: node, inside: inside) : .map(ShapedMap())
        if shape.matchesAll, case .map = entry {} else if shape.matchesAll { return [entry] }
        apply(shape.rules, to: &entry, base: node)
        guard !shape.spread.isEmpty else { return [entry] }
        for rule in shape.spread { entry.set(.absent, at: rule.path.steps[...]) }
        // An entry may have no other member than the one it is spread over.
        if entry.isAbsent { entry = .map(ShapedMap()) }
        var spread: [ShapedValue] = []
        for rule in shape.spread {
            let member = rule.path.lastMember
            for value in rawElements(rule.source) {
                spread.append(self.entry(entry, with: value, at: member, node: node, inside: inside))
            }
        }
        guard spread.isEmpty else { return spread }
        complaints.append("an entry of \(inside) names nobody that it is for")
        return [entry]
    }

    /// What a spread rule's source names, one by one.
    private func rawElements(_ source: ValueSource) -> [RawValue] {
        switch source {
        case .path(let path): return raw(path).elements
        case .first(let sources): return sources.flatMap(rawElements)
        case .translated(.path(let path), let values, _):
            // `self: true` names the asset itself: {value: it.self, values: {true: this}}.
            guard let text = raw(path).scalarText, values[text] == .text("this") else { return [] }
            return [.unknown(reference, rest: false)]
        default: return []
        }
    }

    /// One entry with one of the values it was spread over: the value itself, or a map whose members join the entry's.
    private func entry(_ base: ShapedValue, with value: RawValue, at member: String, node: Int?, inside: String) -> ShapedValue {
        guard case .map(var map) = base else { return base }
        if case .value(let document) = value, document.kind == .map {
            if case .map(let more) = shaper.shape(value, node: node, inside: inside) {
                for member in more.members { map[member.name] = member.value }
                if map.from == nil || document.origin != nil { map.from = document }
            }
        } else {
            map[member] = shaper.shape(value.asElement, node: node.flatMap { schema[$0].members[member] }, inside: member)
        }
        return .map(map)
    }

    // MARK: Translations and functions

    private mutating func translate(
        _ source: ValueSource, _ values: [String: ValueSource.Translation], _ textCase: ValueSource.TextCase?,
        node: Int?, inside: String
    ) -> ShapedValue {
        let raw = rawScalar(source)
        guard let text = raw.scalarText else {
            if case .unknown(let unknown, let rest) = raw { return .unknown(unknown, rest: rest, from: nil) }
            return .absent
        }
        var from: DocumentValue?
        if case .value(let value) = raw { from = value }
        switch values[text] ?? values[text.lowercased()] {
        case .text(let translated)?: return .text(translated, from: from)
        case .bool(let translated)?: return .bool(translated, from: from)
        case .number(let translated)?: return .int(translated, from: from)
        case .absent?: return .absent
        case nil:
            guard let textCase else { return shaper.shape(raw, node: node, inside: inside) }
            return .text(textCase.apply(to: text), from: from)
        }
    }

    private func rawScalar(_ source: ValueSource) -> RawValue {
        switch source {
        case .path(let path): return raw(path)
        case .first(let sources):
            return sources.lazy.map(rawScalar).first { !$0.isAbsent } ?? .absent
        default: return .absent
        }
    }

    private mutating func function(_ name: String, _ source: ValueSource) -> ShapedValue {
        guard let function = functions[name] else {
            complaints.append("there is no function called \(name)")
            return .unknown(.knownAfterApply(name, "there is no such function"), rest: false, from: nil)
        }
        let raw = rawScalar(source)
        if case .unknown(let unknown, _) = raw {
            guard AssetShaper.functionsOfUnknowns.contains(name) else { return .unknown(unknown, rest: false, from: nil) }
            let builder = DocumentBuilder()
            builder.unknown(unknown)
            guard let document = try? builder.finish() else { return .unknown(unknown.withoutText, rest: false, from: nil) }
            return .function(function, document.root)
        }
        return raw.document.map { .function(function, $0) } ?? .absent
    }
}

extension RawValue {
    fileprivate enum Answer {
        case yes, no
        case unknown(Unknown)
    }

    fileprivate func meets(_ condition: ValueSource.Condition) -> Answer {
        let member = member(condition.member)
        if case .unknown(let unknown, _) = member { return .unknown(unknown) }
        return member.scalarText == condition.text ? .yes : .no
    }
}

extension RawValue {
    /// As one element: an unknown that stood for a whole list is one entry whose value is not known.
    fileprivate var asElement: RawValue {
        if case .unknown(let unknown, _) = self { return .unknown(unknown, rest: false) }
        return self
    }
}

extension PropertyPath {
    /// The last name on the path.
    var lastMember: String {
        for case .member(let name) in steps.reversed() { return name }
        return ""
    }
}

extension PropertySchema {
    func node(at path: PropertyPath, from start: Int) -> Int? {
        var index = start
        for case .member(let name) in path.steps {
            guard let next = self[index].kind == .map ? self[index].element : self[index].members[name] else { return nil }
            index = next
        }
        return index
    }
}

extension ValueSource.TextCase {
    func apply(to text: String) -> String {
        switch self {
        case .upper: text.uppercased()
        case .lower: text.lowercased()
        case .pascal: text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }
}
