import Document

extension AssetShaper {
    /// The functions that belong to no other station.
    public static let standardFunctions: [String: ShapeFunction] = [
        "cannedACL": cannedACL, "environmentVariables": EnvironmentVariables.shape, "resourceName": ResourceName.shape,
    ]

    /// A bucket's grants as the canned ACL that gives the same access, or `Custom`.
    ///
    /// Group URIs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
    private static let cannedACL: ShapeFunction = { grants, builder in
        var all: Set<String> = []
        var authenticated: Set<String> = []
        var logDelivery: Set<String> = []
        for grant in grants.elements {
            if let unknown = grant.unknown { return builder.unknown(unknown) }
            let permission = grant["Permission"]?.string ?? ""
            switch grant["Grantee"]?["URI"]?.string {
            case "http://acs.amazonaws.com/groups/global/AllUsers": all.insert(permission)
            case "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": authenticated.insert(permission)
            case "http://acs.amazonaws.com/groups/s3/LogDelivery": logDelivery.insert(permission)
            default: break
            }
        }
        if let origin = grants.origin, let source = grants.source(of: origin) {
            builder.origin(Origin(source: builder.source(source), range: origin.range))
        }
        if !all.isDisjoint(with: ["WRITE", "WRITE_ACP", "FULL_CONTROL"]) { return builder.string("PublicReadWrite") }
        if !all.isEmpty { return builder.string("PublicRead") }
        if !authenticated.isEmpty { return builder.string("AuthenticatedRead") }
        if !logDelivery.isEmpty { return builder.string("LogDeliveryWrite") }
        builder.string(grants.count > 1 ? "Custom" : "Private")
    }
}

extension DocumentValue {
    fileprivate func source(of origin: Origin) -> OriginSource? {
        let sources = document.sources
        return sources.indices.contains(Int(origin.source)) ? sources[Int(origin.source)] : nil
    }
}
