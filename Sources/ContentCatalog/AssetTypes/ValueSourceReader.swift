import Document
import PostureModel
import SourceText

/// Reads rules: a path, a list of paths, or a map with the words of the format.
struct ValueSourceReader {
    let fields: ContentFields
    let shapes: [String: Shape]

    /// The rules of a map of property paths; the key `*` is not one of them.
    func rules(_ map: DocumentValue) -> [PropertyRule] {
        map.members.compactMap { key, value in
            guard !Self.shapeWords.contains(key.text) else { return nil }
            return PropertyRule(path: PropertyPath(key.text), source: source(value))
        }
    }

    static let shapeWords: Set<String> = ["*", "spread", "each", "use", "where"]

    func shape(_ map: DocumentValue) -> Shape {
        Shape(
            matchesAll: map["*"] != nil, rules: rules(map),
            spread: fields.map(map["spread"], "'spread'").map(rules) ?? [])
    }

    func source(_ value: DocumentValue) -> ValueSource {
        switch value.kind {
        case .string: return path(value)
        case .list: return .first(value.elements.map(source))
        // Nothing said: the property is dropped, whatever matched it by name.
        case .null: return .first([])
        case .map: return words(value)
        default:
            fields.complain("asset-rule", "a rule is a path, a list of paths or a map; a fixed value is {literal: …}", at: value)
            return .first([])
        }
    }

    private func words(_ map: DocumentValue) -> ValueSource {
        if let each = map["each"] { return self.each(each, map) }
        if let list = map["pick"] {
            fields.check(map, keys: ["pick", "where", "value"], of: "a rule with 'pick'")
            guard let wanted = fields.required(map, "where", of: "a rule with 'pick'"), let condition = condition(wanted),
                let value = fields.required(map, "value", of: "a rule with 'pick'")
            else { return .first([]) }
            return .pick(source(list), condition, source(value))
        }
        if let literal = map["literal"] {
            fields.check(map, keys: ["literal"], of: "a rule with 'literal'")
            return .literal(literal.description)
        }
        if let value = map["value"] {
            fields.check(map, keys: ["value", "values", "case", "swift"], of: "a rule with 'value'")
            let (values, textCase) = (translations(map["values"]), textCase(map["case"]))
            if let function = map["swift"] { return .function(fields.text(function, "'swift'") ?? "", source(value)) }
            return .translated(source(value), values: values, textCase: textCase)
        }
        return .object(Shape(rules: rules(map)))
    }

    private func path(_ value: DocumentValue) -> ValueSource {
        let text = value.string ?? ""
        if text == "me" { return .this }
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isPath = steps.allSatisfy { step in
            !step.isEmpty && step.utf8.allSatisfy { $0 == 0x5F || $0 == 0x2D || $0 == 0x3A || $0 == 0x2F || isAlphanumeric($0) }
        }
        if !isPath { fields.complain("asset-rule", "'\(text)' is no path", at: value) }
        return .path(steps)
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private func each(_ each: DocumentValue, _ map: DocumentValue) -> ValueSource {
        var shape = Shape()
        if let use = map["use"] {
            fields.check(map, keys: ["each", "use", "where"], of: "a rule with 'use'")
            guard let name = fields.text(use, "'use'"), let known = shapes[name] else {
                fields.complain("asset-rule", "there is no shape '\(use.string ?? "")'", at: use)
                return .first([])
            }
            shape = known
        } else {
            shape = self.shape(map)
        }
        return .each(source(each), condition: condition(map["where"]), shape: shape)
    }

    private func condition(_ map: DocumentValue?) -> ValueSource.Condition? {
        guard let map else { return nil }
        guard map.count == 1, let wanted = map.members.first else {
            fields.complain("asset-rule", "'where' is a map with one member: {member: text}", at: map)
            return nil
        }
        let text = wanted.value.string ?? wanted.value.description
        return ValueSource.Condition(member: wanted.key.text, text: text)
    }

    private func translations(_ map: DocumentValue?) -> [String: ValueSource.Translation] {
        var values: [String: ValueSource.Translation] = [:]
        if let map, map.kind != .map { fields.complain("content-wrong-type", "'values' must be a map of keys", at: map) }
        for (key, value) in map?.members ?? [] {
            switch value.kind {
            case .bool: values[key.text] = .bool(value.bool ?? false)
            case .int: values[key.text] = .number(value.int ?? 0)
            case .null: values[key.text] = .absent
            default: values[key.text] = .text(value.string ?? value.description)
            }
        }
        return values
    }

    private func textCase(_ value: DocumentValue?) -> ValueSource.TextCase? {
        guard let value else { return nil }
        let textCase = value.string.flatMap(ValueSource.TextCase.init(rawValue:))
        if textCase == nil { fields.complain("asset-rule", "'case' is pascal, upper or lower", at: value) }
        return textCase
    }
}
