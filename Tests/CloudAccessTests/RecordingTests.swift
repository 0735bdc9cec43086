import Document
import Foundation
import SourceText
import Testing

@testable import CloudAccess

@Suite struct RecordingTests {
    private static let functions =
        #"{"Functions":[{"FunctionName":"f","Environment":{"Variables":{"name":"s3cr3t","N":"s3cr3t\"2"}},"Timeout":3}]}"#

    private func client(_ transport: any Transport) throws -> AWSClient {
        AWSClient(
            models: Fixtures.operations, partitions: try Fixtures.partitions(),
            configuration: try Fixtures.configuration(region: "eu-west-1"), credentials: Fixtures.keys, transport: transport)
    }

    private func files(_ path: String) throws -> [String: String] {
        var found: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) where name.hasSuffix(".json") {
            found[name] = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
        }
        return found
    }

    @Test func recordsWithoutSecretsAndReplays() async throws {
        let folder = try TemporaryFolder()
        let base = ScriptedTransport { request, _ in
            if request.host.hasPrefix("lambda") { return HTTPAnswer(200, RecordingTests.functions, [("Set-Cookie", "c00kie")]) }
            return HTTPAnswer(404, "<Error><Code>NoSuchBucketPolicy</Code></Error>")
        }
        let recording = RecordingTransport(base, directory: "\(folder.path)/deep/er")
        let live = try client(recording)
        let recorded = try await live.call("lambda", "ListFunctions")
        #expect(recorded.root["Functions"]?[0]?["Environment"]?["Variables"]?["name"]?.string == "s3cr3t")
        _ = await awsError { _ = try await live.call("s3", "GetBucketPolicy", ["Bucket": "b"]) }
        #expect(recording.problems.isEmpty)

        let written = try files("\(folder.path)/deep/er")
        #expect(written.count == 2)
        #expect(written.keys.contains { $0.hasPrefix("lambda/eu-west-1/ListFunctions-") })
        for text in written.values {
            for secret in ["s3cr3t", "sEcReT", "AKIDEXAMPLE", "c00kie", "Authorization"] { #expect(!text.contains(secret)) }
        }

        let replayed = try client(ReplayTransport(directory: "\(folder.path)/deep/er"))
        let again = try await replayed.call("lambda", "ListFunctions")
        #expect(again.root["Functions"]?[0]?["FunctionName"]?.string == "f")
        #expect(again.root["Functions"]?[0]?["Timeout"]?.int == 3)
        #expect(again.root["Functions"]?[0]?["Environment"]?["Variables"]?["name"]?.string == "REDACTED")
        #expect(await awsError { _ = try await replayed.call("s3", "GetBucketPolicy", ["Bucket": "b"]) }?.code == "NoSuchBucketPolicy")
        let missing = await awsError { _ = try await replayed.call("s3", "GetBucketPolicy", ["Bucket": "other"]) }
        #expect(missing?.kind == .notRecorded)
        #expect(missing?.service == "s3" && missing?.isRetryable == false)
    }

    @Test func credentialsAreNeverRecorded() async throws {
        let folder = try TemporaryFolder()
        let recording = RecordingTransport(ScriptedTransport { _, _ in HTTPAnswer(200, "token") }, directory: folder.path)
        let call = CallContext(service: "sts", region: "r", operation: "AssumeRole", isForCredentials: true)
        _ = try await recording.send(
            HTTPRequestMessage(method: "POST", host: "h"), for: call, timeout: .seconds(1), answerLimit: 100)
        #expect(try files(folder.path).isEmpty)
    }

    @Test func failuresAreRecorded() async throws {
        let folder = try TemporaryFolder()
        let recording = RecordingTransport(
            ScriptedTransport { _, _ throws(AWSError) in throw AWSError(.connection, "broken") }, directory: folder.path)
        let live = try client(recording)
        #expect(await awsError { _ = try await live.call("sqs", "ListQueues") }?.kind == .connection)
        let replayed = try client(ReplayTransport(directory: folder.path))
        #expect(await awsError { _ = try await replayed.call("sqs", "ListQueues") }?.kind == .connection)
    }

    @Test func namesAreStableAndSafe() {
        let call = CallContext(service: "../x", region: "r/../", operation: "O", input: ["b": 1, "a": ["x"]])
        let same = CallContext(service: "../x", region: "r/../", operation: "O", input: ["a": ["x"], "b": 1])
        #expect(Recording.path(of: call) == Recording.path(of: same))
        #expect(Recording.path(of: call).hasPrefix("x/r/O-"))
        #expect(Recording.path(of: CallContext(service: "s", region: "r", operation: "O")) == "s/r/O-44136fa355b3678a.json")
    }

    @Test(arguments: [
        "", "{}", #"{"version":1}"#, #"{"version":1,"status":99999}"#, #"{"version":1,"status":200,"bodyBase64":"!"}"#, "[]",
    ])
    func brokenRecordings(text: String) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Recording.path(of: CallContext(service: "sqs", region: "eu-west-1", operation: "ListQueues")), text)
        let replayed = try client(ReplayTransport(directory: folder.path))
        #expect(await awsError { _ = try await replayed.call("sqs", "ListQueues") }?.kind == .notRecorded)
    }

    @Test func binaryBodies() throws {
        let call = CallContext(service: "s", region: "r", operation: "O")
        let bytes = Recording(call, .success(HTTPAnswer(status: 200, body: [0xFF, 0x00, 0x41]))).json()
        let answer = try Recording(SourceFile(path: "x", bytes: bytes)).outcome.get()
        #expect(answer.body == [0xFF, 0x00, 0x41])
    }

    @Test(arguments: [
        ("{\"a\":\"x\",\"s\":\"y\",\"b\":\"z\"}", "{\"a\":\"x\",\"s\":\"REDACTED\",\"b\":\"z\"}"),
        ("{\"s\":{\"k\":\"v\",\"n\":12,\"t\":true},\"b\":\"s\"}", "{\"s\":{\"k\":\"REDACTED\",\"n\":0,\"t\":true},\"b\":\"s\"}"),
        ("{\"s\":[{\"name\":\"N\",\"value\":\"v\"}],\"b\":1}", "{\"s\":[{\"name\":\"N\",\"value\":\"REDACTED\"}],\"b\":1}"),
        ("{\"s\":null,\"b\":\"z\"}", "{\"s\":null,\"b\":\"z\"}"), ("{\"s\":[],\"b\":\"z\"}", "{\"s\":[],\"b\":\"z\"}"),
        ("{\"s\":\"a\\\"b\\\\\",\"b\":\"z\"}", #"{"s":"REDACTED","b":"z"}"#), (#"{"s":"secre"#, "{}"),
        (#"{"a":{"s":1}}"#, #"{"a":{"s":0}}"#),
        (
            "<r><s>x</s><b>z</b><s><k>y</k><name>n</name></s><s/></r>",
            "<r><s>REDACTED</s><b>z</b><s><k>REDACTED</k><name>n</name></s><s/></r>"
        ),
        ("<r><s>sec", "<unreadable/>"), ("secret", "REDACTED"), ("", ""),
    ])
    func scrubbing(body: String, expected: String) {
        #expect(String(decoding: AnswerScrubber(names: ["s"]).scrub(Array(body.utf8)), as: UTF8.self) == expected)
    }

    @Test func modelsNameSecrets() throws {
        let lambda = try Fixtures.operations.model(of: "lambda")
        #expect(SensitiveNames.of(try #require(lambda.operation("ListFunctions")), in: lambda).contains("Variables"))
        let ec2 = try Fixtures.operations.model(of: "ec2")
        #expect(SensitiveNames.of(try #require(ec2.operation("DescribeInstanceAttribute")), in: ec2).contains("userData"))
    }
}
