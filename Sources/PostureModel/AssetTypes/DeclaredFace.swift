/// How a code format's resources become assets of a type.
public struct DeclaredFace: Sendable {
    /// The format's own names for the resource.
    public var resources: [String]
    public var parts: [Part]
    /// Rules by property path. A member of the resource that no rule names is matched by its name where `matchesAll`.
    public var rules: [PropertyRule]
    /// The resource's own members meet the schema by name before the rules are applied.
    public var matchesAll: Bool
    public var defaults: [AssetType.Default]

    public init(
        resources: [String], parts: [Part] = [], rules: [PropertyRule] = [], matchesAll: Bool = false,
        defaults: [AssetType.Default] = []
    ) {
        self.resources = resources
        self.parts = parts
        self.rules = rules
        self.matchesAll = matchesAll
        self.defaults = defaults
    }

    /// Another resource that belongs to the asset.
    public struct Part: Sendable {
        /// What rules call it.
        public var name: String
        public var resource: String
        /// The path of the attribute that points at the owner.
        public var attribute: [String]
        /// The attribute is a list: the part belongs to each owner that it names.
        public var isAttributeList: Bool
        /// An owner may have many.
        public var isMany: Bool

        public init(name: String, resource: String, attribute: [String], isAttributeList: Bool, isMany: Bool) {
            self.name = name
            self.resource = resource
            self.attribute = attribute
            self.isAttributeList = isAttributeList
            self.isMany = isMany
        }
    }
}

/// One property and where its value comes from.
public struct PropertyRule: Sendable {
    public var path: PropertyPath
    public var source: ValueSource

    public init(path: PropertyPath, source: ValueSource) {
        self.path = path
        self.source = source
    }
}

/// Where a value comes from: the words of the format.
public indirect enum ValueSource: Sendable {
    /// From a variable (`self`, a part, `item`, a call, `it`) down its members; steps through blocks of one.
    case path([String])
    /// The first that says something; for lists, all of them one behind the other.
    case first([ValueSource])
    /// Of a list's elements the first that meets the condition; its value is what the second source says, the element being `it`.
    case pick(ValueSource, Condition, ValueSource)
    /// Every element of a source, each shaped.
    case each(ValueSource, condition: Condition?, shape: Shape)
    /// Values translated, and texts brought to a case.
    case translated(ValueSource, values: [String: Translation], textCase: TextCase?)
    /// A named Swift function over a source.
    case function(String, ValueSource)
    /// An object, member by member.
    case object(Shape)
    /// Always this value, as JSON.
    case literal(String)
    /// A reference to the asset itself.
    case this

    public enum Translation: Sendable, Hashable {
        case text(String)
        case bool(Bool)
        case number(Int64)
        /// The value says nothing.
        case absent
    }

    public enum TextCase: String, Sendable {
        /// `public-read` → `PublicRead`.
        case pascal
        case upper
        case lower

        public func apply(to text: String) -> String {
            switch self {
            case .upper: text.uppercased()
            case .lower: text.lowercased()
            case .pascal: text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            }
        }
    }

    /// Only elements whose member has this text.
    public struct Condition: Sendable {
        public var member: String
        public var text: String

        public init(member: String, text: String) {
            self.member = member
            self.text = text
        }
    }
}

/// How one element is mapped.
public struct Shape: Sendable {
    /// The element's own members are matched by name first.
    public var matchesAll: Bool
    public var rules: [PropertyRule]
    /// One entry for each value of these members instead of one entry an element.
    public var spread: [PropertyRule]

    public init(matchesAll: Bool = false, rules: [PropertyRule] = [], spread: [PropertyRule] = []) {
        self.matchesAll = matchesAll
        self.rules = rules
        self.spread = spread
    }
}
