import AccessPolicy
import Document
import Testing

@Suite struct TrustTests {
    private static func trust(_ principal: String, _ condition: String = "{}", action: String = #""sts:AssumeRole""#) -> String {
        #"{"Effect": "Allow", "Principal": \#(principal), "Action": \#(action), "Condition": \#(condition)}"#
    }

    static let partners: [AnswerCase] = [
        AnswerCase(.yes, "a partner without external id", trust(#"{"AWS": "arn:aws:iam::111122223333:root"}"#)),
        AnswerCase(.no, "a partner with external id", trust(#"{"AWS": "111122223333"}"#, #"{"StringEquals": {"sts:ExternalId": "abc"}}"#)),
        AnswerCase(
            .no, "an external id not known before apply",
            trust(#"{"AWS": "111122223333"}"#, #"{"StringEquals": {"sts:ExternalId": {"$unknown": "var.external_id"}}}"#)),
        AnswerCase(.yes, "any external id", trust(#"{"AWS": "111122223333"}"#, #"{"StringLike": {"sts:ExternalId": "*"}}"#)),
        AnswerCase(
            .yes, "an external id if there is one",
            trust(#"{"AWS": "111122223333"}"#, #"{"StringEqualsIfExists": {"sts:ExternalId": "abc"}}"#)),
        AnswerCase(.yes, "any but one external id", trust(#"{"AWS": "111122223333"}"#, #"{"StringNotEquals": {"sts:ExternalId": "abc"}}"#)),
        AnswerCase(.no, "the own account", trust(#"{"AWS": "arn:aws:iam::123456789012:root"}"#)),
        AnswerCase(.no, "a user of the same code", trust(#"{"AWS": {"$unknown": "aws_iam_user.deployer.arn"}}"#)),
        AnswerCase(
            .no, "a user of the same code, known to have an ARN",
            trust(#"{"AWS": {"$unknown": "aws_iam_user.deployer.arn", "prefix": "arn:"}}"#)),
        AnswerCase(.no, "a service", trust(#"{"Service": "lambda.amazonaws.com"}"#)),
        AnswerCase(
            .no, "accounts of the organization",
            trust(#"{"AWS": "111122223333"}"#, #"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(
            .yes, "MFA does not tell customers apart",
            trust(#"{"AWS": "111122223333"}"#, #"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#)),
        AnswerCase(.yes, "anyone", trust(#"{"AWS": "*"}"#)),
        AnswerCase(.no, "another action", trust(#"{"AWS": "111122223333"}"#, action: #""sts:TagSession""#)),
        AnswerCase(.yes, "among other actions", trust(#"{"AWS": "111122223333"}"#, action: #"["sts:TagSession", "sts:Assume*"]"#)),
        AnswerCase(.unknown, "an account not known", trust(#"{"AWS": {"$unknown": "var.trusted_accounts"}}"#)),
        AnswerCase(.unknown, "a condition not known", trust(#"{"AWS": "111122223333"}"#, #"{"$unknown": "var.condition"}"#)),
    ]

    @Test(arguments: partners)
    func partnersNeedAnExternalID(_ row: AnswerCase) throws {
        let (document, statement) = try Sample.statement(row.json)
        #expect(statement.trustsForeignAccountWithoutExternalID(account: "123456789012").verdict == row.verdict)
        withExtendedLifetime(document) {}
    }

    private static let github = #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}"#
    private static let aud = #""token.actions.githubusercontent.com:aud": "sts.amazonaws.com""#
    private static let eks = #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}"#
    private static let web = #""sts:AssumeRoleWithWebIdentity""#

    private static func sub(_ pattern: String) -> String {
        trust(github, #"{"StringEquals": {\#(aud)}, "StringLike": {"token.actions.githubusercontent.com:sub": \#(pattern)}}"#, action: web)
    }

    static let federation: [AnswerCase] = [
        AnswerCase(.yes, "GitHub, no condition", trust(github, action: web)),
        AnswerCase(.yes, "GitHub, the audience alone", trust(github, #"{"StringEquals": {\#(aud)}}"#, action: web)),
        AnswerCase(
            .no, "GitHub, one branch",
            trust(
                github, #"{"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:org/repo:ref:refs/heads/main"}}"#, action: web)
        ),
        AnswerCase(.no, "GitHub, one repository", sub(#""repo:org/repo:*""#)),
        AnswerCase(.no, "GitHub, one owner", sub(#""repo:org/*""#)),
        AnswerCase(.yes, "GitHub, owners that begin so", sub(#""repo:org*""#)),
        AnswerCase(.yes, "GitHub, any repository", sub(#""repo:*""#)),
        AnswerCase(.yes, "GitHub, that repository of anyone", sub(#""repo:*/repo:*""#)),
        AnswerCase(.yes, "GitHub, anything", sub(#""*""#)),
        AnswerCase(.yes, "GitHub, one of the patterns is open", sub(#"["repo:org/repo:*", "repo:*"]"#)),
        AnswerCase(.no, "GitHub, a subject of chosen claims", sub(#""repository_owner_id:1234:*""#)),
        AnswerCase(
            .no, "GitHub, the owner's claim",
            trust(github, #"{"StringEquals": {"token.actions.githubusercontent.com:repository_owner": "org"}}"#, action: web)),
        AnswerCase(
            .no, "a token always has a subject",
            trust(github, #"{"ForAllValues:StringLike": {"token.actions.githubusercontent.com:sub": "repo:org/repo:*"}}"#, action: web)),
        AnswerCase(
            .yes, "anyone but one repository",
            trust(github, #"{"StringNotLike": {"token.actions.githubusercontent.com:sub": "repo:org/repo:*"}}"#, action: web)),
        AnswerCase(.unknown, "GitHub, a pattern not known", sub(#"{"$unknown": "var.subject"}"#)),
        AnswerCase(
            .no, "GitHub, a subject not known, compared as it is",
            trust(github, #"{"StringEquals": {"token.actions.githubusercontent.com:sub": {"$unknown": "var.subject"}}}"#, action: web)),
        AnswerCase(.unknown, "a condition not known", trust(github, #"{"$unknown": "var.condition"}"#, action: web)),
        AnswerCase(
            .yes, "a cluster's every service account",
            trust(eks, #"{"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"}}"#, action: web)),
        AnswerCase(
            .no, "one service account",
            trust(eks, #"{"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:web:app"}}"#, action: web)
        ),
        AnswerCase(
            .no, "one namespace",
            trust(eks, #"{"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:web:*"}}"#, action: web)),
        AnswerCase(
            .yes, "any namespace",
            trust(eks, #"{"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:*:app"}}"#, action: web)),
        AnswerCase(
            .yes, "Cognito without identity pool",
            trust(
                #"{"Federated": "cognito-identity.amazonaws.com"}"#,
                #"{"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}"#, action: web)),
        AnswerCase(
            .no, "Cognito with identity pool",
            trust(
                #"{"Federated": "cognito-identity.amazonaws.com"}"#,
                #"{"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:1234"}}"#, action: web)),
        AnswerCase(
            .no, "Google with client id",
            trust(
                #"{"Federated": "accounts.google.com"}"#, #"{"StringEquals": {"accounts.google.com:aud": "66677788899900pro0"}}"#,
                action: web)),
        AnswerCase(
            .yes, "GitLab.com, the audience alone",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/gitlab.com"}"#,
                #"{"StringEquals": {"gitlab.com:aud": "https://gitlab.com"}}"#, action: web)),
        AnswerCase(
            .no, "GitLab.com, one group",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/gitlab.com"}"#,
                #"{"StringLike": {"gitlab.com:sub": "project_path:group/*:ref_type:branch:ref:main"}}"#, action: web)),
        AnswerCase(
            .yes, "HCP Terraform, any organization",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/app.terraform.io"}"#,
                #"{"StringLike": {"app.terraform.io:sub": "organization:*:project:p:*"}}"#, action: web)),
        AnswerCase(
            .no, "HCP Terraform, one organization",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/app.terraform.io"}"#,
                #"{"StringLike": {"app.terraform.io:sub": "organization:acme:*"}}"#, action: web)),
        AnswerCase(
            .no, "a provider of one's own, its audience",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:oidc-provider/acme.okta.com"}"#,
                #"{"StringEquals": {"acme.okta.com:aud": "client"}}"#, action: web)),
        AnswerCase(
            .yes, "a provider of one's own, no condition",
            trust(#"{"Federated": "arn:aws:iam::123456789012:oidc-provider/acme.okta.com"}"#, action: web)),
        AnswerCase(
            .no, "SAML is of one's own",
            trust(
                #"{"Federated": "arn:aws:iam::123456789012:saml-provider/ad"}"#,
                #"{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}"#, action: #""sts:AssumeRoleWithSAML""#)),
        AnswerCase(
            .no, "a provider by reference, one branch",
            trust(
                #"{"Federated": {"$unknown": "aws_iam_openid_connect_provider.github.arn"}}"#,
                #"{"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:org/repo:ref:refs/heads/main"}}"#, action: web)),
        AnswerCase(
            .yes, "a provider by reference, the audience alone",
            trust(
                #"{"Federated": {"$unknown": "aws_iam_openid_connect_provider.github.arn"}}"#, #"{"StringEquals": {\#(aud)}}"#, action: web)
        ),
        AnswerCase(
            .yes, "a provider by reference, no condition",
            trust(#"{"Federated": {"$unknown": "aws_iam_openid_connect_provider.github.arn"}}"#, action: web)),
        AnswerCase(
            .unknown, "a provider by reference, keys not known",
            trust(
                #"{"Federated": {"$unknown": "module.eks.oidc_provider_arn"}}"#,
                #"{"StringEquals": {"x": {"$rest": "module.eks.oidc_provider"}}}"#, action: web)),
        AnswerCase(.no, "not federated", trust(#"{"AWS": "123456789012"}"#)),
        AnswerCase(.no, "denied", #"{"Effect": "Deny", "Principal": \#(github), "Action": "sts:AssumeRoleWithWebIdentity"}"#),
    ]

    @Test(arguments: federation)
    func sharedProvidersMustBeTiedDown(_ row: AnswerCase) throws {
        let (document, statement) = try Sample.statement(row.json)
        #expect(statement.trustsFederationUnbound().verdict == row.verdict)
        withExtendedLifetime(document) {}
    }

    @Test func anyoneIsTrusted() throws {
        let (document, statement) = try Sample.statement(Self.trust(#"{"AWS": "*"}"#))
        #expect(statement.trustsAnyone().isYes)
        let (other, limited) = try Sample.statement(
            Self.trust(#"{"AWS": "*"}"#, #"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#))
        #expect(limited.trustsAnyone().isNo)
        withExtendedLifetime((document, other)) {}
    }
}
