import Document

/// Questions about other accounts, where it may not be known which account is the own one.
///
/// Code names its own account by reference more often than by number, but not always; so a number alone proves nothing. An answer
/// holds where it holds whichever account is the own: one of those that are written out, or one that is not.
struct OwnAccount {
    let statements: [PolicyStatement]

    /// Accounts that a question is asked for. Of more of them at most one is the own.
    private static let limit = 16

    /// - Parameters:
    ///   - known: the account that holds the policy; nil where it is not known.
    ///   - question: its answer where the own account is the given one.
    func answer(_ known: String?, _ question: (String) -> PolicyAnswer) -> PolicyAnswer {
        if let own = known ?? told { return question(own) }
        // Where the own account is none of those written out, all of them are others: no account is let in by any other one's view.
        let elsewhere = question(RestrictionScope.anonymousAccount)
        guard elsewhere.isYes else { return elsewhere }
        for account in named.prefix(Self.limit) where !question(account).isYes {
            var answer = PolicyAnswer.unknown(elsewhere.node)
            answer.cause = .unreadable("own account", "\(account) may be the own account; nothing says which one that is")
            return answer
        }
        return elsewhere
    }

    /// The account that the resources of a policy for a resource stand in: no other account's can.
    private var told: String? {
        var found: Set<String> = []
        for statement in statements where statement.element(PolicyKey.principal) != nil {
            each(statement.element(PolicyKey.resource)) { if let account = $0 { found.insert(account) } }
        }
        return found.count == 1 ? found.first : nil
    }

    /// The accounts that principals and conditions write out.
    private var named: [String] {
        var found: Set<String> = []
        for statement in statements {
            let principal = statement.element(PolicyKey.principal)
            each(principal?.pointee.kind == .map ? principal?.child(PolicyKey.aws) : nil) { if let account = $0 { found.insert(account) } }
            _ = statement.anyCondition { _, _, values in
                each(values) { if let account = $0 { found.insert(account) } }
                return .no()
            }
        }
        return found.sorted()
    }

    /// The account that each text of an element names.
    private func each(_ node: NodePointer?, _ body: (String?) -> Void) {
        _ = PolicyTexts(node).anyNode { node in
            if node.pointee.kind == .string {
                body(AccountID.named(by: node.string))
            } else {
                body(statements.first?.unknown(at: node).flatMap { AccountID.named(by: $0.prefix) })
            }
            return .no()
        }
    }
}
