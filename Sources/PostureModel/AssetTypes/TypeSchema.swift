/// The schema of one asset type's properties, which several types may share the definitions of.
public struct TypeSchema: Sendable {
    /// Tells schemas apart; types whose schemas have one name share their definitions. Names of definitions are shown behind it.
    public var name: String
    public var schema: PropertySchema
    /// The node that describes the properties as a whole.
    public var root: Int

    public init(name: String, schema: PropertySchema, root: Int = PropertySchema.root) {
        self.name = name
        self.schema = schema
        self.root = root
    }
}
