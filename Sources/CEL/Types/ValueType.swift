/// A type of the language, as the checker knows it.
public indirect enum ValueType: Hashable, Sendable {
    /// Not known before evaluation; agrees with every type.
    case dynamic
    case null, bool, int, uint, double, string, bytes
    case timestamp, duration
    case list(ValueType)
    case map(ValueType, ValueType)
    /// A value that may be absent: what `a.?b` gives.
    case optional(ValueType)
    /// The type of a type: `int`, as a value.
    case type(ValueType)
    /// A type with named fields that a ``TypeProvider`` knows. At run time it's a map.
    case object(String)
    /// A type that only functions look into, such as `net.IP`.
    case opaque(String, [ValueType])
    /// A primitive type or null.
    case wrapper(ValueType)
    /// Stands for any one type within one declaration.
    case parameter(String)
    /// The checker has already complained; agrees with every type, so that one mistake gives one message.
    case error

    var isDynamic: Bool { self == .dynamic || self == .error }
}

extension ValueType: CustomStringConvertible {
    /// As declarations write it: `map(string, list(int))`.
    public var description: String {
        switch self {
        case .dynamic: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .optional(let value): "optional_type(\(value))"
        case .type(let value): "type(\(value))"
        case .object(let name): name
        case .opaque(let name, let parameters):
            parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
        case .wrapper(let value): "wrapper(\(value))"
        case .parameter(let name): name
        case .error: "an erroneous type"
        }
    }

    /// The name that `type(x)` gives at run time.
    var runtimeName: String {
        switch self {
        case .list: "list"
        case .map, .object: "map"
        case .optional: "optional_type"
        case .type: "type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .opaque(let name, _): name
        default: description
        }
    }
}

/// Knows types with named fields, such as the schemas of assets.
public protocol TypeProvider: Sendable {
    /// Whether there is a type of this name.
    func hasType(_ name: String) -> Bool
    /// The type of a field; nil where the type has no such field.
    func fieldType(_ field: String, of type: String) -> ValueType?
    /// All fields of a type, for suggestions.
    func fieldNames(of type: String) -> [String]
    /// Where a field stands that the type does not have itself, as a path from it; nil where that isn't known.
    func place(of field: String, below type: String) -> String?
    /// The type with the fields of both, for lists and results that mix them; nil where the two have nothing in common.
    func union(of first: String, _ second: String) -> String?
}

extension TypeProvider {
    public func place(of field: String, below type: String) -> String? { nil }
    public func union(of first: String, _ second: String) -> String? { nil }
}

/// A function, or one of its forms, by the types it takes.
public struct Overload: Hashable, Sendable {
    public var id: String
    /// For a member function the first is what stands before the dot.
    public var parameters: [ValueType]
    public var result: ValueType
    /// Called as `x.f(y)`; otherwise as `f(x, y)`.
    public var isMember: Bool
    /// The last parameter may be given any number of times, but at least once.
    public var isVariadic: Bool

    public init(
        _ id: String, _ parameters: [ValueType], _ result: ValueType, isMember: Bool = false, isVariadic: Bool = false
    ) {
        self.id = id
        self.parameters = parameters
        self.result = result
        self.isMember = isMember
        self.isVariadic = isVariadic
    }

    func accepts(count: Int) -> Bool { isVariadic ? count >= parameters.count : count == parameters.count }

    func parameter(_ index: Int) -> ValueType { parameters[min(index, parameters.count - 1)] }
}
