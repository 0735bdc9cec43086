import Document
import Testing

@testable import CloudAccess

@Suite(.timeLimit(.minutes(2))) struct LyingServerTests {
    private static let queues = "{\"QueueUrls\":[\"q\"]}"

    /// Calls SQS ListQueues on a server that answers with `handler`.
    private func run(
        options: AWSClient.Options = AWSClient.Options(), _ handler: @escaping LyingServer.Handler,
        check: (AWSClient, LyingServer) async throws -> Void
    ) async throws {
        let server = try await LyingServer(handler)
        let transport = try LiveTransport(connectTimeout: .seconds(2), idleTimeout: .seconds(2))
        let client = try Fixtures.client(endpoint: server.url, transport: transport, options: options)
        do {
            try await check(client, server)
        } catch {
            Issue.record(error)
        }
        await transport.shutdown()
        await server.stop()
    }

    @Test func answersAndKeepsConnections() async throws {
        try await run { _, _ in
            .answer(200, LyingServerTests.queues)
        } check: { client, server in
            for _ in 0..<20 {
                let document = try await client.call("sqs", "ListQueues", region: "eu-west-1")
                #expect(document.root["QueueUrls"]?[0]?.string == "q")
            }
            #expect(server.requests == 20)
            #expect(server.connections == 1)
        }
    }

    @Test func webPage() async throws {
        try await run { _, _ in
            .answer(500, "<!doctype html><title>500</title>")
        } check: { client, server in
            let error = await awsError { _ = try await client.call("sqs", "ListQueues") }
            #expect(error?.kind == .notAnAPI)
            #expect(error?.status == 500)
            #expect(error?.attempts == 2)
            #expect(error?.service == "sqs" && error?.operation == "ListQueues" && error?.region == "eu-west-1")
            #expect(server.requests == 2)
        }
    }

    @Test func webPageThatSaysOK() async throws {
        try await run { _, _ in
            .answer(200, "<html><body>Log in</body></html>")
        } check: { client, server in
            #expect(await awsError { _ = try await client.call("s3", "ListBuckets") }?.kind == .notAnAPI)
            #expect(server.requests == 2)
        }
    }

    @Test(arguments: [
        (400, "{\"__type\":\"AccessDeniedException\"}", AWSError.Kind.accessDenied), (404, "<html>", .notAnAPI),
        (400, "{\"__type\":\"QueueDoesNotExist\"}", .notFound), (400, "{\"__type\":\"ValidationException\"}", .invalidRequest),
    ])
    func whatStaysIsNotAskedTwice(status: Int, body: String, kind: AWSError.Kind) async throws {
        try await run { _, _ in
            .answer(status, body)
        } check: { client, server in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == kind)
            #expect(server.requests == 1)
        }
    }

    @Test(arguments: ["", "{\"QueueUrls\":[\"q\"", "null", "{\"QueueUrls\":7}"]) func malformed(body: String) async throws {
        try await run { _, _ in
            .answer(200, body)
        } check: { client, server in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .malformedAnswer)
            #expect(server.requests == 2)
        }
    }

    @Test func truncatedThenWhole() async throws {
        try await run { _, count in
            count < 3 ? .truncated(200, #"{"Queue"#) : .answer(200, LyingServerTests.queues)
        } check: { client, server in
            let document = try await client.call("sqs", "ListQueues")
            #expect(document.root["QueueUrls"]?.count == 1)
            #expect(server.requests == 3)
        }
    }

    @Test func closesAlways() async throws {
        try await run { _, _ in
            .close
        } check: { client, server in
            let error = await awsError { _ = try await client.call("sqs", "ListQueues") }
            #expect(error?.kind == .connection)
            #expect(error?.attempts == 4)
        }
    }

    @Test func noServer() async throws {
        let transport = try LiveTransport(connectTimeout: .seconds(2))
        let client = try Fixtures.client(endpoint: "http://127.0.0.1:1", transport: transport)
        let error = await awsError { _ = try await client.call("sqs", "ListQueues") }
        #expect(error?.kind == .connection)
        #expect(error?.message.contains("127.0.0.1:1") == true)
        await transport.shutdown()
    }

    @Test func throttledThenServed() async throws {
        try await run { _, count in
            count <= 5
                ? .answer(400, "{\"__type\":\"ThrottlingException\",\"message\":\"\(count)\"}")
                : .answer(200, LyingServerTests.queues)
        } check: { client, server in
            _ = try await client.call("sqs", "ListQueues")
            #expect(server.requests == 6)
        }
    }

    @Test func throttledForever() async throws {
        var options = AWSClient.Options()
        options.callTimeout = .seconds(2)
        try await run(options: options) { _, _ in
            .answer(503, "<Error><Code>SlowDown</Code></Error>")
        } check: { client, server in
            let error = await awsError { _ = try await client.call("s3", "ListBuckets") }
            #expect(error?.kind == .throttled)
            #expect(error?.isRetryable == true)
            #expect(server.requests <= 8)
        }
    }

    @Test func limitsWhatIsOpenAtOnce() async throws {
        try await run { _, _ in
            .answer(200, LyingServerTests.queues)
        } check: { client, server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<300 { group.addTask { _ = try await client.call("sqs", "ListQueues") } }
                try await group.waitForAll()
            }
            #expect(server.requests == 300)
            #expect(server.most <= 20)
            #expect(server.connections <= 16)
        }
    }

    @Test func hangs() async throws {
        var options = AWSClient.Options()
        options.requestTimeout = .milliseconds(300)
        try await run(options: options) { _, _ in
            .hang
        } check: { client, server in
            let began = ContinuousClock.now
            let error = await awsError { _ = try await client.call("sqs", "ListQueues") }
            #expect(error?.kind == .timeout)
            #expect(server.requests == 2)
            #expect(ContinuousClock.now - began < .seconds(30))
        }
    }

    @Test func trickles() async throws {
        var options = AWSClient.Options()
        options.requestTimeout = .milliseconds(400)
        try await run(options: options) { _, _ in
            .trickle
        } check: { client, server in
            let began = ContinuousClock.now
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .timeout)
            #expect(ContinuousClock.now - began < .seconds(30))
        }
    }

    @Test func deadlineOfTheRun() async throws {
        var options = AWSClient.Options()
        options.deadline = ContinuousClock.now + .milliseconds(300)
        try await run(options: options) { _, _ in
            .hang
        } check: { client, _ in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .timeout)
        }
    }

    @Test func cancellation() async throws {
        try await run { _, _ in
            .hang
        } check: { client, _ in
            let task = Task { await awsError { _ = try await client.call("sqs", "ListQueues") } }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            #expect(await task.value?.kind == .cancelled)
        }
    }

    @Test func tooLarge() async throws {
        var options = AWSClient.Options()
        options.answerLimit = 1 << 20
        let large = "{\"QueueUrls\":[\"" + String(repeating: "q", count: 10 << 20) + "\"]}"
        try await run(options: options) { _, _ in
            .answer(200, large)
        } check: { client, server in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .answerTooLarge)
            #expect(server.requests == 1)
        }
        try await run { _, _ in
            .answer(200, large)
        } check: { client, _ in
            let document = try await client.call("sqs", "ListQueues")
            #expect(document.root["QueueUrls"]?[0]?.string?.utf8.count == 10 << 20)
        }
    }

    @Test func deepAnswer() async throws {
        let deep = "{\"QueueUrls\":" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
        try await run { _, _ in
            .answer(200, deep)
        } check: { client, _ in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .malformedAnswer)
        }
    }

    @Test func pagesEnd() async throws {
        try await run { request, _ in
            let page = request.body.contains("\"NextToken\":\"2\"") ? 2 : request.body.contains("\"NextToken\":\"1\"") ? 1 : 0
            return .answer(200, "{\"QueueUrls\":[\"\(page)\"]\(page < 2 ? ",\"NextToken\":\"\(page + 1)\"" : "")}")
        } check: { client, server in
            var found: [String] = []
            for try await page in client.pages("sqs", "ListQueues") { found += page.root["QueueUrls"]?.elements.compactMap(\.string) ?? [] }
            #expect(found == ["0", "1", "2"])
        }
    }

    @Test func pagesThatLoop() async throws {
        try await run { _, _ in
            .answer(200, "{\"QueueUrls\":[\"q\"],\"NextToken\":\"same\"}")
        } check: { client, server in
            let error = await awsError { for try await _ in client.pages("sqs", "ListQueues") {} }
            #expect(error?.kind == .paging)
            #expect(error?.code == "RepeatedToken")
            #expect(server.requests == 2)
        }
    }

    @Test func pagesWithoutAnEnd() async throws {
        try await run { _, count in
            .answer(200, "{\"QueueUrls\":[\"q\"],\"NextToken\":\"\(count)\"}")
        } check: { client, server in
            let error = await awsError { for try await _ in client.pages("sqs", "ListQueues", limit: 5) {} }
            #expect(error?.code == "TooManyPages")
            #expect(server.requests == 5)
        }
    }

    @Test func promisedPageWithoutToken() async throws {
        let body = "<ListUsersResponse><ListUsersResult><Users/><IsTruncated>true</IsTruncated></ListUsersResult></ListUsersResponse>"
        try await run { _, _ in
            .answer(200, body)
        } check: { client, _ in
            let error = await awsError { for try await _ in client.pages("iam", "ListUsers") {} }
            #expect(error?.code == "MissingToken")
        }
    }

    @Test func clockSkewIsPutRight() async throws {
        let theirs = Instant.now().advanced(bySeconds: -7_200)
        try await run { request, count in
            let signed = request.headers.first { $0.0.lowercased() == "x-amz-date" }?.1 ?? ""
            if signed.prefix(11) == theirs.compact.prefix(11) { return .answer(200, LyingServerTests.queues) }
            return .answer(403, "{\"__type\":\"InvalidSignatureException\"}", headers: [("Date", theirs.httpDate)])
        } check: { client, server in
            _ = try await client.call("sqs", "ListQueues")
            _ = try await client.call("sqs", "ListQueues")
            #expect(server.requests == 3)
        }
    }

    @Test func wrongSignatureAtTheRightTimeIsFinal() async throws {
        try await run { _, _ in
            .answer(403, "{\"__type\":\"InvalidSignatureException\"}", headers: [("Date", Instant.now().httpDate)])
        } check: { client, server in
            #expect(await awsError { _ = try await client.call("sqs", "ListQueues") }?.kind == .credentials)
            #expect(server.requests == 1)
        }
    }

    @Test func errorThatSaysOK() async throws {
        try await run { _, _ in
            .answer(200, "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code></Error>")
        } check: { client, _ in
            #expect(await awsError { _ = try await client.call("s3", "ListBuckets") }?.code == "InternalError")
        }
    }
}
