/// A value that can't be told from the code alone, and all that is known of it nevertheless.
public final class HCLUnknown: Sendable {
    /// Why it is not known, in a few words.
    public struct Reason: Sendable, Hashable, CustomStringConvertible {
        public let description: String
        public init(_ description: String) { self.description = description }

        /// A resource's or a data source's attribute.
        public static let beforeApply = Reason("no value before apply")
        public static let noDefault = Reason("variable has no default")
        /// An expression could not be evaluated; a diagnostic says why.
        public static let error = Reason("could not be evaluated")
        /// A file, a digest or another thing that the caller did not provide.
        public static let notProvided = Reason("not available to the evaluation")
        /// `timestamp()`, `uuid()`.
        public static let everChanging = Reason("new at every run")
    }

    /// A piece of a text that is only partly known.
    public enum Part: Sendable {
        case literal(String)
        case unknown(HCLUnknown)
    }

    /// Where the lack of knowledge comes from: `var.bucket`, `aws_s3_bucket.logs.arn`; for derived values the first such cause.
    public let symbol: String
    public let reason: Reason
    /// True where this is not the symbol's own value but something computed from it: `lower(var.bucket)`.
    public let isDerived: Bool
    /// What the provider gives to a resource that this code makes, so that it is nobody else's: `aws_iam_policy.reader.arn`.
    public let isMade: Bool
    /// Its own value, or what holds all of it, is there: neither null nor an empty text.
    public let isSet: Bool
    /// ``HCLType/dynamic`` where not even the type is known.
    public let type: HCLType
    /// For a text: its pieces in order. Empty where nothing is known of it.
    public let parts: [Part]
    /// For `jsonencode(…)` of something with unknowns inside: the value that was encoded.
    public let encoded: HCLValue?
    /// All the values it may have, where they can be listed: the two branches of a condition that is not known.
    /// Of a rest of a list: elements that may be in it.
    public let alternatives: [HCLValue]
    let summary: ValueSummary

    public init(
        symbol: String, reason: Reason, isDerived: Bool = false, isMade: Bool = false, isSet: Bool = false, type: HCLType = .dynamic,
        parts: [Part] = [], encoded: HCLValue? = nil, alternatives: [HCLValue] = []
    ) {
        self.symbol = symbol
        self.reason = reason
        self.isDerived = isDerived
        self.isMade = isMade
        self.isSet = isSet
        self.type = type
        self.parts = parts
        self.encoded = encoded
        self.alternatives = alternatives
        var summary = ValueSummary()
        for value in alternatives { summary.add(value) }
        if let encoded { summary.add(encoded) }
        for case .unknown(let part) in parts { summary.add(.unknown(part)) }
        summary.containsUnknown = true
        summary.containsSensitive = false
        self.summary = summary
    }

    /// True where the value is unknown because of an error that was reported.
    public var isError: Bool { reason == .error }

    /// What a text is known to begin with.
    public var prefix: String {
        if case .literal(let text)? = parts.first { text } else { "" }
    }

    /// What a text is known to end with.
    public var suffix: String {
        if parts.count > 1, case .literal(let text)? = parts.last { text } else { "" }
    }

    /// The text with every unknown piece replaced by what `placeholder` says; nil where no pieces are known.
    public func text(placeholder: (HCLUnknown) -> String) -> String? {
        guard !parts.isEmpty else { return nil }
        var result = ""
        for part in parts {
            switch part {
            case .literal(let text): result += text
            case .unknown(let unknown): result += unknown.text(placeholder: placeholder) ?? placeholder(unknown)
            }
        }
        return result
    }

    /// Something computed from this value, of which nothing else is known.
    ///
    /// - Parameter holdsAll: all of the value can be told from the result, as from its Base64.
    public func derived(_ type: HCLType = .dynamic, holdsAll: Bool = false) -> HCLUnknown {
        HCLUnknown(symbol: symbol, reason: reason, isDerived: true, isSet: holdsAll && isSet, type: type)
    }

    /// A part of this value: `.name` or `[key]` appended to the symbol.
    public func member(_ step: String, type: HCLType = .dynamic) -> HCLUnknown {
        HCLUnknown(symbol: isDerived ? symbol : symbol + step, reason: reason, isDerived: isDerived, type: type)
    }

    func with(alternatives: [HCLValue]) -> HCLUnknown {
        HCLUnknown(symbol: symbol, reason: reason, isDerived: true, type: type, alternatives: alternatives)
    }

    func with(type: HCLType) -> HCLUnknown {
        guard self.type == .dynamic else { return self }
        return HCLUnknown(
            symbol: symbol, reason: reason, isDerived: isDerived, isMade: isMade, isSet: isSet, type: type, parts: parts, encoded: encoded,
            alternatives: alternatives)
    }

    /// One rest in place of several; nil for none.
    static func anyOf(_ unknowns: [HCLUnknown]) -> HCLUnknown? {
        guard let first = unknowns.first, unknowns.count > 1 else { return unknowns.first }
        var symbols: [String] = []
        for unknown in unknowns where !symbols.contains(unknown.symbol) { symbols.append(unknown.symbol) }
        return HCLUnknown(
            symbol: symbols.prefix(4).joined(separator: ", "), reason: first.reason, isDerived: true,
            alternatives: unknowns.flatMap { $0.alternatives.isEmpty ? [HCLValue.unknown($0)] : $0.alternatives })
    }
}
