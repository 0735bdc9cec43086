import Document

extension PolicyDocument {
    /// Whether whoever has the policy can make himself more powerful than the policy says, up to administrator: he may change
    /// any identity's permissions or credentials, or start something that runs with any role of his choice.
    ///
    /// Counts only what is allowed on every identity (`*`, `arn:aws:iam::*:role/*`) and without a condition: a permission on one
    /// role, on one's own user (`user/${aws:username}`) or under a permissions boundary is another question.
    ///
    /// Source: the actions are those that `id_permissions-required.html` and `id_roles_use_passrole.html` describe as handing on
    /// permissions, and the methods of the public research "AWS IAM Privilege Escalation – Methods and Mitigation".
    public func allowsPrivilegeEscalation() -> PolicyAnswer {
        let direct = anyStatement { $0.allowsUnboundly(EscalationTable.direct) }
        if direct.isYes { return direct }
        let launching = anyStatement { statement in
            statement.allows().and(statement.isConditional().negated).and(statement.coversAny(of: EscalationTable.launching))
        }
        // The evidence is the action that passes the role on.
        let passing = launching.isNo ? launching : launching.and(anyStatement { $0.allowsUnboundly(EscalationTable.passing) })
        return direct.or(passing)
    }
}

extension PolicyStatement {
    /// Whether the statement allows one of some actions on all identities, whoever asks.
    func allowsUnboundly(_ actions: [StaticString]) -> PolicyAnswer {
        allows().and(isConditional().negated).and(reachesEveryIdentity()).and(coversAny(of: actions))
    }

    func coversAny(of actions: [StaticString]) -> PolicyAnswer {
        var result = PolicyAnswer.no()
        for action in actions where !result.isYes { result = result.or(covers(action: action.bytes)) }
        return result
    }

    private func reachesEveryIdentity() -> PolicyAnswer {
        let named = texts(PolicyKey.resource)
        guard !named.isAbsent else { return element(PolicyKey.notResource).map { .yes($0) } ?? .unknown(rest ?? node) }
        return named.anyNode { node in
            if node.pointee.kind == .string { return PolicyAnswer(IdentityPattern.isEvery(node.stringBytes) ? .yes : .no, node) }
            guard let unknown = unknown(at: node) else { return .unknown(node) }
            // `arn:aws:iam::${account}:role/*` ends as such a pattern does.
            if IdentityPattern.isEveryEnd(unknown.suffix) { return .yes(node) }
            return canBeStar(node) ? .unknown(node) : .no(node)
        }
    }
}

/// Resource patterns that hold all identities of an account of one kind, or everything.
enum IdentityPattern {
    static func isEvery(_ pattern: UnsafeRawBufferPointer) -> Bool {
        if ResourcePattern.isEverything(pattern) { return true }
        let text = String(decoding: pattern, as: UTF8.self)
        return text.hasPrefix("arn:") && text.contains(":iam:") && isEveryEnd(text)
    }

    static func isEveryEnd(_ text: String) -> Bool {
        [":*", ":role/*", ":user/*", ":group/*", ":policy/*"].contains { text.hasSuffix($0) }
    }
}

/// Actions that hand on more than their holder has.
enum EscalationTable {
    /// Enough by themselves: they change what an identity may do, or who can act as it.
    static let direct: [StaticString] = [
        "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion",
        "iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy",
        "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy",
        "iam:AddUserToGroup", "iam:UpdateAssumeRolePolicy",
        "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile",
    ]
    static let passing: [StaticString] = ["iam:PassRole"]
    /// With a role that is passed to them, these run what their caller wants.
    static let launching: [StaticString] = [
        "ec2:RunInstances", "lambda:CreateFunction", "ecs:RunTask", "ecs:CreateService", "glue:CreateDevEndpoint", "glue:CreateJob",
        "glue:UpdateJob", "cloudformation:CreateStack", "datapipeline:CreatePipeline", "codebuild:CreateProject",
        "sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob", "ssm:StartAutomationExecution",
    ]
}
