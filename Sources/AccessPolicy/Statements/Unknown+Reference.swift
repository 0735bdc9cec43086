import Document

extension Unknown {
    /// A name or number that the provider gives to one thing (an ARN, an id): whatever it will be, it has no wildcards.
    ///
    /// Told by the last step of its symbol: `aws_iam_role.app.arn`, `data.aws_caller_identity.current.account_id`, `Role.Arn`.
    var isComputedName: Bool {
        guard case .knownAfterApply = reason else { return false }
        let steps = symbol.split(separator: ".")
        guard steps.count > 1, let last = steps.last?.lowercased() else { return symbol.hasPrefix("AWS::") }
        let isGiven = ["var", "local", "each", "module", "count", "path"].contains(String(steps[0]))
            && !symbol.contains(".aws_")
        return !isGiven && (last.hasSuffix("arn") || last == "id" || last.hasSuffix("_id") || last.hasSuffix("id") && last.count <= 12)
    }

    /// It is certain to be one text; anything else that is not known may be a list.
    var isOneText: Bool {
        !prefix.isEmpty || !suffix.isEmpty || (isComputedName && !symbol.contains("*"))
    }

    /// An account id in its place within an ARN: `arn:aws:iam::${…account_id}:role/*`.
    var isAccountOfARN: Bool {
        isComputedName && prefix.hasPrefix("arn:") && prefix.hasSuffix(":") && suffix.hasPrefix(":")
            && prefix.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 4
    }

    /// The account that the policy is made in, said by reference.
    var isOwnAccount: Bool {
        symbol == "AWS::AccountId" || symbol.contains("aws_caller_identity.")
    }
}
