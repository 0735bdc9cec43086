import AccessPolicy
import Document
import Testing

/// Who "public" lets in, row by row. S3 and EFS: "The meaning of public" in their guides on blocking public access;
/// keys and operators: the IAM reference of condition keys and operators.
@Suite struct PublicStatementTests {
    private static func allow(_ rest: String) -> String {
        #"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"\#(rest.isEmpty ? "" : ", ")\#(rest)}"#
    }

    private static func when(_ condition: String) -> String { allow(#""Condition": \#(condition)"#) }

    static let principals: [AnswerCase] = [
        AnswerCase(.yes, "everyone, no condition", allow("")),
        AnswerCase(.yes, "AWS: * is the same as *", #"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sqs:*", "Resource": "*"}"#),
        AnswerCase(
            .yes, "* among others", #"{"Effect": "Allow", "Principal": {"AWS": ["123456789012", "*"]}, "Action": "sqs:*", "Resource": "*"}"#
        ),
        AnswerCase(.no, "a Deny lets nobody in", #"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#),
        AnswerCase(
            .no, "an account is known", #"{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "a role is known",
            #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/a"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "a service is known",
            #"{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "*"}"#),
        AnswerCase(
            .no, "a canonical user is known",
            #"{"Effect": "Allow", "Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "Action": "s3:GetObject", "Resource": "*"}"#
        ),
        AnswerCase(.no, "an identity policy has no principal", #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        AnswerCase(
            .yes, "Allow with NotPrincipal allows all others",
            #"{"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "NotPrincipal * leaves nobody", #"{"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .unknown, "a wildcard within a principal's ARN is refused by AWS",
            #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::*:root"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .unknown, "a type of principal that AWS does not have",
            #"{"Effect": "Allow", "Principal": {"Everybody": "*"}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .unknown, "the principal is not known",
            #"{"Effect": "Allow", "Principal": {"AWS": {"$unknown": "var.principals"}}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .yes, "everyone is there whatever else is",
            #"{"Effect": "Allow", "Principal": {"AWS": ["*", {"$rest": "var.more"}]}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "a role's ARN is never *",
            #"{"Effect": "Allow", "Principal": {"AWS": {"$unknown": "aws_iam_role.app.arn"}}, "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "a text that begins with arn: is never *",
            #"{"Effect": "Allow", "Principal": {"AWS": [{"$unknown": "var.account", "prefix": "arn:aws:iam::", "suffix": ":root"}]}, "Action": "s3:*", "Resource": "*"}"#
        ),
        AnswerCase(
            .unknown, "the effect is not known",
            #"{"Effect": {"$unknown": "var.effect"}, "Principal": "*", "Action": "s3:*", "Resource": "*"}"#),
        AnswerCase(
            .no, "whatever the effect, the principal is known",
            #"{"Effect": {"$unknown": "var.effect"}, "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}"#),
    ]

    static let conditions: [AnswerCase] = [
        AnswerCase(.no, "a fixed source account", when(#"{"StringEquals": {"aws:SourceAccount": "123456789012"}}"#)),
        AnswerCase(.no, "keys have no case", when(#"{"stringequals": {"AWS:SOURCEACCOUNT": "123456789012"}}"#)),
        AnswerCase(.no, "a fixed source owner", when(#"{"StringEquals": {"AWS:SourceOwner": "123456789012"}}"#)),
        AnswerCase(.no, "the caller's account", when(#"{"StringEquals": {"aws:PrincipalAccount": ["123456789012", "111122223333"]}}"#)),
        AnswerCase(.no, "the caller's organization", when(#"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(.no, "without wildcards StringLike equals", when(#"{"StringLike": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(.yes, "any organization", when(#"{"StringLike": {"aws:PrincipalOrgID": "o-*"}}"#)),
        AnswerCase(.yes, "one of the values is a wildcard", when(#"{"StringLike": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "*"]}}"#)),
        AnswerCase(
            .no, "a path under a fixed organization",
            when(#"{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"}}"#)),
        AnswerCase(.yes, "a path under any organization", when(#"{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/r-ab12/*"}}"#)),
        AnswerCase(
            .yes, "ForAllValues holds without the key", when(#"{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}"#)),
        AnswerCase(
            .no, "ForAllValues, and the key must be there",
            when(#"{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}, "Null": {"aws:PrincipalOrgPaths": "false"}}"#)),
        AnswerCase(.no, "the source's organization", when(#"{"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(.no, "a fixed source ARN", when(#"{"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}}"#)),
        AnswerCase(.no, "an account's ARNs", when(#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:123456789012:*"}}"#)),
        AnswerCase(.no, "a fixed bucket as the source", when(#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::my-bucket"}}"#)),
        AnswerCase(.yes, "any bucket that begins so", when(#"{"ArnLike": {"aws:SourceArn": "arn:aws:s3:::my-*"}}"#)),
        AnswerCase(.yes, "any account's topics", when(#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:us-east-1:*:*"}}"#)),
        AnswerCase(.yes, "any source", when(#"{"StringLike": {"aws:SourceArn": "*"}}"#)),
        AnswerCase(.no, "roles of a fixed account", when(#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/app-*"}}"#)),
        AnswerCase(.yes, "that role in any account", when(#"{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}}"#)),
        AnswerCase(.no, "a fixed VPC", when(#"{"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}"#)),
        AnswerCase(.yes, "any VPC: the guide's own example", when(#"{"StringLike": {"aws:SourceVpc": "vpc-*"}}"#)),
        AnswerCase(.no, "a fixed endpoint", when(#"{"StringEquals": {"aws:SourceVpce": ["vpce-1a2b3c4d", "vpce-2a2b3c4d"]}}"#)),
        AnswerCase(.no, "the endpoint's owner", when(#"{"StringEquals": {"aws:VpceAccount": "123456789012"}}"#)),
        AnswerCase(.yes, "all but one endpoint", when(#"{"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#)),
        AnswerCase(.yes, "all but one organization", when(#"{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(.yes, "IfExists holds without the key", when(#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(
            .no, "IfExists, and the key must be there",
            when(#"{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Null": {"aws:principalorgid": false}}"#)),
        AnswerCase(.yes, "Null alone: any endpoint", when(#"{"Null": {"aws:SourceVpce": "false"}}"#)),
        AnswerCase(.yes, "Null: only callers without an account", when(#"{"Null": {"aws:PrincipalAccount": "true"}}"#)),
        AnswerCase(.no, "a network", when(#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#)),
        AnswerCase(.no, "one address", when(#"{"IpAddress": {"aws:SourceIp": "203.0.113.7"}}"#)),
        AnswerCase(.no, "a /8 is not broader than /8", when(#"{"IpAddress": {"aws:SourceIp": "11.0.0.0/8"}}"#)),
        AnswerCase(.no, "private addresses", when(#"{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]}}"#)),
        AnswerCase(.yes, "the whole internet", when(#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#)),
        AnswerCase(.yes, "half of the internet", when(#"{"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}"#)),
        AnswerCase(.yes, "the whole internet in halves", when(#"{"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}"#)),
        AnswerCase(.yes, "one of the networks is everything", when(#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}"#)),
        AnswerCase(.yes, "all of IPv6", when(#"{"IpAddress": {"aws:SourceIp": "::/0"}}"#)),
        AnswerCase(.no, "a provider's IPv6 block", when(#"{"IpAddress": {"aws:SourceIp": "2001:db8::/32"}}"#)),
        AnswerCase(.yes, "broader than /32", when(#"{"IpAddress": {"aws:SourceIp": "2001:d00::/24"}}"#)),
        AnswerCase(.yes, "everyone but a network", when(#"{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#)),
        AnswerCase(
            .yes, "requests through any endpoint have no source address",
            when(#"{"IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}}"#)),
        AnswerCase(.unknown, "no network", when(#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/99"}}"#)),
        AnswerCase(.yes, "private addresses of any VPC", when(#"{"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}}"#)),
        AnswerCase(.yes, "encryption asks nobody who he is", when(#"{"Bool": {"aws:SecureTransport": "true"}}"#)),
        AnswerCase(.yes, "anyone has MFA", when(#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#)),
        AnswerCase(.yes, "anyone can send a referer", when(#"{"StringLike": {"aws:Referer": "https://example.com/*"}}"#)),
        AnswerCase(.yes, "anyone can send a user agent", when(#"{"StringEquals": {"aws:UserAgent": "secret"}}"#)),
        AnswerCase(.yes, "anyone can tag a principal", when(#"{"StringEquals": {"aws:PrincipalTag/team": "a"}}"#)),
        AnswerCase(.yes, "until a date", when(#"{"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}"#)),
        AnswerCase(.yes, "a prefix", when(#"{"StringLike": {"s3:prefix": "public/*"}}"#)),
        AnswerCase(.yes, "user names repeat between accounts", when(#"{"StringEquals": {"aws:username": "bob"}}"#)),
        AnswerCase(.no, "a unique id with a session name", when(#"{"StringLike": {"aws:userid": "AROAEXAMPLEID1234567:*"}}"#)),
        AnswerCase(.yes, "any session", when(#"{"StringLike": {"aws:userid": "*:session"}}"#)),
        AnswerCase(
            .no, "access points of an account",
            when(#"{"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:123456789012:accesspoint/*"}}"#)),
        AnswerCase(.no, "the access points' account", when(#"{"StringEquals": {"s3:DataAccessPointAccount": "123456789012"}}"#)),
        AnswerCase(
            .no, "a fixed KMS key",
            when(#"{"StringEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:123456789012:key/1"}}"#)),
        AnswerCase(
            .no, "AWS managed keys' way",
            when(#"{"StringEquals": {"kms:CallerAccount": "123456789012", "kms:ViaService": "s3.us-east-1.amazonaws.com"}}"#)),
        AnswerCase(.yes, "through a service, for whomever", when(#"{"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}"#)),
        AnswerCase(.no, "on a mount target", when(#"{"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}"#)),
        AnswerCase(.yes, "not on a mount target", when(#"{"Bool": {"elasticfilesystem:AccessedViaMountTarget": "false"}}"#)),
        AnswerCase(.no, "AWS services themselves", when(#"{"Bool": {"aws:PrincipalIsAWSService": "true"}}"#)),
        AnswerCase(.no, "one service", when(#"{"StringEquals": {"aws:PrincipalServiceName": "cloudtrail.amazonaws.com"}}"#)),
        AnswerCase(
            .yes, "one's own function URL may ask for IAM, of any account",
            when(#"{"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}}"#)),
        AnswerCase(
            .no, "all conditions must hold", when(#"{"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceVpc": "vpc-1"}}"#)
        ),
        AnswerCase(.yes, "a variable is not fixed", when(#"{"StringEquals": {"aws:PrincipalOrgID": "${aws:PrincipalOrgID}"}}"#)),
        AnswerCase(.no, "the resource's owner is", when(#"{"StringEquals": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}}"#)),
        AnswerCase(.unknown, "an operator that AWS does not have", when(#"{"StringMatches": {"aws:SourceVpc": "vpc-1"}}"#)),
        AnswerCase(.yes, "an empty condition", when("{}")),
        AnswerCase(
            .yes, "an external id makes nobody known",
            #"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "abc"}}}"#
        ),
    ]

    static let unknowns: [AnswerCase] = [
        AnswerCase(.unknown, "the condition is not known", when(#"{"$unknown": "var.condition"}"#)),
        AnswerCase(
            .unknown, "there may be more operators", when(#"{"Bool": {"aws:SecureTransport": "true"}, "x": {"$rest": "var.more"}}"#)),
        AnswerCase(.no, "whatever more there is", when(#"{"StringEquals": {"aws:SourceVpc": "vpc-1"}, "x": {"$rest": "var.more"}}"#)),
        AnswerCase(
            .no, "compared as it is, any account is one account",
            when(#"{"StringEquals": {"aws:SourceAccount": {"$unknown": "var.account"}}}"#)),
        AnswerCase(.unknown, "a pattern that is not known", when(#"{"StringLike": {"aws:SourceArn": {"$unknown": "var.arn"}}}"#)),
        AnswerCase(
            .no, "an ARN that the provider gives",
            when(#"{"ArnLike": {"aws:SourceArn": {"$unknown": "aws_cloudfront_distribution.cdn.arn"}}}"#)),
        AnswerCase(
            .no, "what is below it",
            when(#"{"ArnLike": {"aws:SourceArn": {"$unknown": "aws_api_gateway_rest_api.a.execution_arn", "suffix": "/*/*"}}}"#)),
        AnswerCase(
            .no, "the own account's roles",
            when(
                #"{"ArnLike": {"aws:PrincipalArn": {"$unknown": "data.aws_caller_identity.current.account_id", "prefix": "arn:aws:iam::", "suffix": ":role/*"}}}"#
            )),
        AnswerCase(
            .no, "a template's own account",
            when(
                #"{"ArnLike": {"aws:SourceArn": {"$unknown": "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:*", "prefix": "arn:", "suffix": ":*"}}}"#
            )),
        AnswerCase(
            .unknown, "a template with a parameter for the account",
            when(
                #"{"ArnLike": {"aws:SourceArn": {"$unknown": "arn:aws:sns:${AWS::Region}:${Partner}:*", "prefix": "arn:aws:sns:", "suffix": ":*"}}}"#
            )),
        AnswerCase(
            .yes, "a template with any account",
            when(
                #"{"ArnLike": {"aws:SourceArn": {"$unknown": "arn:aws:sns:${AWS::Region}:*:*", "prefix": "arn:aws:sns:", "suffix": ":*:*"}}}"#
            )),

        AnswerCase(.unknown, "networks that are not known", when(#"{"IpAddress": {"aws:SourceIp": {"$unknown": "var.cidrs"}}}"#)),
        AnswerCase(
            .yes, "one known network is everything", when(#"{"IpAddress": {"aws:SourceIp": ["0.0.0.0/0", {"$rest": "var.cidrs"}]}}"#)),
    ]

    @Test(arguments: principals + conditions + unknowns)
    func strangersAreToldFromTheKnown(_ row: AnswerCase) throws {
        let (document, statement) = try Sample.statement(row.json)
        let answer = statement.grantsPublicAccess()
        #expect(answer.verdict == row.verdict)
        if answer.verdict != .no { #expect(answer.node.map { document.contains($0) } == true) }
    }

    @Test func thereAreEnoughRows() {
        #expect(Self.principals.count + Self.conditions.count + Self.unknowns.count >= 60)
    }

    @Test func theAnswerPointsAtWhatDecided() throws {
        let (document, statement) = try Sample.statement(Self.allow(""))
        let decided = try #require(statement.grantsPublicAccess().node)
        #expect(document.value(at: decided)?.string == "*")
        let (other, restricted) = try Sample.statement(Self.when(#"{"StringEquals": {"aws:SourceVpc": "vpc-1"}}"#))
        let why = try #require(restricted.grantsPublicAccess().node)
        #expect(other.value(at: why)?[0]?.string == "vpc-1")
    }

    @Test func withoutItsDocumentAStatementIsStillAsked() throws {
        let (document, statement) = try Sample.statement(
            #"{"Effect": "Allow", "Principal": {"AWS": {"$unknown": "aws_iam_role.app.arn"}}, "Action": "s3:*", "Resource": "*"}"#)
        document.withRoot { _ in
            #expect(PolicyStatement(statement.node).grantsPublicAccess().verdict == .unknown)
        }
    }
}
