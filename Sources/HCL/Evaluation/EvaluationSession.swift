public import SourceText

/// How far an evaluation may go. Past a limit there is one diagnostic and the value is unknown.
public struct EvaluationLimits: Sendable {
    /// Expressions evaluated in one session.
    public var steps: Int
    /// Expressions inside one another, through variables and locals too.
    public var depth: Int
    /// Values in one value, counted as often as they occur in it.
    public var weight: Int
    /// How deep one value may nest.
    public var nesting: Int
    /// Bytes of one string.
    public var stringBytes: Int

    public init(
        steps: Int = 5_000_000, depth: Int = 300, weight: Int = 1_000_000, nesting: Int = 100, stringBytes: Int = 4 << 20
    ) {
        self.steps = steps
        self.depth = depth
        self.weight = weight
        self.nesting = nesting
        self.stringBytes = stringBytes
    }
}

/// What the evaluations of one run share: their budget and their diagnostics. For one thread at a time.
public final class EvaluationSession {
    public let limits: EvaluationLimits
    /// Functions that stand for the standard ones of these names, in every scope.
    let functions: [String: HCLFunction]
    public private(set) var diagnostics: [Diagnostic] = []
    public private(set) var steps = 0
    private(set) var depth = 0
    private var saidLimits: Set<String> = []

    public init(limits: EvaluationLimits = EvaluationLimits(), functions: [HCLFunction] = []) {
        self.limits = limits
        self.functions = Dictionary(functions.map { ($0.name, $0) }) { _, last in last }
    }

    public func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Takes the diagnostics out, for a caller that keeps them elsewhere.
    public func takeDiagnostics() -> [Diagnostic] {
        defer { diagnostics = [] }
        return diagnostics
    }

    /// Runs something and hands over the diagnostics it made instead of keeping them, as `try` and `can` do.
    ///
    /// A scope that remembers the values of locals captures their diagnostics with this and reports them itself: otherwise those
    /// of a local that is first met inside `try` are lost.
    public func capturing<Result>(_ body: () -> Result) -> (result: Result, diagnostics: [Diagnostic]) {
        let before = diagnostics
        diagnostics = []
        let result = body()
        let made = diagnostics
        diagnostics = before
        return (result, made)
    }

    /// Counts one expression; false where the budget is spent.
    func enter() -> Bool {
        steps &+= 1
        depth += 1
        return steps <= limits.steps && depth <= limits.depth
    }

    func leave() { depth -= 1 }

    /// Counts work that is no expression of its own, such as a comparison of every pair; false where the budget is spent.
    public func spend(_ count: Int) -> Bool {
        let (sum, overflow) = steps.addingReportingOverflow(count)
        steps = overflow ? Int.max - 1 : sum
        return steps <= limits.steps
    }

    /// Counts the work of walking through a whole value; false where the budget is spent.
    public func pay(forWalking value: HCLValue) -> Bool { spend(value.work) }

    /// Which limit stopped it, said once each.
    func reportLimit(_ evaluator: Evaluator, _ range: SourceRange) {
        let message =
            depth > limits.depth
            ? "expressions refer to one another more than \(limits.depth) deep" : "the evaluation takes more than \(limits.steps) steps"
        guard saidLimits.insert(message).inserted else { return }
        evaluator.report("hcl-evaluation-limit", message, at: range)
    }
}
