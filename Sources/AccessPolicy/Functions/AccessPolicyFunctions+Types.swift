public import CEL
import Document

/// The canonical policy document as expressions see it.
extension AccessPolicyFunctions {
    /// What ``PolicyCanonicalizer`` makes.
    public static let policy = ValueType.object("Policy")
    static let statement = ValueType.object("Policy.Statement")
    private static let principal = ValueType.object("Policy.Principal")
    private static let texts = ValueType.list(.string)

    /// The types with fields that a policy consists of. Elements that the canonical form has no place for can't be asked for.
    public static let types: [ObjectType] = [
        ObjectType("Policy", fields([PolicyKey.version: .string, PolicyKey.id: .string, PolicyKey.statement: .list(statement)])),
        ObjectType(
            "Policy.Statement",
            fields([
                PolicyKey.sid: .string, PolicyKey.effect: .string, PolicyKey.principal: principal, PolicyKey.notPrincipal: principal,
                PolicyKey.action: texts, PolicyKey.notAction: texts, PolicyKey.resource: texts, PolicyKey.notResource: texts,
                // Operator, key, values: numbers and booleans are texts here too, as JSON writes them.
                PolicyKey.condition: .map(.string, .map(.string, texts)),
            ])),
        ObjectType(
            "Policy.Principal",
            fields([PolicyKey.aws: texts, PolicyKey.service: texts, PolicyKey.federated: texts, PolicyKey.canonicalUser: texts])),
    ]

    private static func fields(_ types: [Symbol: ValueType]) -> [String: ValueType] {
        Dictionary(uniqueKeysWithValues: types.map { ($0.key.text, $0.value) })
    }
}
