import AccessPolicy
import Document
import SourceText
import Testing

@Suite struct CanonicalizerTests {
    static let goldens: [(String, String)] = [
        (
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}"#,
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::b/*"]}]}"#
        ),
        (
            #"{"statement":[{"effect":"Deny","PRINCIPAL":{"aws":"arn:aws:iam::123456789012:root","service":"ec2.amazonaws.com"},"notaction":["S3:Get*"],"NotResource":"*"}],"version":"2008-10-17","ID":"x"}"#,
            #"{"Version":"2008-10-17","Id":"x","Statement":[{"Effect":"Deny","Principal":{"AWS":["123456789012"],"Service":["ec2.amazonaws.com"]},"NotAction":["S3:Get*"],"NotResource":["*"]}]}"#
        ),
        (
            #"{"Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":[123456789012,12345,"arn:aws-cn:iam::111122223333:root","arn:aws:iam::1:role/r"]},"Action":"*","Condition":{"bool":{"aws:SecureTransport":false},"stringequals":{"aws:SourceAccount":"1"},"numericlessthan":{"s3:TlsVersion":1.2,"s3:max-keys":10},"foranyvalue:stringlikeifexists":{"aws:PrincipalOrgPaths":["o-a/*"]}}}]}"#,
            #"{"Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["123456789012","000000012345","111122223333","arn:aws:iam::1:role/r"]},"Action":["*"],"Condition":{"Bool":{"aws:securetransport":["false"]},"StringEquals":{"aws:sourceaccount":["1"]},"NumericLessThan":{"s3:tlsversion":["1.2"],"s3:max-keys":["10"]},"ForAnyValue:StringLikeIfExists":{"aws:principalorgpaths":["o-a/*"]}}}]}"#
        ),
        // Two spellings of an operator are one; null elements are absent; what AWS does not know stays visible.
        (
            #"{"Statement":[{"Effect":"Allow","Action":["a:b",null],"Resource":"*","Principal":null,"Condition":{"StringEquals":{"a":"1"},"stringequals":{"b":["2"]},"StringMatches":{"c":"3"}},"Extra":1}]}"#,
            #"{"Statement":[{"Effect":"Allow","Action":["a:b"],"Resource":["*"],"Condition":{"StringEquals":{"a":["1"],"b":["2"]},"StringMatches":{"c":["3"]}},"Extra":1}]}"#
        ),
        (#"null"#, #"null"#),
        (#""""#, #"null"#),
        (#"{"Statement":[]}"#, #"{"Statement":[]}"#),
    ]

    @Test(arguments: goldens)
    func thePolicyIsBroughtIntoOneForm(_ golden: (String, String)) throws {
        let document = try Sample.canonical(golden.0)
        #expect(document.root.description == golden.1)
        // The canonical form of the canonical form is itself, and its text gives the same.
        #expect(try PolicyCanonicalizer.document(document.root).root.description == golden.1)
        #expect(try Sample.canonical(text: golden.1 == "null" ? "" : golden.1).root.description == golden.1)
    }

    static let encodings: [String] = [
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        "  \n{\"Version\":\"2012-10-17\",\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}\n",
        "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22%2A%22%2C%22Resource%22%3A%22%2A%22%7D%5D%7D",
        "%7b%22Version%22:%222012-10-17%22,%22Statement%22:%5b%7b%22Effect%22:%22Allow%22,%22Action%22:%22*%22,%22Resource%22:%22*%22%7d%5d%7d",
        #""{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}""#,
    ]

    @Test(arguments: encodings)
    func everyEncodingOfATextIsRead(_ text: String) throws {
        let golden = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}"#
        #expect(try Sample.canonical(text: text).root.description == golden)
    }

    static let unreadable: [(String, String)] = [
        ("{", "the policy document is not valid JSON"),
        ("not json", "the policy document is not valid JSON"),
        ("%7B%22", "the policy document is not valid JSON"),
        ("[1]", "the policy document is a list"),
        ("42", "the policy document is a number"),
        ("\"\\\"\\\\\\\"\\\\\\\\\\\\\\\"{}\\\\\\\\\\\\\\\"\\\\\\\"\\\"\"", "too often"),
    ]

    @Test(arguments: unreadable)
    func whatIsNoPolicyIsUnknownAndSaysWhy(_ sample: (String, String)) throws {
        let document = try Sample.canonical(text: sample.0)
        let unknown = try #require(document.root.unknown)
        #expect(unknown.symbol == "policy")
        #expect(unknown.description.contains(sample.1), "\(unknown)")
        let policy = PolicyDocument(document.root)
        #expect(policy.grantsPublicAccess().verdict == .unknown)
        #expect(policy.deniesInsecureTransport().verdict == .unknown)
    }

    @Test(arguments: [
        #"{}"#, #"{"Statement": "x"}"#, #"{"Statement": ["x"]}"#, #"{"Statement": [["x"]]}"#, #"{"Version": "2012-10-17"}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": ["*"], "Action": "*", "Resource": "*"}]}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": "everyone", "Action": "*", "Resource": "*"}]}"#,
        #"{"Statement": [{"Effect": "allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        #"{"Statement": [{"Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        #"{"Statement": [{"Effect": "Allow", "effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": []}]}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": "x"}}]}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringSame": {"a": "x"}}}]}"#,
        #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1", "aws:sourcevpc": "vpc-2"}}}]}"#,
    ])
    func partsOfAWrongShapeNeverMakeAPolicyHarmless(_ json: String) throws {
        #expect(PolicyDocument(try Sample.canonical(json).root).grantsPublicAccess().verdict == .unknown)
    }

    @Test func unknownsStayWhereTheyAre() throws {
        let document = try Sample.canonical(
            #"""
            {"Statement": [{"Effect": "Allow", "Action": {"$unknown": "var.actions"}, "Resource": [{"$unknown": "aws_s3_bucket.b.arn"},
            {"$unknown": "aws_s3_bucket.b.arn", "suffix": "/*"}, {"$rest": "var.more"}],
            "Principal": {"AWS": {"$unknown": "var.account", "prefix": "arn:aws:iam::", "suffix": ":root"}}},
            {"$unknown": "var.statement"}, {"$rest": "local.statements"}]}
            """#)
        let statement = try #require(document.root["Statement"])
        let first = try #require(statement[0])
        #expect(first["Action"]?.pointer.rest != nil)
        #expect(first["Action"]?.count == 1)
        #expect(first["Resource"]?.count == 3)
        #expect(first["Resource"]?[1]?.unknown?.suffix == "/*")
        #expect(first["Resource"]?[2]?.pointer.pointee.isRest == true)
        #expect(first["Principal"]?["AWS"]?[0]?.pointer.pointee.isRest == false)
        #expect(statement[1]?.unknown?.symbol == "var.statement")
        #expect(statement[1]?.pointer.pointee.isRest == false)
        #expect(statement[2]?.pointer.pointee.isRest == true)
    }

    @Test func anUnknownPolicyStaysUnknown() throws {
        #expect(try Sample.canonical(#"{"$unknown": "var.policy"}"#).root.unknown?.symbol == "var.policy")
    }

    @Test func partsOfAVerbatimTextHaveTheirOwnPlaces() throws {
        let text = "{\"Statement\": [\n  {\"Effect\": \"Allow\", \"Principal\": \"*\",\n   \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"
        let file = SourceFile(path: "main.tf", text: "policy = <<EOF\n" + text + "\nEOF\n")
        let builder = DocumentBuilder()
        let source = builder.source(.file(file))
        builder.origin(Origin(source: source, range: SourceRange(start: 9, end: file.bytes.count)))
        builder.string(text)
        let document = try PolicyCanonicalizer.document(try builder.finish().root)
        let statement = try #require(document.root["Statement"]?[0])
        func line(_ value: DocumentValue?) -> Int? {
            guard let origin = value?.origin, case .file(let file) = document.sources[Int(origin.source)] else { return nil }
            return file.location(origin.range).start?.line
        }
        #expect(line(document.root) == 2)
        #expect(line(statement) == 3)
        #expect(line(statement["Principal"]?["AWS"]?[0]) == 3)
        #expect(line(statement["Action"]?[0]) == 4)
        #expect(statement["Action"]?[0]?.origin.map { file.text($0.range) } == "\"s3:*\"")
    }

    @Test func partsOfAnEscapedTextHaveTheTextsPlace() throws {
        let file = SourceFile(path: "main.tf", text: #"policy = "{\"Statement\":[{\"Effect\":\"Allow\"}]}""#)
        let builder = DocumentBuilder()
        let source = builder.source(.file(file))
        let range = SourceRange(start: 9, end: file.bytes.count)
        builder.origin(Origin(source: source, range: range))
        builder.string(#"{"Statement":[{"Effect":"Allow"}]}"#)
        let document = try PolicyCanonicalizer.document(try builder.finish().root)
        #expect(document.root["Statement"]?[0]?["Effect"]?.origin?.range == range)
    }

    @Test func valuesOfATreeKeepTheirPlaces() throws {
        let file = SourceFile(path: "p.json", text: #"{"Statement":{"Effect":"Allow","Action":"s3:*"}}"#)
        let document = try PolicyCanonicalizer.document(try Document.json(file).document.root)
        let action = try #require(document.root["Statement"]?[0]?["Action"]?[0])
        #expect(action.origin.map { file.text($0.range) } == "\"s3:*\"")
    }

    @Test func deepAndLargeTextsEndInADiagnosis() throws {
        let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        #expect(try Sample.canonical(text: #"{"Statement":\#(deep)}"#).root.unknown != nil)
        let nested = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(try Sample.canonical(text: #"{"Statement":[{"Extra":\#(nested)}]}"#).root.kind == .map)
    }
}
