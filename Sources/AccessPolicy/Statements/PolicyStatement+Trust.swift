import Document

extension PolicyStatement {
    /// Whether a trust policy's statement lets anyone at all take the role. Knowing an external id does not make somebody known.
    public func trustsAnyone() -> PolicyAnswer { grantsPublicAccess() }

    /// Whether a trust policy's statement lets principals of another account take the role without an external id.
    ///
    /// Source: `id_roles_common-scenarios_third-party.html` (the external id keeps a third party from being used by its other
    /// customers). Accounts of one organization are no third parties: a condition on the organization is as good.
    ///
    /// - Parameter account: as in ``grantsOtherAccounts(than:)``.
    public func trustsForeignAccountWithoutExternalID(account: String?) -> PolicyAnswer {
        OwnAccount(statements: [self]).answer(account) { trustsWithoutExternalID(beyond: $0) }
    }

    fileprivate func trustsWithoutExternalID(beyond account: String) -> PolicyAnswer {
        allows()
            .and(covers(action: "sts:AssumeRole"))
            .and(namesOtherAccount(than: account))
            .and(keeping(restriction(to: .organization(account)).negated))
            .and(keeping(requiresExternalID().negated))
    }

    /// A yes without a place of its own, so that the principal stays the deciding node.
    private func keeping(_ answer: PolicyAnswer) -> PolicyAnswer {
        answer.isYes ? .yes(nil) : answer
    }

    /// Whether every caller must say an external id that is written out.
    public func requiresExternalID() -> PolicyAnswer {
        anyCondition { operation, key, values in
            guard PolicyStatement.isText(key.utf8, "sts:externalid"), !operation.holdsWhenAbsent else { return .no() }
            switch operation.base {
            case .stringEquals, .stringEqualsIgnoreCase, .stringLike: break
            default: return .no()
            }
            return PolicyTexts(values).allNodes { node in
                guard node.pointee.kind == .string else {
                    // Compared as it is, any text will do.
                    return operation.base.takesWildcards ? .unknown(node) : .yes(node)
                }
                let isOpen =
                    node.stringBytes.isEmpty
                    || operation.base.takesWildcards && Wildcard.isEverything(node.stringBytes)
                return PolicyAnswer(isOpen ? .no : .yes, node)
            }
        }
    }

    // MARK: Federation

    /// Whether a trust policy's statement lets any user of an identity provider that is shared by many take the role.
    ///
    /// Source: `id_roles_providers_oidc_secure-by-default.html` (the claims that must be tied down, by provider),
    /// `id_roles_create_for-idp_oidc.html`. A provider of one's own names its users itself: there the audience is enough.
    /// SAML providers are always of one's own, so that they are never unbound.
    public func trustsFederationUnbound() -> PolicyAnswer {
        guard let principal = element(PolicyKey.principal) else { return rest.map { .unknown($0) } ?? .no() }
        guard principal.pointee.kind == .map else { return principal.pointee.kind.isUnknown ? .unknown(principal) : .no() }
        let unbound = PolicyTexts(principal.child(PolicyKey.federated)).anyNode { provider in
            guard provider.pointee.kind == .string else { return isUnbound(unknownProvider: provider) }
            let issuer = FederatedIssuer(principal: provider.string)
            guard let issuer else { return .no(provider) }
            if issuer.host == "*" { return .yes(provider) }
            let bound = isBound(issuer)
            return bound.isNo ? .yes(provider) : bound.negated
        }
        return allows().and(principal.rest.map { unbound.or(.unknown($0)) } ?? unbound)
    }

    private func isBound(_ issuer: FederatedIssuer) -> PolicyAnswer {
        anyCondition { operation, key, values in
            guard let claim = issuer.claim(of: key), !operation.base.isNegated, operation.base != .null else { return .no() }
            guard issuer.binding.contains(claim) else { return .no() }
            // Every token has a subject and an audience, so that these cannot be absent.
            guard !operation.holdsWhenAbsent || ["sub", "aud"].contains(claim) else { return .no() }
            return PolicyTexts(values).allNodes { node in
                guard node.pointee.kind == .string else { return bindsUnknown(node, operation) }
                guard operation.base.takesWildcards else { return .yes(node) }
                return PolicyAnswer(issuer.isOpen(node.string, claim: claim) ? .no : .yes, node)
            }
        }
    }

    private func bindsUnknown(_ node: NodePointer, _ operation: ConditionOperator) -> PolicyAnswer {
        guard operation.base.takesWildcards else { return .yes(node) }
        return .unknown(node)
    }

    /// A provider that is referred to tells who it is by the keys of the conditions.
    private func isUnbound(unknownProvider node: NodePointer) -> PolicyAnswer {
        let isWebIdentity = texts(PolicyKey.action).any {
            $0.count > 0 && ActionPattern.covers($0, StaticString("sts:AssumeRoleWithWebIdentity").bytes)
        }
        guard isWebIdentity.isYes else { return isWebIdentity.isNo ? .no(node) : .unknown(node) }
        var issuer: FederatedIssuer?
        let seen = anyCondition { _, key, values in
            guard let found = FederatedIssuer(conditionKey: key.text) else { return .no() }
            issuer = found
            return .yes(values)
        }
        // Without any condition nobody is left out, whoever the provider is.
        guard !seen.isNo else { return .yes(node) }
        guard seen.isYes, let issuer else { return .unknown(node) }
        let bound = isBound(issuer)
        return bound.isNo ? .yes(node) : bound.negated
    }
}

extension PolicyDocument {
    /// Whether one of the statements does: see ``PolicyStatement/trustsForeignAccountWithoutExternalID(account:)``.
    public func trustsForeignAccountWithoutExternalID(account: String?) -> PolicyAnswer {
        OwnAccount(statements: statements).answer(account) { own in anyStatement { $0.trustsWithoutExternalID(beyond: own) } }
    }
}
