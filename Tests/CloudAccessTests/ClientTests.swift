import Document
import SourceText
import Synchronization
import Testing

@testable import CloudAccess

@Suite struct ClientTests {
    private func client(_ transport: any Transport, credentials: any CredentialProvider = Fixtures.keys) throws -> AWSClient {
        AWSClient(
            models: Fixtures.operations, partitions: try Fixtures.partitions(),
            configuration: try Fixtures.configuration(region: "eu-west-1"), credentials: credentials, transport: transport)
    }

    @Test(arguments: [("nonsense", "X"), ("s3", "Nonsense"), ("../s3", "X"), ("", "")])
    func unknownOperation(service: String, operation: String) async throws {
        let client = try client(ScriptedTransport { _, _ in HTTPAnswer(200, "") })
        #expect(await awsError { _ = try await client.call(service, operation) }?.kind == .unknownOperation)
    }

    @Test func bucketElsewhere() async throws {
        let transport = ScriptedTransport { request, _ in
            request.host == "logs.s3.ap-south-1.amazonaws.com"
                ? HTTPAnswer(200, "{\"Version\":\"x\"}")
                : HTTPAnswer(301, "<Error><Code>PermanentRedirect</Code></Error>", [("x-amz-bucket-region", "ap-south-1")])
        }
        let client = try client(transport)
        for _ in 0..<2 {
            let document = try await client.call("s3", "GetBucketPolicy", ["Bucket": "logs"])
            #expect(document.root["Policy"]?.string == "{\"Version\":\"x\"}")
        }
        #expect(
            transport.requests.map(\.host) == [
                "logs.s3.eu-west-1.amazonaws.com", "logs.s3.ap-south-1.amazonaws.com", "logs.s3.ap-south-1.amazonaws.com",
            ])
        #expect(transport.requests[1].header("Authorization")?.contains("/ap-south-1/s3/") == true)
    }

    @Test func redirectToNowhereEnds() async throws {
        let transport = ScriptedTransport { _, count in
            HTTPAnswer(301, "<Error><Code>PermanentRedirect</Code></Error>", [("x-amz-bucket-region", "r-\(count)-1")])
        }
        let client = try client(transport)
        #expect(await awsError { _ = try await client.call("s3", "GetBucketPolicy", ["Bucket": "logs"]) }?.code == "PermanentRedirect")
        #expect(transport.requests.count == 2)
    }

    @Test func expiredTokenIsRenewedOnce() async throws {
        let provider = Renewing()
        let transport = ScriptedTransport { request, _ in
            request.header("X-Amz-Security-Token") == "t2"
                ? HTTPAnswer(200, "{}") : HTTPAnswer(400, "{\"__type\":\"ExpiredTokenException\"}")
        }
        let client = try client(transport, credentials: provider)
        _ = try await client.call("sqs", "ListQueues")
        #expect(transport.requests.count == 2)
        let hopeless = ScriptedTransport { _, _ in HTTPAnswer(400, "{\"__type\":\"ExpiredTokenException\"}") }
        let other = try self.client(hopeless, credentials: Renewing())
        #expect(await awsError { _ = try await other.call("sqs", "ListQueues") }?.kind == .credentials)
        #expect(hopeless.requests.count == 2)
    }

    @Test func noCredentialsIsAnError() async throws {
        let configuration = try Fixtures.configuration(["AWS_EC2_METADATA_DISABLED": "true"])
        let transport = ScriptedTransport { _, _ in HTTPAnswer(200, "{}") }
        let chain = CredentialChain.provider(
            configuration: configuration, partitions: try Fixtures.partitions(), transport: transport)
        let client = try client(transport, credentials: chain)
        let error = await awsError { _ = try await client.call("sqs", "ListQueues") }
        #expect(error?.kind == .credentials)
        #expect(transport.requests.isEmpty)
    }

    @Test func serviceFailureIsRetried() async throws {
        let transport = ScriptedTransport { _, count in
            count < 3 ? HTTPAnswer(500, "{\"__type\":\"InternalFailure\",\"message\":\"\(count)\"}") : HTTPAnswer(200, "{}")
        }
        _ = try await client(transport).call("sqs", "ListQueues")
        #expect(transport.requests.count == 3)
    }

    @Test func sameFailureIsNotAskedForLong() async throws {
        let transport = ScriptedTransport { _, _ in HTTPAnswer(500, "{\"__type\":\"InternalFailure\"}") }
        let client = try client(transport)
        #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .serviceFailure)
        #expect(transport.requests.count == 2)
    }

    @Test func gateShrinksAndGrows() async {
        let gate = CallGate()
        let first = await gate.window
        guard let ticket = await gate.enter() else { return }
        await gate.leave(ticket, wasThrottled: true)
        let halved = await gate.window
        #expect(halved == first / 2)
        for _ in 0..<40 {
            guard let ticket = await gate.enter() else { return }
            await gate.leave(ticket, wasThrottled: false)
        }
        #expect(await gate.window > halved)
        var granted = 0
        while await gate.mayRetry(cost: 10) { granted += 1 }
        #expect(granted == 20)
    }

    @Test(
        arguments: [
            ("A.B", "{\"A\":{\"B\":\"x\"}}", "x"), ("N || C[-1].K", "{\"C\":[{\"K\":\"a\"},{\"K\":\"b\"}]}", "b"),
            ("N || C[-1].K", "{\"N\":\"n\",\"C\":[{\"K\":\"a\"}]}", "n"), ("C[-1].K", "{\"C\":[]}", nil), ("A", "{\"A\":\"\"}", nil),
            ("A", "{\"A\":null}", nil),
        ] as [(String, String, String?)])
    func pagePath(path: String, json: String, expected: String?) throws {
        #expect(PagePath(path).value(in: try Document(json: json))?.string == expected)
    }
}

private actor Renewing: CredentialProvider {
    private var generation = 1
    func credentials() async throws(AWSError) -> AWSCredentials {
        AWSCredentials(accessKeyID: "A", secretAccessKey: Secret("s"), sessionToken: Secret("t\(generation)"), source: "test")
    }
    func invalidate(_ refused: AWSCredentials) { generation += 1 }
}
