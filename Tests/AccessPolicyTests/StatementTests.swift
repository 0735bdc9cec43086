import AccessPolicy
import Document
import Testing

@Suite struct StatementTests {
    static let administrators: [AnswerCase] = [
        AnswerCase(.yes, "AdministratorAccess", #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        AnswerCase(.yes, "*:*", #"{"Effect": "Allow", "Action": ["s3:GetObject", "*:*"], "Resource": ["*"]}"#),
        AnswerCase(.yes, "stars upon stars", #"{"Effect": "Allow", "Action": "**", "Resource": "**"}"#),
        AnswerCase(.yes, "every ARN", #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:*:*:*:*"}"#),
        AnswerCase(.no, "a service", #"{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}"#),
        AnswerCase(.no, "a resource", #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}"#),
        AnswerCase(.no, "a service's resources", #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::*"}"#),
        AnswerCase(
            .no, "under a condition",
            #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#),
        AnswerCase(.yes, "under no condition", #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {}}"#),
        AnswerCase(.no, "denied", #"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#),
        AnswerCase(.no, "all but some is another question", #"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#),
        AnswerCase(.unknown, "actions not known", #"{"Effect": "Allow", "Action": {"$unknown": "var.actions"}, "Resource": "*"}"#),
        AnswerCase(.yes, "one action is enough", #"{"Effect": "Allow", "Action": ["*", {"$rest": "var.actions"}], "Resource": "*"}"#),
        AnswerCase(
            .no, "a resource's ARN is never *", #"{"Effect": "Allow", "Action": "*", "Resource": {"$unknown": "aws_s3_bucket.b.arn"}}"#),
        AnswerCase(
            .unknown, "a condition not known",
            #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"$unknown": "var.condition"}}"#),
        AnswerCase(.unknown, "the effect not known", #"{"Effect": {"$unknown": "var.effect"}, "Action": "*", "Resource": "*"}"#),
    ]

    @Test(arguments: administrators)
    func administratorsAreFound(_ row: AnswerCase) throws {
        let (document, statement) = try Sample.statement(row.json)
        #expect(statement.grantsAdministrator().verdict == row.verdict)
        withExtendedLifetime(document) {}
    }

    static let actions: [(String, String, PolicyVerdict)] = [
        (#""Action": "s3:GetObject""#, "s3:GetObject", .yes),
        (#""Action": "S3:getobject""#, "s3:GetObject", .yes),
        (#""Action": "s3:Get*""#, "s3:GetObject", .yes),
        (#""Action": "s3:GetObjec?""#, "s3:GetObject", .yes),
        (#""Action": "s3:Put*""#, "s3:GetObject", .no),
        (#""Action": "*""#, "iam:PassRole", .yes),
        (#""Action": " s3:GetObject""#, "s3:GetObject", .no),
        (#""Action": "s3:*""#, "s3:*", .yes),
        (#""Action": "s3:Get*""#, "s3:*", .no),
        (#""NotAction": "iam:*""#, "s3:GetObject", .yes),
        (#""NotAction": "iam:*""#, "iam:PassRole", .no),
        (#""NotAction": "s3:Get*""#, "s3:*", .no),
        (#""Action": ["s3:Put*", {"$rest": "var.actions"}]"#, "s3:GetObject", .unknown),
        (#""Action": ["s3:Get*", {"$rest": "var.actions"}]"#, "s3:GetObject", .yes),
        (#""Sid": "a""#, "s3:GetObject", .unknown),
    ]

    @Test(arguments: actions)
    func actionsAreCoveredOrNot(_ row: (String, String, PolicyVerdict)) throws {
        let (document, statement) = try Sample.statement(#"{"Effect": "Allow", "Resource": "*", \#(row.0)}"#)
        #expect(statement.allowsAction(row.1).verdict == row.2)
        let (other, denial) = try Sample.statement(#"{"Effect": "Deny", "Resource": "*", \#(row.0)}"#)
        #expect(denial.allowsAction(row.1).isNo)
        withExtendedLifetime((document, other)) {}
    }

    @Test func wholeServicesAndAllButNamed() throws {
        func ask(_ json: String, _ question: (PolicyStatement) -> PolicyAnswer) throws -> PolicyVerdict {
            let (document, statement) = try Sample.statement(json)
            return withExtendedLifetime(document) { question(statement).verdict }
        }
        #expect(try ask(#"{"Effect": "Allow", "Action": ["s3:GetObject", "ec2:*"], "Resource": "*"}"#) { $0.allowsWholeService() } == .yes)
        #expect(try ask(#"{"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}"#) { $0.allowsWholeService() } == .no)
        #expect(try ask(#"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#) { $0.allowsAllButNamed() } == .yes)
        #expect(try ask(#"{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}"#) { $0.allowsAllButNamed() } == .no)
    }

    @Test func resourcesAreCoveredOrNot() throws {
        let (document, statement) = try Sample.statement(
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::home/${aws:username}/*"]}"#)
        #expect(statement.covers(resource: "arn:aws:s3:::a").isYes)
        #expect(statement.covers(resource: "arn:aws:s3:::b").isNo)
        #expect(statement.covers(resource: "arn:aws:s3:::home/bob/x").isUnknown)
        #expect(statement.covers(resource: "arn:aws:s3:::home/bob/x", variables: false).isNo)
        let (other, rest) = try Sample.statement(#"{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::a"}"#)
        #expect(rest.covers(resource: "arn:aws:s3:::a").isNo)
        #expect(rest.covers(resource: "arn:aws:s3:::b").isYes)
        withExtendedLifetime((document, other)) {}
    }

    private static func allow(_ principal: String, _ condition: String = "{}") -> String {
        #"{"Effect": "Allow", "Principal": \#(principal), "Action": "s3:GetObject", "Resource": "*", "Condition": \#(condition)}"#
    }

    static let accounts: [AnswerCase] = [
        AnswerCase(.no, "the own account", allow(#"{"AWS": "arn:aws:iam::123456789012:root"}"#)),
        AnswerCase(.no, "an own role", allow(#"{"AWS": "arn:aws:iam::123456789012:role/a"}"#)),
        AnswerCase(.yes, "another account", allow(#"{"AWS": ["123456789012", "111122223333"]}"#)),
        AnswerCase(.yes, "another account's role", allow(#"{"AWS": "arn:aws:iam::111122223333:role/a"}"#)),
        AnswerCase(.yes, "everyone", allow(#""*""#)),
        AnswerCase(.no, "everyone of the own account", allow(#""*""#, #"{"StringEquals": {"aws:PrincipalAccount": "123456789012"}}"#)),
        AnswerCase(.yes, "everyone of another account", allow(#""*""#, #"{"StringEquals": {"aws:PrincipalAccount": "111122223333"}}"#)),
        AnswerCase(
            .yes, "the organization has other accounts", allow(#""*""#, #"{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#)),
        AnswerCase(.no, "the resource's account", allow(#""*""#, #"{"StringEquals": {"aws:PrincipalAccount": "${aws:ResourceAccount}"}}"#)),
        AnswerCase(.no, "a service", allow(#"{"Service": "ec2.amazonaws.com"}"#)),
        AnswerCase(.no, "CloudFront's identity", allow(#"{"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}"#)),
        AnswerCase(.unknown, "a canonical user", allow(#"{"CanonicalUser": "79a59df9"}"#)),
        AnswerCase(
            .no, "the own account by reference",
            allow(#"{"AWS": [{"$unknown": "data.aws_caller_identity.current.account_id", "prefix": "arn:aws:iam::", "suffix": ":root"}]}"#)),
        AnswerCase(.no, "the own account by pseudo parameter", allow(#"{"AWS": {"$unknown": "AWS::AccountId"}}"#)),
        AnswerCase(.unknown, "an account not known", allow(#"{"AWS": {"$unknown": "var.partner"}}"#)),
        AnswerCase(
            .yes, "a role not known of another account",
            allow(#"{"AWS": [{"$unknown": "var.role", "prefix": "arn:aws:iam::111122223333:role/"}]}"#)),
    ]

    @Test(arguments: accounts)
    func otherAccountsAreToldFromTheOwn(_ row: AnswerCase) throws {
        let (document, statement) = try Sample.statement(row.json)
        #expect(statement.grantsOtherAccounts(than: "123456789012").verdict == row.verdict)
        withExtendedLifetime(document) {}
    }

    /// Where the own account is not known, one account may be it; of two, one is another.
    @Test(arguments: [
        (#"{"AWS": "arn:aws:iam::123456789012:root"}"#, "", PolicyVerdict.unknown),
        (#"{"AWS": ["arn:aws:iam::123456789012:root", "123456789012"]}"#, "", .unknown),
        (#"{"AWS": ["123456789012", "999988887777"]}"#, "", .yes),
        (#""*""#, "", .yes),
        (#"{"Service": "ec2.amazonaws.com"}"#, "", .no),
        (#""*""#, #""Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}"#, .unknown),
        (#""*""#, #""Condition": {"StringEquals": {"aws:PrincipalAccount": ["123456789012", "999988887777"]}}"#, .yes),
    ])
    func anAccountWrittenOutMayBeTheOwn(_ principal: String, _ condition: String, _ verdict: PolicyVerdict) throws {
        let more = condition.isEmpty ? "" : ", \(condition)"
        let (document, statement) = try Sample.statement(
            #"{"Effect": "Allow", "Principal": \#(principal), "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x/*"\#(more)}"#)
        #expect(statement.grantsOtherAccounts(than: nil).verdict == verdict)
        withExtendedLifetime(document) {}
    }

    @Test func aPolicysResourcesTellItsAccount() throws {
        let queue = #""Resource": "arn:aws:sqs:eu-west-1:123456789012:q""#
        let (own, mine) = try Sample.statement(#"{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sqs:*", \#(queue)}"#)
        let (other, theirs) = try Sample.statement(#"{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sqs:*", \#(queue)}"#)
        #expect(mine.grantsOtherAccounts(than: nil).isNo)
        #expect(theirs.grantsOtherAccounts(than: nil).isYes)
        withExtendedLifetime((own, other)) {}
    }
}
