import Document
import PostureModel

/// Adds a provider's default tags to those that a resource says itself, which win.
struct DefaultTagsMerge {
    let type: CompiledType
    let face: DeclaredFace

    func merge(_ tags: DocumentValue, into properties: inout ShapedValue) {
        guard let path, let node = type.type.schema.node(at: path) else { return }
        let defaults = Tagging(type.shaper.shape(RawValue(tags), node: node, inside: path.lastMember))
        properties.rewriteOrSet(at: path.steps[...]) { value in
            let isList = type.type.schema[node].kind == .list
            value = Tagging(value).filledUp(with: defaults).value(isList: isList)
        }
    }

    /// The property that the resource's own tags become; nil where the type has none.
    private var path: PropertyPath? {
        if let rule = face.rules.first(where: { $0.source.saysOwnTags }) { return rule.path }
        return face.matchesAll && type.type.schema[PropertySchema.root].members["Tags"] != nil ? PropertyPath("Tags") : nil
    }
}

/// Tags by key, whatever form the schema has for them.
private struct Tagging {
    private var entries: [(key: String, value: ShapedValue)] = []
    /// Others that there may be.
    private var rest: Unknown?
    private var from: DocumentValue?

    init(_ value: ShapedValue) {
        switch value {
        case .unknown(let unknown, _, _): rest = unknown
        case .list(let elements, let from):
            self.from = from
            for element in elements {
                switch element {
                case .map(let pair): if let key = pair["Key"].text { entries.append((key, pair["Value"])) } else { rest = rest ?? pair.rest }
                case .unknown(let unknown, _, _): rest = rest ?? unknown
                default: continue
                }
            }
        case .map(let map):
            from = map.from
            rest = map.rest
            entries = map.members.map { ($0.name, $0.value) }
        case .verbatim(let value) where value.kind == .map:
            from = value
            rest = value.pointer.rest.flatMap { value.document.unknown(at: $0) }
            entries = value.members.filter { $0.key != .rest }.map { ($0.key.text, .verbatim($0.value)) }
        default: break
        }
    }

    /// With those of others that are not said here. Where it is not known what is said here, only their values are in doubt.
    func filledUp(with defaults: Tagging) -> Tagging {
        var result = self
        let said = Set(entries.map(\.key))
        for (key, value) in defaults.entries where !said.contains(key) {
            let doubt = rest.map { Unknown.knownAfterApply($0.symbol, "the resource may say another value than its provider", exists: true) }
            result.entries.append((key, doubt.map { .unknown($0, rest: false, from: defaults.from) } ?? value))
        }
        result.rest = rest ?? defaults.rest
        result.from = from ?? defaults.from
        return result
    }

    func value(isList: Bool) -> ShapedValue {
        guard !entries.isEmpty || rest != nil else { return .absent }
        guard isList else {
            var map = ShapedMap(rest: rest, from: from)
            for entry in entries { map[entry.key] = entry.value }
            return .map(map)
        }
        var elements = entries.map { entry -> ShapedValue in
            var pair = ShapedMap(from: entry.value.origin)
            pair["Key"] = .text(entry.key, from: entry.value.origin)
            pair["Value"] = entry.value
            return .map(pair)
        }
        if let rest { elements.append(.unknown(rest, rest: true, from: nil)) }
        return .list(elements, from: from)
    }
}

extension ShapedValue {
    /// What its place in code is told by.
    fileprivate var origin: DocumentValue? {
        switch self {
        case .verbatim(let value), .function(_, let value): value
        case .text(_, let from), .bool(_, let from), .int(_, let from), .double(_, let from), .list(_, let from): from
        case .unknown(_, _, let from): from
        case .map(let map): map.from
        case .absent: nil
        }
    }

    /// Rewrites the value of a path of members; where there is none, it is absent until now.
    fileprivate mutating func rewriteOrSet(at steps: ArraySlice<PropertyPath.Step>, _ body: (inout ShapedValue) -> Void) {
        var value = self.value(at: steps.compactMap { if case .member(let name) = $0 { name } else { nil } })
        body(&value)
        if !value.isAbsent { set(value, at: steps) }
    }
}

extension ValueSource {
    fileprivate var saysOwnTags: Bool {
        switch self {
        case .path(let path): path == ["self", "tags"]
        case .first(let sources): sources.contains { $0.saysOwnTags }
        default: false
        }
    }
}
