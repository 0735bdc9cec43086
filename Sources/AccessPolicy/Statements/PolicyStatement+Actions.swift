import Document

extension PolicyStatement {
    /// Whether the statement's actions hold an action, or all that a pattern such as `s3:*` stands for. The effect, the resources
    /// and the conditions do not matter here.
    public func covers(action: String) -> PolicyAnswer {
        var action = action
        return action.withUTF8 { covers(action: UnsafeRawBufferPointer($0)) }
    }

    func covers(action: UnsafeRawBufferPointer) -> PolicyAnswer {
        let named = texts(PolicyKey.action)
        if !named.isAbsent { return named.any { ActionPattern.covers($0, action) } }
        let left = texts(PolicyKey.notAction)
        if !left.isAbsent { return left.any { ActionPattern.overlap($0, action) }.negated }
        return .unknown(rest ?? node)
    }

    /// Whether the statement allows an action (or a pattern's actions) on at least some resource, perhaps under conditions.
    public func allowsAction(_ action: String) -> PolicyAnswer {
        allows().and(covers(action: action))
    }

    /// Whether the statement allows every action of a service (or of all): `s3:*`, `*`. Conditions do not matter.
    public func allowsWholeService() -> PolicyAnswer {
        allows().and(texts(PolicyKey.action).any(ActionPattern.isWholeService).or(lacks(PolicyKey.action, unless: PolicyKey.notAction)))
    }

    /// Whether the statement allows everything except what it names: `NotAction` with `Allow`. Usually far more than was meant.
    public func allowsAllButNamed() -> PolicyAnswer {
        allows().and(element(PolicyKey.notAction).map { .yes($0) } ?? rest.map { .unknown($0) } ?? .no())
    }

    /// Whether the statement makes an administrator: all actions on all resources without a condition.
    ///
    /// Source: `AdministratorAccess` (AWS managed policy), CIS AWS Foundations Benchmark "full `*:*` administrative privileges".
    /// A condition of any kind makes the answer no: it is then another question.
    public func grantsAdministrator() -> PolicyAnswer {
        let actions = texts(PolicyKey.action).anyNode { isEverything($0, ActionPattern.isEverything) }
            .or(lacks(PolicyKey.action, unless: PolicyKey.notAction))
        let resources = texts(PolicyKey.resource).anyNode { isEverything($0, ResourcePattern.isEverything) }
            .or(lacks(PolicyKey.resource, unless: PolicyKey.notResource))
        return allows().and(isConditional().negated).and(resources).and(actions)
    }

    private func isEverything(_ node: NodePointer, _ test: (UnsafeRawBufferPointer) -> Bool) -> PolicyAnswer {
        if node.pointee.kind == .string { return PolicyAnswer(test(node.stringBytes) ? .yes : .no, node) }
        return canBeStar(node) ? .unknown(node) : .no(node)
    }

    /// Unknown where an element could be among those that are not known; no otherwise.
    private func lacks(_ key: Symbol, unless other: Symbol) -> PolicyAnswer {
        guard element(key) == nil, element(other) == nil, let rest else { return .no() }
        return .unknown(rest)
    }

    // MARK: Resources

    /// Whether the statement's resources hold an ARN.
    ///
    /// - Parameter variables: as in ``ResourcePattern/matches(_:_:variables:)``.
    public func covers(resource arn: String, variables: Bool = true) -> PolicyAnswer {
        var arn = arn
        return arn.withUTF8 { bytes in
            let arn = UnsafeRawBufferPointer(bytes)
            func hit(_ node: NodePointer) -> PolicyAnswer {
                guard node.pointee.kind == .string else { return .unknown(node) }
                return PolicyAnswer(ResourcePattern.matches(node.stringBytes, arn, variables: variables), node)
            }
            let named = texts(PolicyKey.resource)
            if !named.isAbsent { return named.anyNode(hit) }
            let left = texts(PolicyKey.notResource)
            if !left.isAbsent { return left.anyNode(hit).negated }
            return .unknown(rest ?? node)
        }
    }
}
