import Document

extension Unknown {
    /// A name or number that the provider gives to one thing (an ARN, an id): whatever it will be, it has no wildcards.
    ///
    /// Told by the last step of its symbol: `aws_iam_role.app.arn`, `data.aws_caller_identity.current.account_id`, `Role.Arn`,
    /// `Topic.Ref`.
    var isComputedName: Bool {
        guard case .knownAfterApply = reason else { return false }
        return !symbol.contains("${") && ReferenceText.isComputedName(symbol)
    }

    /// It is certain to be one text; anything else that is not known may be a list.
    var isOneText: Bool {
        !prefix.isEmpty || !suffix.isEmpty || symbol.contains("${") || (isComputedName && !symbol.contains("*"))
    }

    /// The text as far as policies ask for it, where all its parts are references that are understood.
    ///
    /// - Parameter ownAccount: what stands for the account that the policy is made in.
    func text(ownAccount: String) -> String? {
        guard case .knownAfterApply = reason else { return nil }
        if symbol.contains("${") { return ReferenceText.resolved(symbol, ownAccount: ownAccount) }
        guard let name = ReferenceText.value(of: symbol, ownAccount: ownAccount) else { return nil }
        if suffix.isEmpty, prefix.isEmpty || prefix == "arn:" && name.hasPrefix(prefix) { return name }
        // The symbol may be but the first of several unknown parts. It is the only one where it fills a gap by itself.
        let isAccount =
            name == ownAccount && prefix.hasPrefix("arn:") && prefix.hasSuffix(":") && suffix.hasPrefix(":")
            && prefix.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 4
        let isBelow = prefix.isEmpty && (suffix.hasPrefix("/") || suffix.hasPrefix(":")) && name.hasPrefix("arn:")
        return isAccount || isBelow ? prefix + name + suffix : nil
    }
}

/// References in code, resolved to stand-ins: good for asking whether a text has wildcards and whose account it names.
enum ReferenceText {
    /// A template such as `arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*`; nil where a part is not understood.
    static func resolved(_ template: String, ownAccount: String) -> String? {
        var result = ""
        var rest = Substring(template)
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}"),
                let value = value(of: String(rest[start.upperBound..<end]), ownAccount: ownAccount)
            else { return nil }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    static func value(of reference: String, ownAccount: String) -> String? {
        if reference == "AWS::AccountId" || reference.contains("aws_caller_identity.") && reference.hasSuffix("account_id") {
            return ownAccount
        }
        if reference == "AWS::Partition" || reference.hasPrefix("data.aws_partition.") { return "aws" }
        if reference.hasPrefix("AWS::") || reference.hasPrefix("data.aws_region.") { return "given" }
        guard isComputedName(reference) else { return nil }
        let isARN = reference.lowercased().hasSuffix("arn")
        // A resource of the same code is made in the same account.
        return isARN ? "arn:aws:given:given:\(ownAccount):given" : "given"
    }

    static func isComputedName(_ reference: String) -> Bool {
        if reference.hasPrefix("AWS::") { return true }
        let steps = reference.split(separator: ".")
        guard steps.count > 1, let first = steps.first, let last = steps.last?.lowercased() else { return false }
        let isGiven = ["var", "local", "each", "module", "count", "path"].contains(String(first)) && !reference.contains(".aws_")
        // Parameters and secrets hold what people put there.
        let isValue = reference.contains("aws_ssm_parameter.") || reference.contains("aws_secretsmanager_secret_version.")
        // What `Ref` gives of a template's resource: its name, id or ARN.
        let isMade = steps.count == 2 && reference.hasSuffix(".Ref")
        return !isGiven && !isValue && (last.hasSuffix("arn") || last == "id" || last.hasSuffix("_id") || isMade)
    }
}
