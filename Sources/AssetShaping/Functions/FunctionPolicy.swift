import Document
import PostureModel

/// The policy that a function's permissions make: what the API answers with, from what code grants one by one.
///
/// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html says which argument becomes which condition.
enum FunctionPolicy {
    /// Rewrites `{Statement: [{Sid, Action, Principal, SourceArn, …}]}`, as asset files gather it; leaves a written policy alone.
    static func rewrite(_ value: inout ShapedValue) {
        guard case .map(var policy) = value, case .list(let grants, let from) = policy["Statement"] else { return }
        policy["Version"] = .text("2012-10-17", from: nil)
        policy["Statement"] = .list(grants.map(statement), from: from)
        value = .map(policy)
    }

    private static func statement(_ value: ShapedValue) -> ShapedValue {
        guard case .map(let grant) = value, grant["Effect"].isAbsent else { return value }
        var statement = ShapedMap(from: grant.from)
        statement["Sid"] = grant["Sid"]
        statement["Effect"] = .text("Allow", from: nil)
        statement["Principal"] = principal(grant["Principal"])
        statement["Action"] = .list([grant["Action"]].filter { !$0.isAbsent }, from: nil)
        statement["Resource"] = grant["Resource"].isAbsent ? .absent : .list([grant["Resource"]], from: nil)
        var conditions = ShapedMap()
        for (argument, keyOperator, key) in [
            ("SourceArn", "ArnLike", "aws:sourcearn"), ("SourceAccount", "StringEquals", "aws:sourceaccount"),
            ("PrincipalOrgID", "StringEquals", "aws:principalorgid"), ("EventSourceToken", "StringEquals", "lambda:eventsourcetoken"),
            ("FunctionUrlAuthType", "StringEquals", "lambda:functionurlauthtype"),
            ("InvokedViaFunctionUrl", "Bool", "lambda:invokedviafunctionurl"),
        ] where !grant[argument].isAbsent {
            var keys = ShapedMap()
            if case .map(let known) = conditions[keyOperator] { keys = known }
            keys[key] = .list([conditionValue(grant[argument])], from: nil)
            conditions[keyOperator] = .map(keys)
        }
        statement["Condition"] = conditions.isEmpty ? .absent : .map(conditions)
        return .map(statement)
    }

    /// A condition's values are texts in the canonical form, whatever the argument is.
    private static func conditionValue(_ value: ShapedValue) -> ShapedValue {
        switch value {
        case .bool(let bool, let from): .text(bool ? "true" : "false", from: from)
        case .verbatim(let said) where said.kind == .bool: .text(said.bool == true ? "true" : "false", from: said)
        default: value
        }
    }

    /// `*`, an account or an ARN is AWS's; a host name is a service.
    private static func principal(_ value: ShapedValue) -> ShapedValue {
        var principal = ShapedMap()
        if let text = value.text {
            let isService = text.contains(".") && !text.hasPrefix("arn:")
            principal[isService ? "Service" : "AWS"] = .list([value], from: nil)
            return .map(principal)
        }
        if case .unknown(var unknown, _, let from) = value {
            // A role's ARN is somebody; a variable may be everybody.
            if unknown.exists, unknown.prefix.isEmpty, unknown.symbol.hasSuffix(".arn") { unknown.prefix = "arn:" }
            principal["AWS"] = .list([.unknown(unknown, rest: false, from: from)], from: nil)
            return .map(principal)
        }
        return value
    }
}
