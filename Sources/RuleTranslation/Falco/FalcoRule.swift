public import SourceText

/// A Falco rule whose condition has become an expression.
public struct FalcoRule: Sendable {
    public var name: String
    /// `desc`.
    public var description: String?
    /// The alert's text, with `%field` in it.
    public var output: String?
    /// `EMERGENCY` … `DEBUG`, as the rule spells it.
    public var priority: String?
    /// Which events it is about: `syscall`, `k8s_audit`, `aws_cloudtrail` …
    public var source: String
    public var tags: [String]
    public var isEnabled: Bool
    public var condition: TranslatedCondition
    /// The rule in its file; the condition may have come from elsewhere.
    public var location: SourceLocation
}

/// What files of Falco rules gave.
public struct FalcoTranslation: Sendable {
    public var rules: [FalcoRule] = []
    /// Why rules are missing, and what else there is to say.
    public var diagnostics: [Diagnostic] = []
}
