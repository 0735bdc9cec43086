/// A condition operator's name taken apart: `ForAnyValue:StringLikeIfExists`.
///
/// Source: `reference_policies_elements_condition_operators.html`, `reference_policies_condition-single-vs-multi-valued-context-keys.html`.
public struct ConditionOperator: Hashable, Sendable {
    public enum Quantifier: String, Sendable { case forAllValues = "ForAllValues:", forAnyValue = "ForAnyValue:" }

    /// The operator itself, in AWS's spelling.
    public enum Base: String, Sendable, CaseIterable {
        case stringEquals = "StringEquals"
        case stringNotEquals = "StringNotEquals"
        case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
        case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
        case stringLike = "StringLike"
        case stringNotLike = "StringNotLike"
        case numericEquals = "NumericEquals"
        case numericNotEquals = "NumericNotEquals"
        case numericLessThan = "NumericLessThan"
        case numericLessThanEquals = "NumericLessThanEquals"
        case numericGreaterThan = "NumericGreaterThan"
        case numericGreaterThanEquals = "NumericGreaterThanEquals"
        case dateEquals = "DateEquals"
        case dateNotEquals = "DateNotEquals"
        case dateLessThan = "DateLessThan"
        case dateLessThanEquals = "DateLessThanEquals"
        case dateGreaterThan = "DateGreaterThan"
        case dateGreaterThanEquals = "DateGreaterThanEquals"
        case bool = "Bool"
        case binaryEquals = "BinaryEquals"
        case ipAddress = "IpAddress"
        case notIpAddress = "NotIpAddress"
        case arnEquals = "ArnEquals"
        case arnNotEquals = "ArnNotEquals"
        case arnLike = "ArnLike"
        case arnNotLike = "ArnNotLike"
        case null = "Null"

        private static let byFoldedName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

        init?(folded name: Substring) {
            guard let base = Base.byFoldedName[String(name)] else { return nil }
            self = base
        }

        /// Holds where the key has none of the values, and also where the request has no such key.
        public var isNegated: Bool {
            switch self {
            case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals,
                .notIpAddress, .arnNotEquals, .arnNotLike:
                true
            default: false
            }
        }

        /// Whether `*` and `?` in its values stand for other characters. `ArnEquals` and `ArnLike` behave identically.
        public var takesWildcards: Bool {
            switch self {
            case .stringLike, .stringNotLike, .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: true
            default: false
            }
        }
    }

    public var quantifier: Quantifier?
    public var base: Base
    /// The condition holds too where the request has no such key.
    public var ifExists: Bool

    /// Nil for an operator that AWS does not have. Case does not matter.
    public init?(_ name: String) {
        var text = Substring(name.lowercased())
        if text.hasPrefix("forallvalues:") {
            quantifier = .forAllValues
            text = text.dropFirst("forallvalues:".count)
        } else if text.hasPrefix("foranyvalue:") {
            quantifier = .forAnyValue
            text = text.dropFirst("foranyvalue:".count)
        }
        ifExists = text.hasSuffix("ifexists")
        if ifExists { text = text.dropLast("ifexists".count) }
        guard let base = Base(folded: text), !(ifExists && base == .null) else { return nil }
        self.base = base
    }

    /// In AWS's spelling.
    public var text: String { (quantifier?.rawValue ?? "") + base.rawValue + (ifExists ? "IfExists" : "") }

    /// A request without the key satisfies it.
    public var holdsWhenAbsent: Bool { ifExists || quantifier == .forAllValues || (base.isNegated && quantifier == nil) }
}
