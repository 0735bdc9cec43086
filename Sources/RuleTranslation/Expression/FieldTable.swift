/// A field as a rule names it.
public struct RuleField: Hashable, Sendable {
    /// `eventName`, `proc.aname`.
    public var name: String
    /// What stands in brackets behind it, in Falco rules: `2` of `proc.aname[2]`.
    public var argument: String?

    public init(_ name: String, argument: String? = nil) {
        self.name = name
        self.argument = argument
    }

    /// As the rule writes it.
    public var text: String { argument.map { "\(name)[\($0)]" } ?? name }
}

/// Where the fields of rules stand in events.
public struct FieldTable: Sendable {
    /// Where one field stands.
    public struct Place: Hashable, Sendable {
        /// Paths into the event, such as `userIdentity.type` (``RuleFunctions``). Several: a value at any of them counts.
        public var paths: [String]
        /// The values are addresses, and what they are compared with are networks.
        public var isNetwork: Bool

        public init(_ paths: String..., isNetwork: Bool = false) {
            self.paths = paths
            self.isNetwork = isNetwork
        }
    }

    private let find: @Sendable (RuleField) -> Place?

    /// - Parameter find: the place of a field; nil where events have no such field, which makes the rules that use it
    ///   untranslatable.
    public init(_ find: @escaping @Sendable (RuleField) -> Place?) { self.find = find }

    /// Every field stands at its own name, brackets included.
    public static let asWritten = FieldTable { Place($0.text) }

    /// Every field stands at its own name below a path: `output_fields` in what Falco writes.
    public static func below(_ path: String) -> FieldTable { FieldTable { Place("\(path).\($0.text)") } }

    /// Only these fields, by the name that the rule gives them.
    public static func only(_ places: [String: Place]) -> FieldTable { FieldTable { places[$0.text] } }

    public func place(of field: RuleField) -> Place? { find(field) }
}
