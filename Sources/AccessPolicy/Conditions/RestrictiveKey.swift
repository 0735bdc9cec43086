/// What a condition key's values name, for keys that tie a request to somebody known.
///
/// Sources, all of AWS's documentation: Amazon S3 `access-control-block-public-access.html` ("The meaning of public"), Amazon EFS
/// `access-control-block-public-access.html` (the mount target key), S3 `API_PublicAccessBlockConfiguration` (the KMS key id),
/// IAM `reference_policies_condition-keys.html` (what each global key holds; those added later for organizations and VPC
/// endpoints name their owner just as the older ones do), AWS KMS `conditions-kms.html` (`kms:CallerAccount`).
///
/// Not here, because anybody can satisfy them: `aws:SecureTransport`, `aws:Referer`, `aws:UserAgent`, `aws:CurrentTime`,
/// `aws:MultiFactorAuthPresent`, `aws:PrincipalTag/…`, `aws:PrincipalType`, `aws:username`, `aws:VpcSourceIp` (private addresses
/// are everyone's), `kms:ViaService` (says through which service, not for whom), `s3:prefix` and the like.
enum RestrictiveKey: Sendable, Hashable {
    /// An account id.
    case account
    /// An organization's id, or its path with a wildcard behind the id.
    case organization, organizationPath
    /// An ARN, which names an account or something that exists once.
    case arn
    /// An id that exists once: a VPC, an endpoint, a service's name.
    case name
    /// Addresses.
    case network
    /// A principal's unique id, a session's name behind it.
    case uniqueID
    /// `true` where the caller is known by kind: an AWS service; somebody on a mount target.
    case flag

    static let all: [(String, RestrictiveKey)] = [
        ("aws:sourceaccount", .account), ("aws:sourceowner", .account), ("aws:principalaccount", .account),
        ("kms:calleraccount", .account), ("s3:dataaccesspointaccount", .account), ("aws:vpceaccount", .account),
        ("aws:principalorgid", .organization), ("aws:sourceorgid", .organization), ("aws:vpceorgid", .organization),
        ("aws:principalorgpaths", .organizationPath), ("aws:sourceorgpaths", .organizationPath),
        ("aws:vpceorgpaths", .organizationPath),
        ("aws:sourcearn", .arn), ("aws:principalarn", .arn), ("s3:dataaccesspointarn", .arn), ("aws:sourcevpcarn", .arn),
        ("lambda:sourcefunctionarn", .arn), ("ec2:sourceinstancearn", .arn),
        ("aws:sourcevpc", .name), ("aws:sourcevpce", .name),
        ("aws:principalservicename", .name), ("aws:principalservicenameslist", .name),
        ("s3:x-amz-server-side-encryption-aws-kms-key-id", .arn),
        ("aws:sourceip", .network),
        ("aws:userid", .uniqueID),
        ("aws:principalisawsservice", .flag), ("elasticfilesystem:accessedviamounttarget", .flag),
    ]
}

/// Whom a condition must leave out for it to count.
enum RestrictionScope {
    /// Everybody who is not known: other accounts may be let in, strangers not.
    case known
    /// Everybody outside the own organization or account.
    case organization(String?)
    /// Everybody outside this account.
    case account(String?)

    /// Stands for an own account whose id is not known, when it is only referred to.
    static let anonymousAccount = "000000000000"

    var ownAccount: String {
        switch self {
        case .known: RestrictionScope.anonymousAccount
        case .organization(let account), .account(let account): account ?? RestrictionScope.anonymousAccount
        }
    }
}
