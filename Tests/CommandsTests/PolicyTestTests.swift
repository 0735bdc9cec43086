import Foundation
import Testing

/// `kamae policy test`: a mistake in a content file names file, line and column, whatever it is.
@Suite struct PolicyTestTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
    }

    private func test() throws -> Kamae.Outcome { try kamae.run(["policy", "test"] + content) }

    /// The small catalogue's first control with something replaced, tested; what is said of it.
    private func said(replacing old: String, by new: String) throws -> (status: Int32, text: String) {
        try #require(TestContent.queueKey.contains(old))
        let text = TestContent.queueKey.replacingOccurrences(of: old, with: new)
        try folder.write("content/controls/test/queue-key.yaml", text)
        let run = try test()
        let name = "content/controls/test/queue-key.yaml:"
        let lines = (run.lines + run.errorLines).filter { $0.hasPrefix(name) }
        return (run.status, lines.map { String($0.dropFirst(name.count)) }.joined(separator: "\n"))
    }

    @Test func goodControlsPass() throws {
        let run = try test()
        #expect(run.status == 0)
        #expect(run.output == "3 controls, 4 cases, 0 failed\n")
        #expect(run.errors == "")
        #expect(try kamae.run(["policy", "test", "test/queue-key"] + content).output == "1 controls, 2 cases, 0 failed\n")
        #expect(try kamae.run(["policy", "test", "test/nothing"] + content).status == 2)
    }

    @Test func aCaseThatComesOutOtherwiseIsAFinding() throws {
        let (status, text) = try said(replacing: "- fail:\n      terraform", by: "- pass:\n      terraform")
        #expect(status == 1)
        #expect(text == "18:18: expected pass, got fail for aws_sqs_queue.q: KmsMasterKeyId is absent (test/queue-key)")
    }

    @Test func theEvidenceMustShowWhatTheCaseSays() throws {
        let (status, text) = try said(replacing: "[KmsMasterKeyId]", by: "[QueueName]")
        #expect(status == 1)
        #expect(text == "18:18: the evidence does not show QueueName, but KmsMasterKeyId (test/queue-key)")
    }

    @Test func aBrokenExampleIsToldInTheControlsOwnLines() throws {
        let (status, text) = try said(replacing: "\"q\" {\n", by: "\"q\" {\n          name =\n")
        #expect(status == 1)
        #expect(text == "20:17: the example could not be read: an expression is expected here, not the end of the line (test/queue-key)")
    }

    /// Each mistake, and where it is said. Two is over one: cases of other controls may fail as well.
    @Test(arguments: [
        ("severity: high", "severty: high", "5:10: error: a control has no key 'severty'; did you mean 'severity'? (content-unknown-key)"),
        ("  ja: キューに鍵がある\n", "", "3:3: error: 'title' needs the key 'ja' (content-missing-key)"),
        ("ja: キューに鍵がある", "ja: ''", "4:7: error: 'title' says nothing under 'ja' (content-empty-text)"),
        (
            "severity: high", "severity: severe",
            "5:11: error: the severity must be one of critical, high, medium, low, info (control-severity)"
        ),
        ("id: test/queue-key", "id: test/other", "1:5: error: the id must be the file's path, 'test/queue-key' (control-id)"),
        (
            "AWS::SQS::Queue", "AWS::SQS::Queues",
            "6:8: error: there is no asset type 'AWS::SQS::Queues'; did you mean 'AWS::SQS::Queue'? (control-asset)"
        ),
        (
            "AWS::SQS::Queue", "[AWS::SQS::Queue, AWS::EC2::Nothing]",
            "6:26: error: there is no asset type 'AWS::EC2::Nothing'; asset types stand under content/assets (control-asset)"
        ),
        ("AWS::SQS::Queue", "[]", "6:8: error: a control judges at least one asset type (control-asset)"),
        ("severity: high", "severity: high\nseverity: low", "6:11: error: the key \"severity\" is said more than once (duplicate-key)"),
        // The second line of a folded block, behind its indentation.
        ("KmsMasterKeyId != ", "KmsMasterKeyId !== ", "9:37: error: '=' is not an operator; write '==' to compare (cel-syntax)"),
        (
            "  asset.properties.KmsMasterKeyId", "  aset.properties.KmsMasterKeyId",
            "9:3: error: 'aset' is not declared; did you mean 'asset'? (cel-unknown-name)"
        ),
        (
            "require: >\n  has(asset.properties.KmsMasterKeyId) &&\n  asset.properties.KmsMasterKeyId != \"\"",
            "require: 'asset.name != ''it''''s'' &&\n  aset.y'",
            "8:3: error: 'aset' is not declared; did you mean 'asset'? (cel-unknown-name)"
        ),
        (
            "require: >\n  has(asset.properties.KmsMasterKeyId) &&\n  asset.properties.KmsMasterKeyId != \"\"",
            "require: \"asset.name != \\\"\\u00e9\\\" && aset.y\"",
            "7:41: error: 'aset' is not declared; did you mean 'asset'? (cel-unknown-name)"
        ),
        (
            "require: >\n  has(asset.properties.KmsMasterKeyId) &&\n  asset.properties.KmsMasterKeyId != \"\"", "require: asset.name",
            ""
        ),
        ("cases:\n", "cases: {a: b}\nthings:\n", "17:8: error: 'cases' is a list with at least one case (control-case)"),
        ("  - pass:\n", "  - pas:\n", "22:12: error: a case has no key 'pas'; did you mean 'pass'? (content-unknown-key)"),
        (
            "  - pass:\n", "  - fail: {live: {}}\n    pass:\n",
            "23:7: error: a case expects one verdict, not 'pass' and 'fail'"
        ),
        (
            "      live: {KmsMasterKeyId: key}", "      live: {KmsMasterKeyId: key}\n      kubernetes: a",
            "24:19: error: an example has one form, not 'kubernetes' and 'live'"
        ),
        ("[storage-encryption-at-rest]", "[", "15:3: error: "),
    ])
    func aMistakeHasItsPlace(old: String, new: String, expected: String) throws {
        let (status, text) = try said(replacing: old, by: new)
        if expected.isEmpty {
            // A condition that may be no bool is judged, and is an error on the asset, never a pass.
            #expect(status == 1)
            #expect(text.contains("got error"))
        } else {
            #expect(status == 2, "\(text)")
            #expect(text.contains(expected), "\(text)")
        }
    }

    @Test func aControlThatDoesNotCompileIsOneFault() throws {
        let (_, text) = try said(replacing: "asset.properties.KmsMasterKeyId != \"\"", by: "asset.(")
        #expect(text.split(separator: "\n").count == 1)
    }

    @Test func aCallThatTheTypeIsNotReadWith() throws {
        let (status, text) = try said(
            replacing: "      live: {KmsMasterKeyId: key}", by: "      live: {}\n      notCollected: [sqs:GetQueueAttribute]")
        #expect(status == 1)
        #expect(text.contains("AWS::SQS::Queue is not read with the call sqs:GetQueueAttribute; did you mean 'sqs:GetQueueAttributes'?"))
    }

    @Test func filesThatAreNoControls() throws {
        try folder.write("content/controls/test/empty.yaml", "")
        try folder.write("content/controls/test/two.yaml", "a: b\n---\nc: d\n")
        try folder.write("content/controls/test/text.yaml", "hello\n")
        try folder.write("content/controls/test/other.yml", TestContent.queueKey)
        try folder.write("content/controls/test/deep.yaml", "a: " + String(repeating: "[", count: 100_000))
        try folder.write("content/controls/test/bytes.yaml", Array("a: b\nc: \"".utf8) + [0xFF, 0xFE])
        let run = try test()
        #expect(run.status == 2)
        let expected = [
            "empty.yaml:1:1: error: a control file holds one YAML document, not 0", "two.yaml:3:1: error: a control file holds one",
            "text.yaml:1:1: error: a control is a map of keys",
            "other.yml: error: the file is not read: content files end in .yaml; rename it",
            "deep.yaml:1:259: error: the value is nested more than 256 deep", "bytes.yaml:2:5: error: ",
        ]
        for text in expected { #expect(run.errors.contains("content/controls/test/" + text), "\(run.errors)") }
    }

    @Test(arguments: [
        ("type: AWS::SQS::Queue", "type: 5", "queue.yaml:1:7: error: 'type' must be a text"),
        ("type: AWS::SQS::Queue", "type: AWS::SQS::Nothing", "queue.yaml:1:7: error: no published schema of AWS::SQS::Nothing"),
        ("key: QueueName", "key: QueueNam", "error: the schema has no property 'QueueNam'; did you mean 'QueueName'?"),
        ("defaults:\n", "defaults:\n  Nothing: 1\n", "error: the schema has no path 'Nothing'"),
        ("live:\n", "live:\n  lst: 1\n", "error: 'live' has no key 'lst'; did you mean 'list'?"),
        ("terraform:\n", "partial: maybe\nterraform:\n", "error: 'partial' must be true or false"),
        ("terraform:\n", "names: [a]\nterraform:\n", "error: 'names' must be a map of keys"),
        ("terraform:\n", "colour: red\nterraform:\n", "error: an asset type has no key 'colour'"),
    ])
    func anAssetTypesMistakeHasItsPlace(old: String, new: String, expected: String) throws {
        let path = "content/assets/aws/sqs/queue.yaml"
        let text = try folder.read(path)
        try #require(text.contains(old))
        let end = try #require(text.range(of: old)).upperBound
        try folder.write(path, text[..<end].replacingOccurrences(of: old, with: new) + text[end...])
        let run = try test()
        #expect(run.status == 2)
        #expect(run.errors.contains("content/assets/aws/sqs/"))
        #expect(run.errors.contains(expected), "\(run.errors)")
    }

    @Test func twoFilesForOneType() throws {
        try folder.write("content/assets/aws/sqs/zzz.yaml", try folder.read("content/assets/aws/sqs/queue.yaml"))
        let run = try test()
        #expect(run.status == 2)
        #expect(
            run.errors == """
                content/assets/aws/sqs/zzz.yaml: error: the asset type AWS::SQS::Queue is described in \
                content/assets/aws/sqs/queue.yaml already (asset-conflict)

                """)
    }
}
