/// How a provider's API answers become assets of a type.
public struct LiveFace: Sendable {
    /// The call that lists the assets.
    public var list: Call
    /// Where the items stand in its answer; a single map is one item.
    public var items: [String]
    /// Global services are asked once, others in every region.
    public var isGlobal: Bool
    /// One asset an account (or region) that always exists, also where the call says there is nothing.
    public var isSingleton: Bool
    /// Calls about each item, by the name that rules use.
    public var calls: [NamedCall]
    public var rules: [PropertyRule]
    /// The item's own members meet the schema by name before the rules are applied.
    public var matchesAll: Bool
    /// Where an item says its region (S3 lists buckets of all regions).
    public var region: [String]?
    /// Paths of answers (`item.Owner`, `acl.Owner.ID`) that are left out on purpose, with all below them.
    public var ignored: [[String]]

    public init(
        list: Call, items: [String], isGlobal: Bool = false, isSingleton: Bool = false, calls: [NamedCall] = [],
        rules: [PropertyRule] = [], matchesAll: Bool = false, region: [String]? = nil, ignored: [[String]] = []
    ) {
        self.list = list
        self.items = items
        self.isGlobal = isGlobal
        self.isSingleton = isSingleton
        self.calls = calls
        self.rules = rules
        self.matchesAll = matchesAll
        self.region = region
        self.ignored = ignored
    }

    public struct Call: Sendable, Hashable {
        /// `s3`
        public var service: String
        /// `GetBucketPolicy`
        public var operation: String
        public var input: [String: Input]
        /// Error codes that say "there is none", which is an answer.
        public var absentCodes: Set<String>

        public init(service: String, operation: String, input: [String: Input] = [:], absentCodes: Set<String> = []) {
            self.service = service
            self.operation = operation
            self.input = input
            self.absentCodes = absentCodes
        }

        /// `s3:GetBucketPolicy`
        public var name: String { "\(service):\(operation)" }
    }

    public struct NamedCall: Sendable {
        public var name: String
        public var call: Call
        /// Asked once for each element of an earlier answer's list; nil: asked once an item.
        ///
        /// In inputs, `each` is the element. The answer is then a list with one map an element, in their order: `of`, the element
        /// itself, and `answer`, what the provider said (left out where it says there is none, unknown where it was not collected).
        /// Where the list itself was not collected, neither is the answer.
        public var each: [String]?

        public init(name: String, call: Call, each: [String]? = nil) {
            self.name = name
            self.call = call
            self.each = each
        }
    }

    public indirect enum Input: Sendable, Hashable {
        /// From the item (`item.Name`), an earlier call's answer, the element of `each`, or the run (`account.id`).
        case path([String])
        /// As JSON.
        case literal(String)
        /// A list in which some elements are paths.
        case list([Input])
        /// An object in which some members are paths.
        case map([String: Input])
    }
}
