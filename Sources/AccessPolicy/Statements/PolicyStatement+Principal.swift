import Document

extension PolicyStatement {
    /// Whether the statement is about everyone, anonymous callers included.
    ///
    /// Source: `reference_policies_elements_principal.html` (`"*"` and `{"AWS": "*"}` name all principals; a `*` within an ARN
    /// is no wildcard and AWS refuses it, so it is unknown here), `reference_policies_elements_notprincipal.html` (`NotPrincipal`
    /// with `Allow` allows all others, unauthenticated ones too).
    public func namesEveryone() -> PolicyAnswer {
        if let excluded = element(PolicyKey.notPrincipal) {
            let others = includesEveryone(excluded).negated
            return others.isYes ? .yes(excluded) : others
        }
        guard let principal = element(PolicyKey.principal) else { return rest.map { .unknown($0) } ?? .no() }
        return includesEveryone(principal)
    }

    private func includesEveryone(_ principal: NodePointer) -> PolicyAnswer {
        guard principal.pointee.kind == .map else {
            let isStar = principal.pointee.kind == .string && principal.stringEquals(PrincipalText.everyone)
            return isStar ? .yes(principal) : .unknown(principal)
        }
        var result = PolicyTexts(principal.child(PolicyKey.aws)).anyNode { isEveryone($0) }
        for index in 0..<principal.pointee.count where !result.isYes {
            let member = principal.firstChild + index
            let isKnownType = PolicyKey.principalTypes.names.contains(member.pointee.key)
            if member.pointee.isRest || !isKnownType { result = result.or(.unknown(member)) }
        }
        return result
    }

    private func isEveryone(_ node: NodePointer) -> PolicyAnswer {
        guard node.pointee.kind == .string else { return canBeStar(node) ? .unknown(node) : .no(node) }
        if node.stringEquals(PrincipalText.everyone) { return .yes(node) }
        return Wildcard.hasWildcard(node.stringBytes) ? .unknown(node) : .no(node)
    }

    // MARK: Accounts

    /// Whether the statement allows something to principals of other accounts, everyone included, and no condition keeps it in
    /// the own one.
    ///
    /// - Parameter account: the account that holds the policy. Where it is not known, one account that is written out may be it.
    public func grantsOtherAccounts(than account: String?) -> PolicyAnswer {
        OwnAccount(statements: [self]).answer(account) { grants(beyond: $0) }
    }

    func grants(beyond account: String) -> PolicyAnswer {
        allows().and(namesOtherAccount(than: account)).and(restriction(to: .account(account)).negated)
    }

    /// Whether a principal belongs to another account.
    func namesOtherAccount(than account: String) -> PolicyAnswer {
        let everyone = namesEveryone()
        if everyone.isYes || element(PolicyKey.notPrincipal) != nil { return everyone }
        guard let principal = element(PolicyKey.principal), principal.pointee.kind == .map else { return everyone }
        return
            everyone
            .or(PolicyTexts(principal.child(PolicyKey.aws)).anyNode { belongsElsewhere($0, than: account) })
            // The owner of a canonical id is not in it.
            .or(PolicyTexts(principal.child(PolicyKey.canonicalUser)).anyNode { .unknown($0) })
    }

    private func belongsElsewhere(_ node: NodePointer, than account: String) -> PolicyAnswer {
        guard node.pointee.kind == .string else {
            guard let unknown = unknown(at: node) else { return .unknown(node) }
            if let text = unknown.text(ownAccount: account) {
                return PolicyAnswer(AccountID.named(by: text).map { $0 != account } ?? false ? .yes : .no, node)
            }
            if let named = AccountID.named(by: unknown.prefix) { return PolicyAnswer(named == account ? .no : .yes, node) }
            return .unknown(node)
        }
        // Unique ids of deleted principals and of CloudFront's identities name no account.
        guard let named = AccountID.named(by: node.string) else { return .no(node) }
        return PolicyAnswer(named == account ? .no : .yes, node)
    }
}
