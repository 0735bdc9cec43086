public import CEL

// The face of this target: a ``SigmaTranslator`` and a ``FalcoTranslator`` read rule files and give rules whose conditions are programs
// of the language, with ``RuleFunctions`` as their vocabulary and a ``FieldTable`` for the places of fields. What can't be said in the
// language exactly as the rule means it is a diagnostic, and the rule is left out: a rule is never made weaker.

/// What translators need to know about events.
public struct TranslationOptions: Sendable {
    /// Must know the variable that ``event`` begins with and ``RuleFunctions/all``.
    public var environment: Environment
    /// What holds the event's fields, as an expression: `event`, or `event.raw`.
    public var event: String
    public var fields: FieldTable
    /// What `%name%` stands for in values of Sigma rules with `|expand`, by name.
    public var placeholders: [String: [String]]

    public init(
        environment: Environment = RuleFunctions.environment(), event: String = "event", fields: FieldTable = .asWritten,
        placeholders: [String: [String]] = [:]
    ) {
        self.environment = environment
        self.event = event
        self.fields = fields
        self.placeholders = placeholders
    }

    /// `event.field("path")`; nil where the table has no place.
    func subject(_ field: RuleField) -> (subject: String, place: FieldTable.Place)? {
        guard let place = fields.place(of: field), !place.paths.isEmpty,
            place.paths.allSatisfy({ FieldPath.isPath($0) })
        else { return nil }
        return ("\(event).field(\(ConstantText.list(place.paths).joined(separator: ", ")))", place)
    }
}

/// What one file may hold: beyond it, it is no rule file.
enum RuleFileLimits {
    static let bytes = 8 << 20
    static let nodes = 500_000
    static let depth = 64
}
