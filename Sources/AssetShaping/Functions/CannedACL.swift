import Document

/// A bucket's grants, as the API or a Terraform block has them, as the canned ACL that gives the same access, or `Custom`.
///
/// Group URIs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
let cannedACL: ShapeFunction = { grants, builder in
    var granted = GrantedGroups()
    if let unknown = granted.read(grants) { return builder.unknown(unknown) }
    builder.originate(from: grants)
    builder.string(granted.canned)
}

private struct GrantedGroups {
    private var all: Set<String> = []
    private var authenticated: Set<String> = []
    private var logDelivery: Set<String> = []
    private var others = 0

    /// - Returns: what is not known and could make a difference.
    mutating func read(_ grants: DocumentValue) -> Unknown? {
        let list = grants.kind == .list ? grants.elements : [grants]
        for grant in list {
            if let unknown = grant.unknown { return unknown }
            // Blocks of Terraform are lists of one; its older grants say the grantee's members themselves.
            let grantee = Self.block(grant["Grantee"] ?? grant["grantee"]) ?? grant
            let uri = grantee["URI"] ?? grantee["uri"]
            let permissions = grant["Permission"] ?? grant["permission"] ?? grant["permissions"]
            if let unknown = uri?.unknown ?? permissions?.unknown { return unknown }
            let names = permissions.map { $0.kind == .list ? $0.elements : [$0] } ?? []
            if let unknown = names.lazy.compactMap(\.unknown).first { return unknown }
            add(Set(names.compactMap(\.string)), to: uri?.string)
        }
        return nil
    }

    private static func block(_ value: DocumentValue?) -> DocumentValue? {
        guard let value else { return nil }
        return value.kind == .list ? value[0] : value
    }

    private mutating func add(_ permissions: Set<String>, to uri: String?) {
        switch uri {
        case "http://acs.amazonaws.com/groups/global/AllUsers": all.formUnion(permissions)
        case "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": authenticated.formUnion(permissions)
        case "http://acs.amazonaws.com/groups/s3/LogDelivery": logDelivery.formUnion(permissions)
        default: others += 1
        }
    }

    var canned: String {
        if !all.isDisjoint(with: ["WRITE", "WRITE_ACP", "FULL_CONTROL"]) { return "PublicReadWrite" }
        if !all.isEmpty { return "PublicRead" }
        if !authenticated.isEmpty { return "AuthenticatedRead" }
        if !logDelivery.isEmpty { return "LogDeliveryWrite" }
        return others > 1 ? "Custom" : "Private"
    }
}
