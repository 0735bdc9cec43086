import Document
import PostureModel

/// Brings values of any face into the form the published schema has for them.
struct SchemaShaper {
    let schema: PropertySchema
    let matcher: NameMatcher
    let functions: [String: ShapeFunction]

    /// - Parameters:
    ///   - node: the schema the value must meet; nil: it is said as it is.
    ///   - inside: the property whose value this is, for names that differ inside it.
    func shape(_ raw: RawValue, node: Int?, inside: String) -> ShapedValue {
        guard let node else { return verbatim(raw) }
        let definition = schema[node]
        switch raw {
        case .absent: return .absent
        case .unknown(let unknown, let rest): return .unknown(unknown, rest: rest, from: nil)
        case .text(let text, let from): return scalar(text, from: from, kind: definition.kind)
        case .many(let values):
            guard definition.kind == .list else {
                return values.first.map { shape($0, node: node, inside: inside) } ?? .absent
            }
            let shaped = values.flatMap { value -> [ShapedValue] in
                if case .value = value { return elements(of: value, definition, inside: inside) }
                return value.elementsAmongMany.map { shape($0, node: definition.element, inside: inside) }
            }
            return .list(shaped, from: nil)
        case .part(let value, _): return shape(.value(value), node: node, inside: inside)
        case .value(let value):
            if let name = definition.function, let function = functions[name] { return .function(function, value) }
            switch definition.kind {
            case .list: return .list(elements(of: raw, definition, inside: inside), from: value)
            case .object where !definition.members.isEmpty: return object(value, node: node, inside: inside)
            case .map: return map(value, definition, inside: inside)
            case .object, .any: return free(value)
            default: return scalar(value, kind: definition.kind)
            }
        }
    }

    // MARK: Objects and maps

    private func object(_ value: DocumentValue, node: Int, inside: String) -> ShapedValue {
        switch value.kind {
        case .map:
            var map = ShapedMap(from: value)
            for (key, member) in value.members {
                if key == .rest {
                    map.rest = member.unknown
                } else if let name = matcher.match(key.text, in: node, inside: inside), map[name].isAbsent {
                    map[name] = shape(RawValue(member), node: schema[node].members[name], inside: name)
                }
            }
            return .map(map)
        case .list:
            // A block that may stand once.
            guard let first = value[0] else { return .absent }
            return shape(RawValue(first), node: node, inside: inside)
        case .string:
            return parsed(value).map { shape(.value($0.root), node: node, inside: inside) } ?? .verbatim(value)
        default:
            return .verbatim(value)
        }
    }

    private func map(_ value: DocumentValue, _ definition: PropertySchema.Node, inside: String) -> ShapedValue {
        var map = ShapedMap(from: value)
        if value.kind == .list {
            for element in value.elements {
                guard let key = (element["Key"] ?? element["key"])?.string else { continue }
                map[key] = shape(RawValue(element["Value"] ?? element["value"]), node: definition.element, inside: inside)
            }
            return .map(map)
        }
        guard value.kind == .map else { return free(value) }
        for (key, member) in value.members {
            if key == .rest {
                map.rest = member.unknown
            } else {
                map[key.text] = shape(RawValue(member), node: definition.element, inside: inside)
            }
        }
        return .map(map)
    }

    // MARK: Lists

    private func elements(of raw: RawValue, _ definition: PropertySchema.Node, inside: String) -> [ShapedValue] {
        guard case .value(let value) = raw else {
            return raw.elements.map { shape($0, node: definition.element, inside: inside) }
        }
        switch value.kind {
        case .map where isKeyValue(definition.element) && value["Key"] == nil && value["key"] == nil:
            return value.members.map { key, member in
                if let unknown = member.unknown, key == .rest { return .unknown(unknown, rest: true, from: nil) }
                var pair = ShapedMap(from: member)
                pair["Key"] = .text(key.text, from: member)
                pair["Value"] = shape(RawValue(member), node: schema[definition.element ?? 0].members["Value"], inside: inside)
                return .map(pair)
            }
        case .string where value.string?.hasPrefix("[") == true:
            guard let list = parsed(value) else { return [.verbatim(value)] }
            return elements(of: .value(list.root), definition, inside: inside)
        default:
            return raw.elements.map { shape($0, node: definition.element, inside: inside) }.filter { !$0.isAbsent }
        }
    }

    private func isKeyValue(_ node: Int?) -> Bool {
        guard let node else { return false }
        let members = schema[node].members
        return members["Key"] != nil && members["Value"] != nil
    }

    // MARK: Scalars

    private func scalar(_ value: DocumentValue, kind: PropertySchema.Kind) -> ShapedValue {
        switch (kind, value.kind) {
        case (.string, .int), (.string, .double):
            return .text(value.kind == .int ? String(value.int ?? 0) : value.description, from: value)
        case (.string, .bool): return .text(value.bool == true ? "true" : "false", from: value)
        case (.boolean, .string), (.integer, .string), (.number, .string):
            return scalar(value.string ?? "", from: value, kind: kind)
        case (.integer, .double):
            let double = value.double ?? 0
            return Int64(exactly: double).map { .int($0, from: value) } ?? .verbatim(value)
        case (_, .list) where value.count == 1:
            return shapeSingle(value, kind: kind)
        default: return .verbatim(value)
        }
    }

    private func shapeSingle(_ value: DocumentValue, kind: PropertySchema.Kind) -> ShapedValue {
        guard let element = value[0] else { return .verbatim(value) }
        if let unknown = element.unknown { return .unknown(unknown, rest: false, from: element) }
        return scalar(element, kind: kind)
    }

    private func scalar(_ text: String, from: DocumentValue?, kind: PropertySchema.Kind) -> ShapedValue {
        switch kind {
        // CloudFormation takes `"True"` as well.
        case .boolean where ["true", "false"].contains(text.lowercased()): return .bool(text.lowercased() == "true", from: from)
        case .integer: return Int64(text).map { .int($0, from: from) } ?? .text(text, from: from)
        case .number:
            if let int = Int64(text) { return .int(int, from: from) }
            return Double(text).map { .double($0, from: from) } ?? .text(text, from: from)
        default: return .text(text, from: from)
        }
    }

    // MARK: Free-form values

    private func free(_ value: DocumentValue) -> ShapedValue {
        parsed(value).map { .verbatim($0.root) } ?? .verbatim(value)
    }

    private func verbatim(_ raw: RawValue) -> ShapedValue {
        switch raw {
        case .absent: .absent
        case .value(let value): .verbatim(value)
        case .many(let values): .list(values.map(verbatim), from: nil)
        case .part(let value, _): .verbatim(value)
        case .unknown(let unknown, let rest): .unknown(unknown, rest: rest, from: nil)
        case .text(let text, let from): .text(text, from: from)
        }
    }

    /// A string that holds JSON, where the schema has an object or a list.
    private func parsed(_ value: DocumentValue) -> Document? {
        guard let text = value.string, let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else { return nil }
        return try? Document(json: text)
    }
}
