import Document
import SourceText
import Testing

@testable import CloudAccess

/// Requests and answers of all five protocols, against what botocore makes of the same (`Golden/derive.py`).
@Suite struct ProtocolTests {
    private static func models() throws -> ServiceModelList {
        let services = try Fixtures.golden("protocols.json")["services"]?.elements ?? []
        return ServiceModelList(
            try services.map { try ServiceModel(Document(json: $0.description)) })
    }

    @Test func requests() throws {
        let models = try ProtocolTests.models()
        let cases = try Fixtures.golden("protocols.json")["requests"]?.elements ?? []
        try #require(cases.count > 10)
        for expected in cases {
            let model = try models.model(of: expected["service"]?.string ?? "")
            let operation = try #require(model.operation(expected["operation"]?.string ?? ""))
            let input = try #require(expected["input"].flatMap { InputValue($0) })
            let parts = try RequestWriter(model: model, operation: operation).write(input)
            let name: Comment = "\(model.service) \(operation.name)"
            #expect(parts.method == expected["method"]?.string, name)
            #expect(parts.path == expected["path"]?.string, name)
            #expect(sorted(parts.query.map { [$0.name, $0.value] }) == pairs(expected["query"]), name)
            for (key, value) in expected["headers"]?.members ?? [] {
                #expect(parts.headers.first { $0.name.lowercased() == key.text }?.value == value.string, "\(name) \(key)")
            }
            compareBody(parts, expected, model.wireProtocol, name)
        }
    }

    private func compareBody(_ parts: RequestParts, _ expected: DocumentValue, _ wireProtocol: AWSProtocol, _ name: Comment) {
        if let form = expected["form"], !form.isNull {
            var request = HTTPRequestMessage(method: "POST", host: "")
            request.body = parts.body
            #expect(sorted(request.form.map { [$0.key, $0.value] }) == pairs(form), name)
        } else if let body = expected["body"]?.string, !body.isEmpty {
            if wireProtocol == .restXML {
                #expect(outline(parts.body) == outline(Array(body.utf8)), name)
            } else {
                #expect((try? Document(json: parts.body)) == (try? Document(json: body)), name)
            }
        } else {
            #expect(parts.body.isEmpty, name)
        }
    }

    @Test func answers() throws {
        let models = try ProtocolTests.models()
        try compareAnswers("protocols.json", key: "answers", models: models)
    }

    /// Raw answers of real operations, with the models of the catalogue.
    @Test func realAnswers() throws {
        try compareAnswers("answers.json", key: nil, models: Fixtures.operations)
    }

