public import Document

/// The names of the canonical form's elements, interned once.
public enum PolicyKey {
    public static let version: Symbol = "Version"
    public static let id: Symbol = "Id"
    public static let statement: Symbol = "Statement"

    public static let sid: Symbol = "Sid"
    public static let effect: Symbol = "Effect"
    public static let principal: Symbol = "Principal"
    public static let notPrincipal: Symbol = "NotPrincipal"
    public static let action: Symbol = "Action"
    public static let notAction: Symbol = "NotAction"
    public static let resource: Symbol = "Resource"
    public static let notResource: Symbol = "NotResource"
    public static let condition: Symbol = "Condition"

    public static let aws: Symbol = "AWS"
    public static let service: Symbol = "Service"
    public static let federated: Symbol = "Federated"
    public static let canonicalUser: Symbol = "CanonicalUser"

    static let document = NameTable([version, id, statement])
    static let statementElements = NameTable([
        sid, effect, principal, notPrincipal, action, notAction, resource, notResource, condition,
    ])
    static let principalTypes = NameTable([aws, service, federated, canonicalUser])
}

/// Names that are recognised whatever their case.
struct NameTable: Sendable {
    /// In the order the canonical form has them.
    let names: [Symbol]
    private let byFoldedName: [String: Symbol]

    init(_ names: [Symbol]) {
        self.names = names
        byFoldedName = Dictionary(uniqueKeysWithValues: names.map { ($0.text.lowercased(), $0) })
    }

    /// The canonical name; nil for one that is not in the table.
    subscript(name: Symbol) -> Symbol? {
        names.contains(name) ? name : byFoldedName[name.text.lowercased()]
    }
}
