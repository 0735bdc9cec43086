import AccessPolicy
import Document
import Testing

@Suite struct PolicyTests {
    private static let open = #"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}"#

    private static func with(_ deny: String) -> String { #"{"Version": "2012-10-17", "Statement": [\#(open), \#(deny)]}"# }

    private static func deny(_ rest: String) -> String {
        #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]\#(rest.isEmpty ? "" : ", ")\#(rest)}"#
    }

    static let publicPolicies: [AnswerCase] = [
        AnswerCase(.yes, "nothing is denied", #"{"Statement": [\#(open)]}"#),
        AnswerCase(.no, "no statements", #"{"Statement": []}"#),
        AnswerCase(.no, "no policy", "null"),
        AnswerCase(.unknown, "a policy that is not known", #"{"$unknown": "var.policy"}"#),
        AnswerCase(.unknown, "a statement that is not known", #"{"Statement": [{"$rest": "var.statements"}]}"#),
        AnswerCase(.unknown, "a statement that is not known may deny it", #"{"Statement": [\#(open), {"$rest": "var.statements"}]}"#),
        AnswerCase(.no, "everything is denied to everyone", with(deny(""))),
        AnswerCase(
            .yes, "encryption in transit is all that is asked", with(deny(#""Condition": {"Bool": {"aws:SecureTransport": "false"}}"#))),
        AnswerCase(
            .no, "denied but from one endpoint", with(deny(#""Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}"#))),
        AnswerCase(.no, "denied but from one network", with(deny(#""Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#))),
        AnswerCase(.yes, "denied but from the internet", with(deny(#""Condition": {"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}}"#))),
        AnswerCase(
            .no, "denied outside the organization, services aside",
            with(
                deny(
                    #""Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}"#
                ))),
        AnswerCase(
            .unknown, "calls that a service makes for somebody",
            with(deny(#""Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:ViaAWSService": "false"}}"#))),
        AnswerCase(.yes, "denied from one network only", with(deny(#""Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#))),
        AnswerCase(.yes, "denied only without an organization", with(deny(#""Condition": {"Null": {"aws:PrincipalOrgID": "true"}}"#))),
        AnswerCase(
            .yes, "ForAnyValue of a negation does not hold without the key",
            with(deny(#""Condition": {"ForAnyValue:StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#))),
        AnswerCase(.unknown, "denied under a condition that is not known", with(deny(#""Condition": {"$unknown": "var.condition"}"#))),
        AnswerCase(
            .yes, "another action is denied",
            with(#"{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*"}"#)),
        AnswerCase(
            .yes, "another resource is denied",
            with(#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b"}"#)),
        AnswerCase(
            .yes, "an account is denied",
            with(#"{"Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}"#)),
        AnswerCase(
            .no, "all but an account are denied",
            with(#"{"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}"#)),
        AnswerCase(.no, "actions have no case", with(#"{"Effect": "Deny", "Principal": "*", "Action": "S3:get*", "Resource": "*"}"#)),
        AnswerCase(
            .no, "the same reference",
            #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": {"$unknown": "aws_s3_bucket.b.arn", "suffix": "/*"}}, {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [{"$unknown": "aws_s3_bucket.b.arn"}, {"$unknown": "aws_s3_bucket.b.arn", "suffix": "/*"}], "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}]}"#
        ),
    ]

    @Test(arguments: publicPolicies)
    func aDenyTakesBackWhatItCovers(_ row: AnswerCase) throws {
        #expect(PolicyDocument(try Sample.canonical(row.json).root).grantsPublicAccess().verdict == row.verdict)
    }

    @Test func aDenyOfAnyKindNeverMakesAPolicyPublic() throws {
        for row in Self.publicPolicies {
            let document = try Sample.canonical(row.json)
            guard document.root["Statement"]?.kind == .list, row.verdict == .no else { continue }
            for denied in Self.publicPolicies {
                let denies = try Sample.canonical(denied.json).root["Statement"]?.elements.filter { $0["Effect"]?.string == "Deny" } ?? []
                let builder = DocumentBuilder()
                builder.beginMap()
                builder.key("Statement")
                builder.beginList()
                for statement in (document.root["Statement"]?.elements ?? []) + denies { builder.copy(statement) }
                builder.endList()
                builder.endMap()
                let grown = try builder.finish()
                #expect(PolicyDocument(grown.root).grantsPublicAccess().verdict == .no, "\(row.why) + \(denied.why)")
            }
        }
    }

    static let transport: [AnswerCase] = [
        AnswerCase(
            .yes, "the documented form",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        ),
        AnswerCase(
            .yes, "AWS: *, a boolean, all actions",
            #"{"Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": false}}}]}"#
        ),
        AnswerCase(
            .yes, "IfExists",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}]}"#
        ),
        AnswerCase(
            .yes, "not true",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SecureTransport": "true"}}}]}"#
        ),
        AnswerCase(
            .no, "the wrong way round",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}"#
        ),
        AnswerCase(
            .no, "only allowing",
            #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}"#
        ),
        AnswerCase(
            .no, "one action of many",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        ),
        AnswerCase(
            .no, "one account",
            #"{"Statement": [{"Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        ),
        AnswerCase(
            .no, "the bucket without its objects",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        ),
        AnswerCase(
            .no, "from one network only",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}"#
        ),
        AnswerCase(
            .no, "a version of TLS is another question",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"NumericLessThan": {"s3:TlsVersion": 1.2}}}]}"#
        ),
        AnswerCase(.no, "no policy", "null"),
        AnswerCase(.no, "no statements", #"{"Statement": []}"#),
        AnswerCase(.unknown, "statements that are not known", #"{"Statement": [{"$rest": "var.statements"}]}"#),
        AnswerCase(.unknown, "a policy that is not known", #"{"$unknown": "var.policy"}"#),
        AnswerCase(
            .yes, "the bucket by reference",
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [{"$unknown": "aws_s3_bucket.b.arn"}, {"$unknown": "aws_s3_bucket.b.arn", "suffix": "/*"}], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        ),
    ]

    @Test(arguments: transport)
    func unencryptedRequestsAreRefusedOrNot(_ row: AnswerCase) throws {
        #expect(PolicyDocument(try Sample.canonical(row.json).root).deniesInsecureTransport().verdict == row.verdict)
    }

    @Test func oneActionMayBeAllThatIsAskedFor() throws {
        let document = try Sample.canonical(
            #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "arn:aws:sns:us-east-1:123456789012:t", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#
        )
        #expect(PolicyDocument(document.root).deniesInsecureTransport().isNo)
        #expect(PolicyDocument(document.root).deniesInsecureTransport(action: "sns:Publish").isYes)
    }

    @Test func onlyTheNewerVersionHasVariables() throws {
        #expect(PolicyDocument(try Sample.canonical(#"{"Version": "2012-10-17", "Statement": []}"#).root).hasVariables)
        #expect(!PolicyDocument(try Sample.canonical(#"{"Version": "2008-10-17", "Statement": []}"#).root).hasVariables)
        #expect(!PolicyDocument(try Sample.canonical(#"{"Statement": []}"#).root).hasVariables)
    }
}
