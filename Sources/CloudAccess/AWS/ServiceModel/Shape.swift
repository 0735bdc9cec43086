public import Document

/// One type of a service's interface.
public struct Shape: Sendable {
    public enum Kind: String, Sendable {
        case structure, list, map, string, integer, long, float, double, boolean, blob, timestamp

        /// Those that hold nothing else.
        static let plain: [Kind] = [.string, .integer, .long, .float, .double, .boolean, .blob, .timestamp]
    }

    public var name: String
    public var kind: Kind
    /// Members of a structure.
    public var members: [Member] = []
    /// The element of a list.
    public var element: Member?
    /// Key and value of a map.
    public var key: Member?
    public var value: Member?
    /// The member that is the whole HTTP body.
    public var payload: String?
    /// Any JSON at all; read and written as it is.
    public var isDocument = false
    /// Members that an input must have.
    public var required: [String] = []

    /// The member of a name as callers write it.
    public func member(_ name: String) -> Member? {
        members.first { $0.name == name }
    }
}

/// A use of a shape inside another one, with the traits that say how it travels; a trait of the use hides that of the shape.
public struct Member: Sendable {
    public enum Location: String, Sendable {
        case uri, querystring, header, headers, statusCode
    }

    public enum TimestampFormat: String, Sendable {
        case iso8601, unixTimestamp, rfc822
    }

    /// The name that callers and answers use.
    public var name: String
    /// Index into ``ServiceModel/shapes``.
    public var shape: Int
    public var location: Location?
    public var locationName: String?
    /// The name in `ec2` requests where it is not the capitalised ``locationName``.
    public var queryName: String?
    public var isFlattened = false
    public var isXMLAttribute = false
    public var isHostLabel = false
    /// Holds a secret (the model says so); recordings leave it out.
    public var isSensitive = false
    public var xmlNamespace: XMLNamespace?
    public var timestampFormat: TimestampFormat?

    /// ``name`` as a document's key.
    public let symbol: Symbol
    /// The name on the wire.
    public var wireName: String { locationName ?? name }
    /// The element's name in XML answers: a flattened list goes by the name of its elements, if they have one.
    var xmlName: [UInt8]
    /// The key in JSON answers.
    let jsonSymbol: Symbol

    init(name: String, shape: Int, locationName: String?) {
        self.name = name
        self.shape = shape
        self.locationName = locationName
        symbol = Symbol(name)
        jsonSymbol = Symbol(locationName ?? name)
        xmlName = Array((locationName ?? name).utf8)
    }
}

public struct XMLNamespace: Sendable, Hashable {
    public var uri: String
    public var prefix: String?
}
