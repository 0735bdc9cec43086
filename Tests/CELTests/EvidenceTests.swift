import CEL
import Document
import SourceText
import Testing

/// The leaves that decided, and no others.
@Suite struct EvidenceTests {
    static let asset = """
        {"name": "web", "public": true, "port": 22, "region": "eu-west-1", "odd key": {"x": 1},
         "tags": [{"key": "env", "value": "prod"}, {"key": "owner", "value": ""}],
         "properties": {
           "Encryption": {"Enabled": false, "Algorithm": "AES256"},
           "SecurityGroupIngress": [
             {"CidrIp": "10.0.0.0/8", "FromPort": 443}, {"CidrIp": "0.0.0.0/0", "FromPort": 22}, {"CidrIp": "0.0.0.0/0", "FromPort": 3389}]}}
        """

    /// Expression, verdict, and one line for each leaf.
    static let table: [(String, Verdict, [String])] = [
        ("asset.public == false", .false, ["asset.public is true; == false"]),
        ("!asset.public", .false, ["asset.public is true"]),
        ("asset.name == \"web\" && asset.properties.Encryption.Enabled", .false, ["asset.properties.Encryption.Enabled is false"]),
        (
            "asset.port == 443 || asset.region == \"us-east-1\"", .false,
            ["asset.port is 22; == 443", "asset.region is \"eu-west-1\"; == \"us-east-1\""]
        ),
        ("!(asset.port == 22 && asset.public)", .false, ["asset.port is 22; == 22", "asset.public is true"]),
        ("!(asset.port == 22 || asset.port == 443)", .false, ["asset.port is 22; == 22"]),
        (
            "asset.properties.SecurityGroupIngress.all(r, r.CidrIp != \"0.0.0.0/0\" || r.FromPort == 443)", .false,
            [
                "asset.properties.SecurityGroupIngress[1].CidrIp is \"0.0.0.0/0\"; != \"0.0.0.0/0\"",
                "asset.properties.SecurityGroupIngress[1].FromPort is 22; == 443",
                "asset.properties.SecurityGroupIngress[2].CidrIp is \"0.0.0.0/0\"; != \"0.0.0.0/0\"",
                "asset.properties.SecurityGroupIngress[2].FromPort is 3389; == 443",
            ]
        ),
        (
            "!asset.properties.SecurityGroupIngress.exists(r, r.CidrIp == \"0.0.0.0/0\" && r.FromPort == 22)", .false,
            [
                "asset.properties.SecurityGroupIngress[1].CidrIp is \"0.0.0.0/0\"; == \"0.0.0.0/0\"",
                "asset.properties.SecurityGroupIngress[1].FromPort is 22; == 22",
            ]
        ),
        (
            "asset.tags.exists(t, t.key == \"cost\")", .false,
            ["asset.tags is [{\"key\": \"env\", \"value\": \"prod\"}, {\"key\": \"owner\", \"value\": \"\"}]; exists t.key == \"cost\""]
        ),
        ("asset.properties.?Logging.Bucket.orValue(\"\") != \"\"", .false, ["asset.properties.Logging.Bucket is absent; != \"\""]),
        ("asset.properties.?Encryption.?Enabled.orValue(false)", .false, ["asset.properties.Encryption.Enabled is false"]),
        ("asset.properties.?Versioning.?Status.orValue(false)", .false, ["asset.properties.Versioning.Status is absent"]),
        ("has(asset.properties.Logging)", .false, ["asset.properties.Logging is absent; has"]),
        (
            "!has(asset.properties.Encryption)", .false,
            ["asset.properties.Encryption is {\"Enabled\": false, \"Algorithm\": \"AES256\"}; has"]
        ),
        (
            "asset.region in [\"us-east-1\", \"us-west-2\"]", .false,
            ["asset.region is \"eu-west-1\"; in [\"us-east-1\", \"us-west-2\"]"]
        ),
        ("!asset.name.startsWith(\"we\")", .false, ["asset.name is \"web\"; startsWith \"we\""]),
        ("asset.name.matches(\"^db\")", .false, ["asset.name is \"web\"; matches \"^db\""]),
        ("size(asset.tags) > 2", .false, ["size(asset.tags) is 2; > 2"]),
        ("443 <= asset.port", .false, ["asset.port is 22; >= 443"]),
        ("asset.public ? asset.port == 443 : true", .false, ["asset.port is 22; == 443"]),
        ("asset.public ? false : true", .false, ["asset.public is true"]),
        ("asset[\"odd key\"].x == 2", .false, ["asset[\"odd key\"].x is 1; == 2"]),
        (
            "asset.properties.SecurityGroupIngress[0].FromPort == 80", .false,
            ["asset.properties.SecurityGroupIngress[0].FromPort is 443; == 80"]
        ),
        (
            "asset.properties.SecurityGroupIngress.filter(r, r.CidrIp == \"0.0.0.0/0\").all(r, r.FromPort == 22)", .false,
            ["asset.properties.SecurityGroupIngress[2].FromPort is 3389; == 22"]
        ),
        (
            "asset.properties.SecurityGroupIngress.map(r, r.FromPort).all(p, p != 22)", .false,
            ["asset.properties.SecurityGroupIngress[1].FromPort is 22; != 22"]
        ),
        (
            "cel.bind(e, asset.properties.Encryption, e.Enabled && e.Algorithm == \"aws:kms\")", .false,
            ["asset.properties.Encryption.Enabled is false", "asset.properties.Encryption.Algorithm is \"AES256\"; == \"aws:kms\""]
        ),
        ("asset.tags.all(t, t.value != \"\")", .false, ["asset.tags[1].value is \"\"; != \"\""]),
        (
            "asset.tags.all(i, t, i < 1 || t.value != \"\")", .false,
            ["asset.tags#1 is 1; < 1", "asset.tags[1].value is \"\"; != \"\""]
        ),
        ("asset.absent.deeper == 1", .error, ["asset.absent.deeper is absent; == 1"]),
        ("asset.name > 1", .error, ["asset.name is \"web\"; > 1"]),
        ("true", .true, []),
    ]

