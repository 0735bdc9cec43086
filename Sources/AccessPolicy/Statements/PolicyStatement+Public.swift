extension PolicyStatement {
    /// Whether the statement lets strangers in: it allows, is about everyone, and no condition ties the caller to something known.
    ///
    /// A statement without principals belongs to an identity and lets nobody in. Which conditions count: ``RestrictiveKey``;
    /// only with operators that require a value (`StringNotEquals` lets all others in), that fail where the key is absent
    /// (`…IfExists` and `ForAllValues:` hold for requests without it, unless `Null` asks for the key), and with values that name
    /// somebody: no wildcards but those that AWS allows, no address ranges broader than /8 (IPv4) or /32 (IPv6).
    public func grantsPublicAccess() -> PolicyAnswer {
        let everyone = allows().and(namesEveryone())
        guard !everyone.isNo else { return everyone }
        return everyone.and(open(to: .known, everyone))
    }

    /// Whether no condition restricts; a yes names whom it lets in.
    private func open(to scope: RestrictionScope, _ everyone: PolicyAnswer) -> PolicyAnswer {
        let answer = restriction(to: scope).negated
        return answer.isYes ? .yes(everyone.node) : answer
    }
}
