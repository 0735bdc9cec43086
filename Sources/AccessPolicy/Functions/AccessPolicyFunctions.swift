public import CEL
import Document

/// What expressions can ask of policies: `asset.properties.PolicyDocument.Statement.exists(s, s.isPublic())`.
///
/// All take a statement or a whole policy before the dot (of a policy, one statement is enough), in canonical form; where the type
/// is not known before (`dyn`), as a tree in any other form, or as JSON text. Null is no policy: nothing is granted, nothing denied. What hangs on something that is not
/// known or was not understood is unknown, never false.
///
/// | function | question |
/// | --- | --- |
/// | `p.isPublic()` | ``PolicyDocument/grantsPublicAccess()``, ``PolicyStatement/grantsPublicAccess()`` |
/// | `p.grantsOtherAccounts()`, `(account)` | ``PolicyDocument/grantsOtherAccounts(than:)`` |
/// | `p.isAdministrator()` | ``PolicyStatement/grantsAdministrator()`` |
/// | `p.allows(action)` | ``PolicyStatement/allowsAction(_:)`` |
/// | `p.allowsWholeService()` | ``PolicyStatement/allowsWholeService()`` |
/// | `p.allowsAllButNamed()` | ``PolicyStatement/allowsAllButNamed()`` |
/// | `p.allowsPrivilegeEscalation()` | ``PolicyDocument/allowsPrivilegeEscalation()`` |
/// | `p.deniesInsecureTransport()`, `(action)` | ``PolicyDocument/deniesInsecureTransport(action:)`` |
/// | `p.trustsAnyone()` | ``PolicyStatement/trustsAnyone()`` |
/// | `p.trustsForeignAccountWithoutExternalId()`, `(account)` | ``PolicyDocument/trustsForeignAccountWithoutExternalID(account:)`` |
/// | `p.trustsFederationUnbound()` | ``PolicyStatement/trustsFederationUnbound()`` |
public enum AccessPolicyFunctions {
    /// The functions, ready for ``Environment/declare(_:)``.
    public static let all: [HostFunction] = [
        function("isPublic", statement: { s, _ in s.grantsPublicAccess() }, policy: { p, _ in p.grantsPublicAccess() }),
        function(
            "grantsOtherAccounts", argument: .optional,
            statement: { s, account in s.grantsOtherAccounts(than: account) },
            policy: { p, account in p.grantsOtherAccounts(than: account) }),
        function("isAdministrator") { s, _ in s.grantsAdministrator() },
        function("allows", argument: .required) { s, action in s.allowsAction(action ?? "") },
        function("allowsWholeService") { s, _ in s.allowsWholeService() },
        function("allowsAllButNamed") { s, _ in s.allowsAllButNamed() },
        function(
            "allowsPrivilegeEscalation",
            statement: { s, _ in s.allowsUnboundly(EscalationTable.direct) }, policy: { p, _ in p.allowsPrivilegeEscalation() }),
        function(
            "deniesInsecureTransport", argument: .optional,
            statement: { s, action in s.deniesInsecureTransport(action: action) },
            policy: { p, action in p.deniesInsecureTransport(action: action) }),
        function("trustsAnyone") { s, _ in s.trustsAnyone() },
        function(
            "trustsForeignAccountWithoutExternalId", argument: .optional,
            statement: { s, account in s.trustsForeignAccountWithoutExternalID(account: account) },
            policy: { p, account in p.trustsForeignAccountWithoutExternalID(account: account) }),
        function("trustsFederationUnbound") { s, _ in s.trustsFederationUnbound() },
    ]

    private enum Argument { case none, optional, required }
    private typealias StatementQuestion = @Sendable (PolicyStatement, String?) -> PolicyAnswer
    private typealias PolicyQuestion = @Sendable (PolicyDocument, String?) -> PolicyAnswer

    private static func function(
        _ name: String, argument: Argument = .none, _ statement: @escaping StatementQuestion
    ) -> HostFunction {
        function(name, argument: argument, statement: statement) { policy, text in policy.anyStatement { statement($0, text) } }
    }

    private static func function(
        _ name: String, argument: Argument = .none, statement: @escaping StatementQuestion, policy: @escaping PolicyQuestion
    ) -> HostFunction {
        var overloads: [Overload] = []
        for subject in [Self.policy, Self.statement] {
            if argument != .required { overloads.append(Overload("\(subject).\(name)", [subject], .bool, isMember: true)) }
            if argument != .none {
                let type: ValueType = argument == .required ? .string : .wrapper(.string)
                overloads.append(Overload("\(subject).\(name).text", [subject, type], .bool, isMember: true))
            }
        }
        return HostFunction(name, overloads, takesPartialLists: true) { call in
            let text = call.string(at: 1)
            guard let subject = PolicySubject(call) else {
                return .error("\(name) is asked of a policy or a statement")
            }
            switch subject {
            case .nothing: return .value(.bool(false))
            case .tooMuch: return .error("the policy is too large to be judged within the limits")
            case .value(let value):
                guard call.charge(value.cost) else { return .error("the policy is too large to be judged within the limits") }
                let answer =
                    value.isPolicy
                    ? policy(PolicyDocument(value.value), text) : statement(PolicyStatement(value.value), text)
                return value.result(answer)
            }
        }
    }
}
