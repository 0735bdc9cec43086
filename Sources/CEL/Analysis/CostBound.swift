public import SourceText

/// How large the values are taken to be when a program's cost is estimated without evaluating it.
///
/// A list in a list costs no more than the document has room for: of ten thousand values, a thousand statements have ten
/// actions each, taken together, not a thousand each. So these are limits of a whole document, and of one value in it.
public struct CostAssumptions: Sendable, Hashable {
    /// Values in one document, its lists, maps and all that is in them counted. What one call of a host function gives counts as a
    /// document too, related assets taken together.
    public var values: Int
    /// Elements of one list, entries of one map. A thousand is what the largest collections of one resource may have
    /// (rules of a security group, routes of a route table, targets of a target group: AWS's service quotas).
    public var elements: Int
    /// Bytes of all texts in one document.
    public var bytes: Int
    /// Bytes of one text. Policies have at most 20,480 characters (IAM's and S3's quotas), user data 16 KB before Base64.
    public var textLength: Int
    /// Instructions of a compiled regular expression that is no constant; about one a byte.
    public var patternSize: Int

    public init(
        values: Int = 10_000, elements: Int = 1000, bytes: Int = 1 << 20, textLength: Int = 32 << 10, patternSize: Int = 128
    ) {
        self.values = max(1, values)
        self.elements = max(1, elements)
        self.bytes = max(1, bytes)
        self.textLength = max(1, textLength)
        self.patternSize = max(1, patternSize)
    }
}

/// What a program may cost at most for it to be compiled; see ``Environment/costLimit``.
public struct CostLimit: Sendable, Hashable {
    /// About a hundred million a second.
    public var steps: Int
    public var assumptions: CostAssumptions

    public init(steps: Int, assumptions: CostAssumptions = CostAssumptions()) {
        self.steps = steps
        self.assumptions = assumptions
    }
}

/// What a program costs at most.
public struct CostBound: Sendable, Hashable {
    /// In the steps that ``Activation/costLimit`` counts.
    public var steps: Int
    /// The innermost loop or call that makes up at least half of it, in the expression's text; nil where none does.
    public var place: SourceRange?
    /// What this part costs in all its rounds.
    public var placeSteps: Int
    /// How often this part runs.
    public var placeRuns: Int
}

extension Program {
    /// What an evaluation costs at most, documents being no larger than ``CostAssumptions`` has them.
    public var costBound: CostBound { costBound(assuming: CostAssumptions()) }

    public func costBound(assuming assumptions: CostAssumptions) -> CostBound {
        CostEstimator.bound(of: self, assuming: assumptions)
    }
}

extension CostBound {
    func issue(over limit: CostLimit, in tree: SyntaxTree) -> Issue? {
        guard steps > limit.steps else { return nil }
        let root = tree[tree.root].range
        let place = place ?? root
        var message = "the expression may take \(CostBound.shown(steps)) steps, and the limit is \(CostBound.shown(limit.steps))"
        if place != root || placeRuns > 1 {
            message += "; this part takes \(CostBound.shown(placeSteps)) of them"
            if placeRuns > 1 { message += " in \(CostBound.shown(placeRuns)) rounds" }
        }
        return Issue(
            .cost, message, place,
            hint: "filter before the inner loop, ask with 'in' or sets.contains() instead of a loop, "
                + "make what does not change once with cel.bind(), or split the condition")
    }

    /// `1.2 million`: the order of magnitude is what counts.
    static func shown(_ steps: Int) -> String {
        for (unit, name) in [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")] where steps >= unit {
            let tenths = steps / (unit / 10)
            if tenths >= 10_000_000 { return "more than a million trillion" }
            return tenths % 10 == 0 || tenths >= 1000 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
        }
        return "\(steps)"
    }
}