    @Test(arguments: table) func leaves(_ expression: String, _ verdict: Verdict, _ expected: [String]) throws {
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: Self.asset)
        let explanation = try evaluation.explain(expression)
        #expect(explanation.verdict == verdict)
        #expect(explanation.evidence.map(\.description) == expected)
    }

    @Test func unknownLeavesSayWhat() throws {
        let evaluation = try UnknownTests.evaluation()
        let explanation = try evaluation.explain("a.known == 1 && (a.hole.x == 2 || a.some.all(x, x < 3)) && a.part.y")
        #expect(explanation.verdict == .unknown)
        #expect(
            explanation.evidence.map(\.description) == [
                "a.hole is unknown (s3:GetBucketPolicy); == 2", "a.some[…] is unknown (var.cidrs)", "a.part.y is unknown (var.cidrs)",
            ])
    }

    @Test func leavesKnowTheirLine() throws {
        let file = SourceFile(path: "main.json", text: "{\n  \"a\": {\n    \"b\": [1,\n      2]\n  }\n}")
        let document = try Document.json(file).document
        var environment = Environment()
        let asset = environment.declare("asset", .dynamic)
        let program = try #require(environment.compile("asset.a.b.all(x, x == 1) && asset.a.c").program)
        let activation = Activation(environment)
        activation.bind(asset, to: document)
        let evidence = program.explain(activation).evidence
        #expect(evidence.map(\.path) == ["asset.a.b[1]"])
        let origin = try #require(evidence[0].node?.origin)
        #expect(file.location(origin.range).description == "main.json:4:7")
        #expect(evidence[0].location.description == "expression:1:18")
    }

    @Test func manyElementsAreCut() throws {
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: "{\"list\": [\((0..<100).map(String.init).joined(separator: ","))]}")
        let explanation = try evaluation.explain("asset.list.all(x, x < 0)")
        #expect(explanation.evidence.count == Explanation.elementLimit)
        #expect(explanation.isCut)
    }
}
