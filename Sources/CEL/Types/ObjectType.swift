/// A type with named fields, as declared beside what makes its values: `ObjectType("Policy", ["Version": .string])`.
public struct ObjectType: Hashable, Sendable {
    /// What `ValueType.object` calls it.
    public var name: String
    public var fields: [String: ValueType]

    public init(_ name: String, _ fields: [String: ValueType]) {
        self.name = name
        self.fields = fields
    }
}
