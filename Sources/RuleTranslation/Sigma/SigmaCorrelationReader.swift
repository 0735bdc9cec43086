import Document
import SourceText

/// Reads the `correlation` of a rule.
struct SigmaCorrelationReader {
    let text: RuleText

    func read(
        _ value: DocumentValue, _ root: DocumentValue, _ description: SigmaRule.Description
    ) throws(Diagnostic) -> SigmaCorrelation {
        guard value.kind == .map else { throw text.failure("sigma-correlation", "'correlation' is a map", value) }
        let type = text.text(value["type"]) ?? ""
        guard let kind = SigmaCorrelation.Kind(rawValue: type) else {
            throw text.failure(
                "sigma-correlation", "there is no correlation type '\(type)'", value["type"] ?? value,
                hint: "it is one of " + SigmaCorrelation.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            )
        }
        let rules = text.texts(value["rules"])
        guard !rules.isEmpty else { throw text.failure("sigma-correlation", "a correlation names the rules it watches", value) }
        guard let timespan = value["timespan"], let spelled = text.text(timespan), let seconds = Self.seconds(spelled) else {
            throw text.failure(
                "sigma-correlation", "a correlation has a time span such as 30s, 15m, 1h or 7d", value["timespan"] ?? value)
        }
        var correlation = SigmaCorrelation(
            description: description, kind: kind, rules: rules, groupBy: text.texts(value["group-by"]), timespan: seconds, bounds: [],
            fields: [], percentile: nil, expression: nil, aliases: [:],
            generatesRules: (value["generate"] ?? root["generate"])?.bool ?? false)
        for alias in value["aliases"]?.members ?? [] {
            var fields: [String: String] = [:]
            for member in alias.value.members { fields[member.key.text] = text.text(member.value) }
            correlation.aliases[alias.key.text] = fields
        }
        if let condition = value["condition"] { try read(condition, into: &correlation) }
        try check(correlation, value)
        return correlation
    }

    private func read(_ condition: DocumentValue, into correlation: inout SigmaCorrelation) throws(Diagnostic) {
        if let expression = condition.string {
            correlation.expression = expression
            return
        }
        guard condition.kind == .map else { throw text.failure("sigma-correlation", "the condition is a map such as 'gte: 10'", condition) }
        for (key, value) in condition.members {
            switch key.text {
            case "field": correlation.fields = text.texts(value)
            case "percentile": correlation.percentile = value.double
            default:
                guard let comparison = SigmaCorrelation.Bound.Comparison(rawValue: key.text) else {
                    throw text.failure(
                        "sigma-correlation", "there is no comparison '\(key.text)'", value, hint: "it is one of gt, gte, lt, lte, eq, neq")
                }
                guard let number = value.double, number.isFinite else {
                    throw text.failure("sigma-correlation", "'\(key.text)' wants a number", value)
                }
                correlation.bounds.append(SigmaCorrelation.Bound(comparison, number))
            }
        }
    }

    private func check(_ correlation: SigmaCorrelation, _ value: DocumentValue) throws(Diagnostic) {
        switch correlation.kind {
        case .temporal, .temporalOrdered: return
        case .eventCount: break
        default:
            guard !correlation.fields.isEmpty else {
                throw text.failure(
                    "sigma-correlation", "\(correlation.kind.rawValue) wants 'field' in its condition", value["condition"] ?? value)
            }
        }
        guard !correlation.bounds.isEmpty else {
            throw text.failure(
                "sigma-correlation", "\(correlation.kind.rawValue) wants a bound such as 'gte: 10'", value["condition"] ?? value)
        }
    }

    /// `90m` in seconds; nil where it is no time span, or one of more than a hundred years.
    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let last = text.last, let unit = units[last] else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty, digits.count <= 10, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(digits),
            count > 0
        else { return nil }
        let (seconds, isOver) = count.multipliedReportingOverflow(by: unit)
        return isOver || seconds > 3_155_760_000 ? nil : seconds
    }
}