    private func compareAnswers(_ file: String, key: String?, models: any ServiceModelSource) throws {
        let golden = try Fixtures.golden(file)
        let cases = (key.flatMap { golden[$0] } ?? golden).elements
        try #require(cases.count > 10)
        for expected in cases {
            let model = try models.model(of: expected["service"]?.string ?? "")
            let operation = try #require(model.operation(expected["operation"]?.string ?? ""))
            let headers = (expected["headers"]?.members ?? []).map { (name: $0.key.text, value: $0.value.string ?? "") }
            let answer = HTTPAnswer(
                status: Int(try #require(expected["status"]?.int)), headers: headers,
                body: Array(try #require(expected["body"]?.string).utf8))
            let document = try AnswerReader(model: model, operation: operation, limits: .standard).read(answer)
            #expect(document.root == expected["output"], "\(model.service) \(operation.name)")
        }
    }

    @Test(arguments: [
        ("DescribeRegions", ["Nonsense": "x"] as InputValue, "no parameter Nonsense"),
        ("DescribeRegions", ["RegionNames": ["a": "b"]] as InputValue, "not what"),
        ("DescribeRegions", "text" as InputValue, "not a map"),
    ])
    func wrongInput(operation: String, input: InputValue, message: String) throws {
        let model = try Fixtures.operations.model(of: "ec2")
        let found = try #require(model.operation(operation))
        #expect {
            try RequestWriter(model: model, operation: found).write(input)
        } throws: { ($0 as? InputFailure)?.message.contains(message) == true }
    }

    @Test func emptyLabelIsRefused() throws {
        let model = try Fixtures.operations.model(of: "s3")
        let found = try #require(model.operation("GetBucketPolicy"))
        #expect(throws: InputFailure.self) { try RequestWriter(model: model, operation: found).write(["Bucket": ""]) }
        #expect(throws: InputFailure.self) { try RequestWriter(model: model, operation: found).write([:]) }
    }

    @Test(arguments: [
        ("iam", "ListUsers", "", "empty"), ("iam", "ListUsers", "<ListUsersResponse><ListUsersResult>", "not well-formed"),
        ("iam", "ListUsers", "<ListUsersResponse/>", "no <ListUsersResult>"), ("iam", "ListUsers", "<Other/>", "begins with <Other>"),
        ("ec2", "DescribeRegions", "{}", "not well-formed"), ("sqs", "ListQueues", "[]", "not a JSON object"),
        ("sqs", "ListQueues", "{\"QueueUrls\":{}}", "QueueUrls"), ("sqs", "ListQueues", "{\"QueueUrls\":[", "not JSON"),
        ("s3", "ListBuckets", "<other><a/></other>", "nothing in <other>"), ("s3", "ListBuckets", "", "empty"),
        ("s3", "GetBucketEncryption", "", "empty"), ("s3", "GetBucketPolicy", "", "empty"),
        ("s3", "ListBuckets", "<!DOCTYPE x [<!ENTITY e \"v\">]><ListAllMyBucketsResult>&e;</ListAllMyBucketsResult>", "declaration"),
        ("lambda", "ListFunctions", "null", "not a JSON object"), ("lambda", "ListFunctions", "", "empty"),
        (
            "ec2", "DescribeSecurityGroups",
            "<DescribeSecurityGroupsResponse><securityGroupInfo><item><ipPermissions><item><fromPort>x</fromPort></item>"
                + "</ipPermissions></item></securityGroupInfo></DescribeSecurityGroupsResponse>",
            "FromPort is \"x\""
        ),
    ])
    func brokenAnswer(service: String, operation: String, body: String, message: String) throws {
        let model = try Fixtures.operations.model(of: service)
        let found = try #require(model.operation(operation))
        #expect {
            try AnswerReader(model: model, operation: found, limits: .standard).read(HTTPAnswer(200, body))
        } throws: {
            let text = ($0 as? AnswerFailure)?.message ?? ""
            if !text.contains(message) { Issue.record("said: \(text)") }
            return text.contains(message)
        }
    }

    /// Every prefix of a real answer is an error or at least no trap; so is every answer with one byte changed.
    @Test func cutAndChangedAnswers() throws {
        for expected in try Fixtures.golden("answers.json").elements {
            let model = try Fixtures.operations.model(of: expected["service"]?.string ?? "")
            let found = try #require(model.operation(expected["operation"]?.string ?? ""))
            let body = Array(try #require(expected["body"]?.string).utf8)
            let reader = AnswerReader(model: model, operation: found, limits: .standard)
            for count in stride(from: 0, to: body.count, by: max(1, body.count / 60)) {
                _ = try? reader.read(HTTPAnswer(status: 200, body: Array(body[..<count])))
                var changed = body
                changed[count] = [0x3C, 0x26, 0x22, 0x00, 0xFF, 0x7D][count % 6]
                _ = try? reader.read(HTTPAnswer(status: 200, body: changed))
                _ = ErrorReader.read(HTTPAnswer(status: 500, body: changed), wireProtocol: model.wireProtocol, limits: .standard)
                _ = AnswerScrubber(names: ["Value", "Arn", "item"]).scrub(changed)
            }
        }
    }

    // MARK: Comparing

    private func pairs(_ value: DocumentValue?) -> [[String]] {
        sorted((value?.elements ?? []).map { $0.elements.map { $0.string ?? "" } })
    }

    private func sorted(_ pairs: [[String]]) -> [[String]] {
        pairs.sorted { $0.joined(separator: "\u{0}") < $1.joined(separator: "\u{0}") }
    }

    /// An XML text without its way of writing.
    private func outline(_ bytes: [UInt8]) -> String {
        guard let tree = try? XMLReader.read(bytes) else { return "unreadable" }
        func write(_ element: Int) -> String {
            let attributes = ["xmlns", "xmlns:xsi", "xsi:type"].compactMap { name in
                tree.attribute(of: element, named: name).map { "\(name)=\($0)" }
            }
            return "(\(tree.name(of: element))\(attributes)\(tree.text(of: element))\(tree.children(of: element).map(write).joined()))"
        }
        return write(tree.root)
    }
}
