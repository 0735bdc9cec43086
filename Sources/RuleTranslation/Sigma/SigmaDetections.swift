import CEL
import Document
import SourceText

/// The `detection` of a rule: named selections, and the condition that joins them.
struct SigmaDetections {
    let text: RuleText
    let options: TranslationOptions
    /// Fields that were read.
    private(set) var fields: Set<String> = []

    init(text: RuleText, options: TranslationOptions) {
        self.text = text
        self.options = options
    }

    mutating func read(_ detection: DocumentValue) throws(Diagnostic) -> RuleExpression {
        guard detection.kind == .map else { throw text.failure("sigma-detection", "'detection' is a map of selections", detection) }
        if let timeframe = detection["timeframe"] {
            throw text.failure(
                "sigma-aggregation", "'timeframe' belongs to an aggregation, which Sigma has given up", timeframe,
                hint: "write a correlation rule around this one")
        }
        var selections: [SigmaCondition.Selection] = []
        for (key, value) in detection.members where key.text != "condition" {
            selections.append(SigmaCondition.Selection(name: key.text, expression: try selection(value, value)))
        }
        guard let condition = detection["condition"] else {
            throw text.failure("sigma-condition", "the detection has no condition", detection)
        }
        let conditions = condition.kind == .list ? condition.elements : [condition]
        var parts: [RuleExpression] = []
        var budget = SigmaCondition.expansionLimit
        for condition in conditions {
            guard let spelled = condition.string else { throw text.failure("sigma-condition", "a condition is a text", condition) }
            var parser = SigmaCondition(spelled, condition, text, selections, budget)
            parts.append(try parser.parse())
            budget = parser.budget
        }
        guard !parts.isEmpty else { throw text.failure("sigma-condition", "the detection has no condition", condition) }
        return .any(parts)
    }

    // MARK: selections

    private mutating func selection(_ value: DocumentValue, _ outer: DocumentValue) throws(Diagnostic) -> RuleExpression {
        switch value.kind {
        case .map:
            var parts: [RuleExpression] = []
            for (key, item) in value.members { parts.append(try self.item(key.text, item)) }
            guard !parts.isEmpty else { throw text.failure("sigma-selection", "the selection is empty", value) }
            return .all(parts)
        case .list:
            let elements = value.elements
            guard !elements.isEmpty else { throw text.failure("sigma-selection", "the selection is empty", value) }
            if !elements.contains(where: { $0.kind == .map || $0.kind == .list }) { return try item("", value) }
            var parts: [RuleExpression] = []
            for element in elements { parts.append(try selection(element, value)) }
            return .any(parts)
        case .null:
            throw text.failure("sigma-selection", "the selection is empty", value)
        default: return try item("", value)
        }
    }

    /// `field|modifier: value`.
    private mutating func item(_ key: String, _ value: DocumentValue) throws(Diagnostic) -> RuleExpression {
        let names = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let field = names.first ?? ""
        let elements = value.kind == .list ? value.elements : [value]
        guard !elements.isEmpty else {
            throw text.failure(
                "sigma-value", "the list of values is empty", value, hint: "'' matches an empty value, null one that is missing")
        }
        var values = SigmaValues(text: text, range: text.range(value), placeholders: options.placeholders)
        try values.take(elements)
        try values.apply(Array(names.dropFirst()))
        if field.isEmpty { return try SigmaKeywords(text: text, event: options.event).expression(values) }
        fields.insert(field)
        guard let subject = options.subject(RuleField(field)) else {
            throw unmapped(field, value)
        }
        return try values.expression(subject.subject) { name throws(Diagnostic) in
            fields.insert(name)
            guard let other = options.subject(RuleField(name)) else { throw unmapped(name, value) }
            return other.subject
        } exists: {
            let paths = ConstantText.list(subject.place.paths).joined(separator: ", ")
            return RuleTest(subject: options.event, function: "hasField", values: [paths], range: text.range(value))
        }
    }

    private func unmapped(_ field: String, _ value: DocumentValue) -> Diagnostic {
        text.failure(
            "rule-field-unmapped", "events have no field '\(field)'", value,
            hint: "give it a place in the field table, or leave the rule out")
    }
}
