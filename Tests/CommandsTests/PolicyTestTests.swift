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
        #expect(text == "19:18: expected pass, got fail for aws_sqs_queue.q: KmsMasterKeyId is absent (test/queue-key)")
    }

    @Test func theEvidenceMustShowWhatTheCaseSays() throws {
        let (status, text) = try said(replacing: "[KmsMasterKeyId]", by: "[QueueName]")
        #expect(status == 1)
        #expect(text == "19:18: the evidence does not show QueueName, but KmsMasterKeyId (test/queue-key)")
    }

    @Test func aBrokenExampleIsToldInTheControlsOwnLines() throws {
        let (status, text) = try said(replacing: "\"q\" {\n", by: "\"q\" {\n          name =\n")
        #expect(status == 1)
        #expect(text == "21:17: the example could not be read: an expression is expected here, not the end of the line (test/queue-key)")
    }

    /// Each mistake, and where it is said. Two is over one: cases of other controls may fail as well.
    @Test(arguments: [
        ("severity: high", "severty: high", "5:1: error: a control has no key 'severty'; did you mean 'severity'? (content-unknown-key)"),
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
            "require: 'asset.name != ''it'' &&\n  aset.y == '''''",
            "8:3: error: 'aset' is not declared; did you mean 'asset'? (cel-unknown-name)"
        ),
        (
            "require: >\n  has(asset.properties.KmsMasterKeyId) &&\n  asset.properties.KmsMasterKeyId != \"\"",
            "require: \"asset.name != \\\"\\u00e9\\\" && aset.y\"",
            "7:39: error: 'aset' is not declared; did you mean 'asset'? (cel-unknown-name)"
        ),
        ("cases:\n", "cases: {a: b}\nthings:\n", "17:8: error: 'cases' is a list with at least one case (control-case)"),
        ("  - pass:\n", "  - pas:\n", "23:5: error: a case has no key 'pas'; did you mean 'pass'? (content-unknown-key)"),
        (
            "  - pass:\n", "  - fail: {live: {}}\n    pass:\n",
            "23:11: error: a case expects one verdict, not 'pass' and 'fail'"
        ),
        (
            "      live: {KmsMasterKeyId: key}", "      live: {KmsMasterKeyId: key}\n      kubernetes: a",
            "24:13: error: an example has one form, not 'kubernetes' and 'live'"
        ),
        ("[storage-encryption-at-rest]", "[", "16:7: error: "),
    ])
    func aMistakeHasItsPlace(old: String, new: String, expected: String) throws {
        let (status, text) = try said(replacing: old, by: new)
        #expect(status == 2, "\(text)")
        #expect(text.contains(expected), "\(text)")
    }

    private static let predicate = "require: >\n  has(asset.properties.KmsMasterKeyId) &&\n  asset.properties.KmsMasterKeyId != \"\"\n"

    @Test func aConditionThatGivesSomethingElseIsAnErrorNotAPass() throws {
        let (status, text) = try said(replacing: Self.predicate, by: "require: dyn(asset.name)\n")
        #expect(status == 1)
        #expect(text.contains("17:18: expected fail, got error for aws_sqs_queue.q"), "\(text)")
        #expect(text.contains("22:13: expected pass, got error for example"), "\(text)")
    }

    /// However YAML writes a condition, the message's place is the file's: that of the first `aset`.
    @Test(arguments: [
        "aset.y", "true && aset.y", "true &&\n  aset.y", "\n  true &&\n  aset.y", "true &&\n\n\n  aset.y",
        "|\n  true &&\n  aset.y", "|-\n    true\n      && true\n    && aset.y", "|2-\n   true &&\n  aset.y",
        "> # why\n  true &&\n  aset.y", ">-\n\n  true &&\n\n  true &&\n      true &&\n  aset.y", ">+\n  true &&\n  aset.y\n\n",
        "|\n  true &&\n  true &&\n  true && aset.y", "|\n  true && // why\n  aset.y", "|\n  'キュー' != '' && aset.y",
        "'true && aset.y'", "'''it'' != '''' && aset.y'", "'true &&\n\n  true && aset.y'",
        "\"true && aset.y\"", "\"'\\u30ad\\xe9\\t' != '' && aset.y\"", "\"true &&\\\n    true &&\n  aset.y\"", "\"true &&\\n\\naset.y\"",
        "&r >\n  true &&\n  aset.y", "&r \"'\\u30ad' != '' && aset.y\"",
    ])
    func anExpressionsPlaceIsTheFiles(value: String) throws {
        for (name, lineEnd) in [("require", "\n"), ("applies", "\n"), ("require", "\r\n")] {
            let other = name == "applies" ? "require: true\n" : ""
            let text = TestContent.queueKey.replacingOccurrences(of: Self.predicate, with: "\(name): \(value)\n\(other)")
                .replacingOccurrences(of: "\n", with: lineEnd)
            try folder.write("content/controls/test/queue-key.yaml", text)
            let wanted = try #require(text.range(of: "aset.")).lowerBound
            let before = text.unicodeScalars[..<wanted]
            let line = before.count { $0 == "\n" } + 1
            let column = before.reversed().prefix { $0 != "\n" }.map { UTF8.width($0) }.reduce(1, +)
            let run = try test()
            #expect(run.status == 2)
            let expected = "content/controls/test/queue-key.yaml:\(line):\(column): error: 'aset' is not declared"
            #expect(run.errorLines.count == 1 && run.errors.hasPrefix(expected), "\(text.prefix(400))\n\(expected)\n\(run.errors)")
        }
    }

    /// Places that a message names beside its own are the file's as well.
    @Test func whatIsNotClosedIsNamedByItsPlace() throws {
        let (status, text) = try said(
            replacing: Self.predicate, by: "require: >\n  true &&\n  has(asset.name) && [1,\n  2\n")
        #expect(status == 2)
        #expect(text == "10:4: error: expected ']', found the end of the expression; the '[' at 9:22 is not closed (cel-syntax)")
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
        ("partial: true\n", "partial: maybe\n", "error: 'partial' must be true or false"),
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
