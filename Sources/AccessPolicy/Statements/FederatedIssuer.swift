import Document

/// An OpenID Connect issuer as trust policies name it, and which of its claims tell one tenant from another.
struct FederatedIssuer {
    /// Without scheme: `token.actions.githubusercontent.com`, `oidc.eks.eu-west-1.amazonaws.com/id/ABC`.
    let host: String
    /// Claims of which one must be tied to a value.
    let binding: Set<String>

    /// Issuers that many organizations share, and the claims that tell them apart.
    ///
    /// Source: `id_roles_providers_oidc_secure-by-default.html`, `reference_policies_iam-condition-keys.html` (the built-in
    /// providers), and for GitHub "Configuring OpenID Connect in Amazon Web Services" (docs.github.com).
    private static let shared: [String: Set<String>] = [
        "token.actions.githubusercontent.com": [
            "sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref",
        ],
        "vstoken.actions.githubusercontent.com": ["sub"],
        "oidc-configuration.audit-log.githubusercontent.com": ["sub"],
        "gitlab.com": ["sub"],
        "app.terraform.io": ["sub"],
        "agent.buildkite.com": ["sub"],
        "oidc.codefresh.io": ["sub"],
        "studio.datachain.ai/api": ["sub"],
        "scalr.io": ["sub"],
        "tokens.cloud.shisho.dev": ["sub"],
        "proidc.upbound.io": ["sub"],
        "api.pulumi.com/oidc": ["aud"],
        "oidc.vercel.com": ["aud"],
        "sandboxes.cloud": ["aud"],
        "cognito-identity.amazonaws.com": ["aud"],
        "accounts.google.com": ["aud", "sub", "oaud"],
        "graph.facebook.com": ["app_id"],
        "www.amazon.com": ["app_id", "user_id"],
    ]

    private static let marker = ":oidc-provider/"

    /// The issuer of a `Federated` principal: an ARN, or a built-in provider's name. Nil for SAML providers.
    init?(principal: String) {
        if let place = principal.firstRange(of: FederatedIssuer.marker) {
            self.init(host: String(principal[place.upperBound...]))
        } else if principal.contains(":saml-provider/") {
            return nil
        } else {
            self.init(host: principal)
        }
    }

    /// The issuer that a condition key such as `gitlab.com:sub` belongs to.
    init?(conditionKey key: String) {
        guard let colon = key.lastIndex(of: ":") else { return nil }
        let host = key[..<colon]
        guard host.contains("."), !host.hasPrefix("arn:") else { return nil }
        self.init(host: String(host))
    }

    private init(host: String) {
        let host = host.lowercased()
        self.host = host
        if let claims = FederatedIssuer.shared[host] {
            binding = claims
        } else if host.hasPrefix("oidc.eks.") || host.hasPrefix("oidc-eks.") {
            // A cluster is one's own, its service accounts are not all meant.
            binding = ["sub"]
        } else {
            binding = ["sub", "aud", "amr", "groups", "email"]
        }
    }

    /// The claim of a condition key of this issuer; nil for other keys.
    func claim(of key: Symbol) -> String? {
        let text = key.text.lowercased()
        guard text.hasPrefix(host + ":") else { return nil }
        return String(text.dropFirst(host.utf8.count + 1))
    }

    /// Whether a pattern for a claim leaves the tenant open.
    func isOpen(_ pattern: String, claim: String) -> Bool {
        let fixed = pattern.prefix { $0 != "*" && $0 != "?" }
        if fixed.count == pattern.count { return pattern.isEmpty }
        if claim == "repository" || claim == "job_workflow_ref" { return !fixed.contains("/") }
        guard claim == "sub" else { return fixed.isEmpty }
        if host == "token.actions.githubusercontent.com" {
            // repo:OWNER/REPOSITORY:…; the owner must be whole.
            guard fixed.hasPrefix("repo:") else { return !isCustomSubject(fixed) }
            return !fixed.contains("/")
        }
        if host.hasPrefix("oidc.eks.") || host.hasPrefix("oidc-eks.") {
            // system:serviceaccount:NAMESPACE:NAME; the namespace must be whole.
            return fixed.split(separator: ":", omittingEmptySubsequences: false).count < 4
        }
        if host == "gitlab.com" || host == "app.terraform.io" {
            // project_path:GROUP/PROJECT:… and organization:NAME:…
            let value = fixed.drop { $0 != ":" }.dropFirst()
            return !value.contains("/") && !value.contains(":")
        }
        return fixed.isEmpty
    }

    /// GitHub lets owners choose the claims of the subject; those that begin with one of theirs are tied down by its value.
    private func isCustomSubject(_ fixed: Substring) -> Bool {
        for claim in ["repository_owner:", "repository_owner_id:", "repository_id:", "repository:", "job_workflow_ref:"]
        where fixed.hasPrefix(claim) {
            return fixed.dropFirst(claim.count).contains { $0 == ":" || $0 == "/" }
        }
        return false
    }
}
