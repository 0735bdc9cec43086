public import CEL
import Document

extension AssetShaper {
    /// The functions that belong to no other station.
    public static let standardFunctions: [String: ShapeFunction] = [
        "cannedACL": cannedACL, "environmentVariables": EnvironmentVariables.shape, "isPresent": isPresent,
        "resourceName": ResourceName.shape, "secretKinds": secretKinds,
    ]

    /// What each of them makes, as controls see it.
    public static let standardForms: [String: ValueType] = [
        "cannedACL": .string, "environmentVariables": .list(.object(EnvironmentVariables.type.name)), "isPresent": .bool, "resourceName": .string,
        "secretKinds": .list(.string),
    ]

    /// The types with fields among them.
    public static let standardTypes: [ObjectType] = [EnvironmentVariables.type]

    /// Those that look into what is known of a value that is not known as a whole, and keep none of it.
    static let functionsOfUnknowns: Set<String> = ["secretKinds"]

    /// True, for what is there at all.
    private static let isPresent: ShapeFunction = { value, builder in
        builder.originate(from: value)
        builder.bool(true)
    }
}

extension DocumentBuilder {
    /// The next value comes from where another one does.
    func originate(from value: DocumentValue) {
        guard let origin = value.origin else { return }
        let sources = value.document.sources
        guard sources.indices.contains(Int(origin.source)) else { return }
        self.origin(Origin(source: source(sources[Int(origin.source)]), range: origin.range))
    }
}
