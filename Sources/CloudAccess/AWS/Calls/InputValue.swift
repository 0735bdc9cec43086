public import Document

/// A parameter of an operation: what a caller says before a protocol writes it.
///
/// Literals work: `["Filters": [["Name": "owner-id", "Values": ["111122223333"]]], "MaxResults": 100]`.
public indirect enum InputValue: Sendable, Hashable {
    case string(String)
    case int(Int64)
    case double(Double)
    case bool(Bool)
    case list([InputValue])
    /// Keys in the order they were said; protocols keep it.
    case map([(key: String, value: InputValue)])

    /// The value of a key; nil where this is no map or has no such key.
    public subscript(key: String) -> InputValue? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// Sets a key of a map; the value becomes a map where it is none.
    public mutating func set(_ key: String, _ value: InputValue) {
        var members: [(key: String, value: InputValue)] = []
        if case .map(let known) = self { members = known.filter { $0.key != key } }
        members.append((key, value))
        self = .map(members)
    }

    public static func == (a: InputValue, b: InputValue) -> Bool {
        switch (a, b) {
        case (.string(let a), .string(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.bool(let a), .bool(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Scalars as the text that paths, headers and query strings carry; lists and maps as JSON with sorted keys.
    public var text: String {
        switch self {
        case .string(let value): value
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): value ? "true" : "false"
        case .list, .map: JSONOutput.canonical(self)
        }
    }
}

extension InputValue {
    /// A value of a document; nothing that is null or unknown can be sent, nor anything deeper than 64 levels.
    public init?(_ value: DocumentValue) { self.init(value, depth: 0) }

    private init?(_ value: DocumentValue, depth: Int) {
        guard depth < 64 else { return nil }
        switch value.kind {
        case .string: self = .string(value.string ?? "")
        case .int: self = .int(value.int ?? 0)
        case .double: self = .double(value.double ?? 0)
        case .bool: self = .bool(value.bool ?? false)
        case .list:
            var elements: [InputValue] = []
            for element in value.elements {
                guard let element = InputValue(element, depth: depth + 1) else { return nil }
                elements.append(element)
            }
            self = .list(elements)
        case .map:
            var members: [(key: String, value: InputValue)] = []
            for member in value.members where !member.value.isNull {
                guard let value = InputValue(member.value, depth: depth + 1) else { return nil }
                members.append((member.key.text, value))
            }
            self = .map(members)
        default: return nil
        }
    }
}

extension InputValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: InputValue...) { self = .list(elements) }
    public init(dictionaryLiteral elements: (String, InputValue)...) { self = .map(elements.map { ($0.0, $0.1) }) }
}
