import Document

extension PolicyDocument {
    /// Whether the policy lets strangers in: a statement does (``PolicyStatement/grantsPublicAccess()``), and no Deny takes it
    /// back whole.
    ///
    /// A Deny takes a statement back where it is about everyone (`NotPrincipal` exempts those it names), covers all the
    /// statement's actions and resources, and either has no condition or lets only known callers escape, as a Deny with
    /// `StringNotEquals aws:SourceVpce` does. What is taken back in part leaves the policy public.
    /// A statement that is not known could be such a Deny.
    public func grantsPublicAccess() -> PolicyAnswer {
        anyStatement { statement in
            let answer = statement.grantsPublicAccess()
            guard !answer.isNo else { return answer }
            let denied = anyStatement { $0.takesBack(statement, for: .known) }
            if denied.isYes { return .no(denied.node) }
            return denied.isUnknown && answer.isYes ? denied : answer
        }
    }

    /// Whether the policy grants something to other accounts and no Deny takes it back whole.
    ///
    /// - Parameter account: as in ``PolicyStatement/grantsOtherAccounts(than:)``; the resources that the policy names may tell it too.
    public func grantsOtherAccounts(than account: String?) -> PolicyAnswer {
        OwnAccount(statements: statements).answer(account) { grants(beyond: $0) }
    }

    private func grants(beyond account: String) -> PolicyAnswer {
        anyStatement { statement in
            let answer = statement.grants(beyond: account)
            guard !answer.isNo else { return answer }
            let denied = anyStatement { $0.takesBack(statement, for: .account(account)) }
            if denied.isYes { return .no(denied.node) }
            return denied.isUnknown && answer.isYes ? denied : answer
        }
    }
}

extension PolicyStatement {
    /// Whether this Deny leaves nothing of what another statement allows to callers outside the scope.
    func takesBack(_ other: PolicyStatement, for scope: RestrictionScope) -> PolicyAnswer {
        let denial = denies()
        guard !denial.isNo else { return denial }
        return
            denial
            .and(namesEveryone())
            .and(coversAll(of: other, PolicyKey.action, not: PolicyKey.notAction, fold: true))
            .and(coversAll(of: other, PolicyKey.resource, not: PolicyKey.notResource, fold: false))
            .and(isConditional().negated.or(escapesAreRestricted(to: scope)))
    }

    private func coversAll(of other: PolicyStatement, _ key: Symbol, not negation: Symbol, fold: Bool) -> PolicyAnswer {
        let mine = texts(key)
        let theirs = other.texts(key)
        let isEverything = mine.any { fold ? ActionPattern.isEverything($0) : ResourcePattern.isEverything($0) }
        if isEverything.isYes { return isEverything }
        // A trust policy has no resources.
        if mine.isAbsent, theirs.isAbsent, element(negation) == nil, other.element(negation) == nil { return .yes(node) }
        guard !mine.isAbsent, !theirs.isAbsent else { return element(negation) == nil ? isEverything : .unknown(node) }
        return theirs.allNodes { theirNode in
            mine.anyNode { myNode in covers(myNode, theirNode, of: other, fold: fold) }
        }
    }

    private func covers(_ mine: NodePointer, _ theirs: NodePointer, of other: PolicyStatement, fold: Bool) -> PolicyAnswer {
        if mine.pointee.kind == .string, theirs.pointee.kind == .string {
            return PolicyAnswer(Wildcard.covers(mine.stringBytes, theirs.stringBytes, foldCase: fold) ? .yes : .no, mine)
        }
        // The same reference with the same text around it is the same thing.
        if let a = unknown(at: mine), let b = other.unknown(at: theirs), a == b, !mine.pointee.isRest { return .yes(mine) }
        return .unknown(mine.pointee.kind == .string ? theirs : mine)
    }
}
