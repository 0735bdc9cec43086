import AccessPolicy
import CEL
import Document
import Testing

@Suite struct FunctionTests {
    private func judge(_ expression: String, _ value: DocumentValue) throws -> Verdict {
        var environment = Environment()
        let variable = environment.declare("p", .dynamic)
        for function in AccessPolicyFunctions.all { environment.declare(function) }
        let compilation = environment.compile(expression, expecting: .bool)
        let program = try #require(compilation.program, "\(compilation.diagnostics)")
        let activation = Activation(environment)
        activation.bind(variable, to: value)
        return program.judge(activation)
    }

    private static let bucket = #"""
        {"Version": "2012-10-17", "Statement": [
          {"Sid": "open", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"},
          {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
           "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
          {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}
        """#

    static let questions: [(String, Verdict)] = [
        ("p.isPublic()", .true),
        ("p.Statement.exists(s, s.isPublic())", .true),
        ("p.Statement.filter(s, s.isPublic()).all(s, s.Sid == 'open')", .true),
        ("p.Statement[1].isPublic()", .false),
        ("p.deniesInsecureTransport()", .true),
        ("p.deniesInsecureTransport('s3:GetObject')", .true),
        ("p.allows('s3:GetObject')", .true),
        ("p.allows('s3:*')", .false),
        ("p.Statement.exists(s, s.allows('iam:PassRole'))", .false),
        ("p.isAdministrator()", .false),
        ("p.allowsWholeService()", .false),
        ("p.allowsAllButNamed()", .false),
        ("p.grantsOtherAccounts()", .true),
        ("p.grantsOtherAccounts('123456789012')", .true),
        ("p.Statement[2].grantsOtherAccounts('111122223333')", .false),
        ("p.trustsForeignAccountWithoutExternalId('111122223333')", .false),
        ("p.trustsForeignAccountWithoutExternalId('123456789012')", .true),
        ("p.trustsForeignAccountWithoutExternalId(null)", .unknown),
        ("p.trustsForeignAccountWithoutExternalId()", .unknown),
        ("p.trustsFederationUnbound()", .false),
        ("p.trustsAnyone()", .true),
    ]

    @Test(arguments: questions)
    func aPolicyIsAskedInEveryForm(_ question: (String, Verdict)) throws {
        let tree = try Document(json: Self.bucket)
        #expect(try judge(question.0, PolicyCanonicalizer.document(tree.root).root) == question.1, "canonical")
        if !question.0.contains("Sid") { #expect(try judge(question.0, tree.root) == question.1, "as written") }
        guard !question.0.contains("Statement") else { return }
        let builder = DocumentBuilder()
        builder.string(Self.bucket)
        #expect(try judge(question.0, builder.finish().root) == question.1, "as text")
    }

    @Test func nullIsNoPolicy() throws {
        let null = try Document(json: "null").root
        #expect(try judge("p.isPublic()", null) == .false)
        #expect(try judge("p.deniesInsecureTransport()", null) == .false)
    }

    @Test func whatIsNotKnownIsNeverFalse() throws {
        for json in [
            #"{"$unknown": "var.policy"}"#, #"{"Statement": {"$unknown": "var.statements"}}"#,
            #"{"Statement": [{"$rest": "local.statements"}]}"#,
            #"{"Id": {"$unknown": "var.id"}, "Statement": [{"Effect": {"$unknown": "var.effect"}, "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#,
        ] {
            let value = try Sample.canonical(json).root
            for question in ["p.isPublic()", "p.deniesInsecureTransport()"] {
                #expect(try judge(question, value) == .unknown, "\(question) of \(json)")
            }
        }
        let builder = DocumentBuilder()
        builder.string("{not json")
        let text = try builder.finish().root
        #expect(try judge("p.isPublic()", text) == .unknown)
    }

    @Test func anUnknownPartThatDoesNotMatterDoesNotMatter() throws {
        let value = try Sample.canonical(
            #"{"Id": {"$unknown": "var.id"}, "Statement": [{"Effect": "Allow", "Principal": "*", "Action": {"$unknown": "var.actions"}, "Resource": "*"}]}"#
        )
        #expect(try judge("p.isPublic()", value.root) == .true)
        #expect(try judge("p.allows('s3:GetObject')", value.root) == .unknown)
    }

    @Test func theReasonIsSaid() throws {
        var environment = Environment()
        let variable = environment.declare("p", .dynamic)
        for function in AccessPolicyFunctions.all { environment.declare(function) }
        let program = try #require(environment.compile("p.isPublic()", expecting: .bool).program)
        let activation = Activation(environment)
        let document = try Sample.canonical(text: "{")
        activation.bind(variable, to: Value(document.root))
        guard case .unknown(let leaves) = program.evaluate(activation) else {
            Issue.record("not unknown")
            return
        }
        #expect(leaves.contains { $0.unknown.description.contains("not valid JSON") }, "\(leaves)")
    }

    @Test func anythingElseIsAnError() throws {
        #expect(try judge("p.isPublic()", Document(json: "42").root) == .error)
        #expect(try judge("p.isPublic()", Document(json: "[1]").root) == .error)
    }

    @Test(.timeLimit(.minutes(1))) func hostilePoliciesAreBounded() throws {
        let allow = #"{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}"#
        let deny = #"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/x*"}"#
        let many = Array(repeating: allow, count: 2000) + Array(repeating: deny, count: 2000)
        let document = try Sample.canonical(#"{"Statement": [\#(many.joined(separator: ","))]}"#)
        #expect(try judge("p.isPublic()", document.root) == .true)
        let far = Array(repeating: many.joined(separator: ","), count: 10).joined(separator: ",")
        #expect(try judge("p.isPublic()", Sample.canonical(#"{"Statement": [\#(far)]}"#).root) == .error)
        let quiet = many.map { $0.replacing(#""Allow""#, with: #""Deny""#) }
        #expect(try judge("p.isPublic()", Sample.canonical(#"{"Statement": [\#(quiet.joined(separator: ","))]}"#).root) == .false)
    }
}
