/// A type of Terraform's language.
public indirect enum HCLType: Sendable, Hashable {
    /// Not known, or any: what `any` and untyped nulls have.
    case dynamic
    case bool, number, string
    case list(HCLType), set(HCLType), map(HCLType)
    case tuple([HCLType])
    case object([String: Field])

    /// An attribute of an object type.
    public struct Field: Sendable, Hashable {
        public var type: HCLType
        public var isOptional: Bool
        /// What an absent optional attribute gets; null where nil.
        public var fallback: HCLValue?

        public init(_ type: HCLType, isOptional: Bool = false, fallback: HCLValue? = nil) {
            self.type = type
            self.isOptional = isOptional
            self.fallback = fallback
        }
    }
}

extension HCLType: CustomStringConvertible {
    /// As Terraform writes it in a type constraint.
    public var description: String {
        switch self {
        case .dynamic: "any"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .list(let element): "list(\(element))"
        case .set(let element): "set(\(element))"
        case .map(let element): "map(\(element))"
        case .tuple(let elements): "tuple([\(elements.map(\.description).joined(separator: ", "))])"
        case .object(let fields):
            "object({\(fields.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.type)" }.joined(separator: ", "))})"
        }
    }

    /// A word for messages: `a list of string`.
    var name: String {
        switch self {
        case .dynamic: "a value of unknown type"
        case .bool: "a bool"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .set: "a set"
        case .map: "a map"
        case .tuple: "a tuple"
        case .object: "an object"
        }
    }
}

extension HCLValue {
    /// The type as far as the value shows it: an empty list's elements are ``HCLType/dynamic``.
    public var type: HCLType {
        switch kind {
        case .null: .dynamic
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .list(let value): .list(value.elementType)
        case .set(let value): .set(value.elementType)
        case .map(let value): .map(HCLType.common(value.entries.lazy.map(\.value.type)))
        case .tuple(let value): value.rest == nil ? .tuple(value.elements.map(\.type)) : .dynamic
        case .object(let value):
            value.rest == nil
                ? .object(Dictionary(uniqueKeysWithValues: value.entries.map { ($0.key, HCLType.Field($0.value.type)) })) : .dynamic
        case .unknown(let value): value.type
        }
    }

    /// What messages call the value's type.
    var typeName: String { isNull ? "null" : type.name }
}

extension HCLSequence {
    var elementType: HCLType { HCLType.common(elements.lazy.map(\.type)) }
}

extension HCLType {
    /// The type of elements that have been converted to one already: the first that says anything.
    static func common(_ types: some Sequence<HCLType>) -> HCLType { types.first { $0 != .dynamic } ?? .dynamic }

    /// True where some part of it is not known.
    var isOpen: Bool {
        switch self {
        case .dynamic: true
        case .bool, .number, .string: false
        case .list(let element), .set(let element), .map(let element): element.isOpen
        case .tuple(let elements): elements.contains(where: \.isOpen)
        case .object(let fields): fields.values.contains { $0.type.isOpen }
        }
    }
}
