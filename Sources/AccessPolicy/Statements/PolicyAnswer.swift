public import Document

/// What can be said to a question about a policy.
public enum PolicyVerdict: Sendable, Hashable {
    case no, yes
    /// It depends on something that is not known or was not understood.
    case unknown
}

/// A verdict and the node of the policy that decided it, so that evidence can point at it.
public struct PolicyAnswer {
    public var verdict: PolicyVerdict
    /// For unknown: what is not known. Nil where nothing in the policy decided, as for an absent element.
    /// Valid as long as the policy's document lives.
    public var node: NodePointer?
    /// For unknown: what would tell, where that is no part of the policy.
    var cause: Unknown?

    public init(_ verdict: PolicyVerdict, _ node: NodePointer? = nil) {
        self.verdict = verdict
        self.node = node
    }

    static func yes(_ node: NodePointer?) -> PolicyAnswer { PolicyAnswer(.yes, node) }
    static func no(_ node: NodePointer? = nil) -> PolicyAnswer { PolicyAnswer(.no, node) }
    static func unknown(_ node: NodePointer?) -> PolicyAnswer { PolicyAnswer(.unknown, node) }

    public var isYes: Bool { verdict == .yes }
    public var isNo: Bool { verdict == .no }
    public var isUnknown: Bool { verdict == .unknown }

    /// The opposite, decided by the same node.
    var negated: PolicyAnswer {
        PolicyAnswer(verdict == .yes ? .no : verdict == .no ? .yes : .unknown, node)
    }

    /// Both hold. A no decides over an unknown; of two that hold the second one's node is named.
    func and(_ other: @autoclosure () -> PolicyAnswer) -> PolicyAnswer {
        if verdict == .no { return self }
        let second = other()
        if verdict == .unknown { return second.isNo ? second : self }
        return second.node == nil && second.isYes ? PolicyAnswer(.yes, node) : second
    }

    /// One of them holds. A yes decides over an unknown.
    func or(_ other: @autoclosure () -> PolicyAnswer) -> PolicyAnswer {
        if verdict == .yes { return self }
        let second = other()
        if verdict == .unknown { return second.isYes ? second : self }
        return second.isNo && second.node == nil ? self : second
    }
}
