/// A Sigma correlation: what counts or orders the matches of other rules. It is described, not translated: correlation is an operator
/// around the language, not an expression in it.
public struct SigmaCorrelation: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case eventCount = "event_count"
        case valueCount = "value_count"
        case valueSum = "value_sum"
        case valueAverage = "value_avg"
        case valuePercentile = "value_percentile"
        case valueMedian = "value_median"
        case temporal
        case temporalOrdered = "temporal_ordered"
    }

    /// A bound on what is counted.
    public struct Bound: Hashable, Sendable {
        /// As the specification names them.
        public enum Comparison: String, Sendable {
            case less = "lt", atMost = "lte", greater = "gt", atLeast = "gte", equal = "eq", other = "neq"
        }

        public var comparison: Comparison
        public var value: Double

        public init(_ comparison: Comparison, _ value: Double) {
            self.comparison = comparison
            self.value = value
        }
    }

    public var description: SigmaRule.Description
    public var kind: Kind
    /// The rules it watches, by id or name, in order.
    public var rules: [String]
    /// Fields whose values tell groups apart; aliases where ``aliases`` has them.
    public var groupBy: [String]
    /// Seconds.
    public var timespan: Int64
    /// All must hold. Empty for temporal correlations that want every rule.
    public var bounds: [Bound]
    /// The fields whose values are counted.
    public var fields: [String]
    /// Which one, for ``Kind/valuePercentile``.
    public var percentile: Double?
    /// A condition over the rules' names, where a temporal correlation has one.
    public var expression: String?
    /// Alias, then rule, then that rule's field.
    public var aliases: [String: [String: String]]
    /// The rules it watches are to be judged on their own as well.
    public var generatesRules: Bool
}
