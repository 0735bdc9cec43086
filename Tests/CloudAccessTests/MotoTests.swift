import Document
import Foundation
import Testing

@testable import CloudAccess

/// Against a real `moto_server`: on the `PATH`, or in the repository's `.venv`.
@Suite(.serialized, .enabled(if: MotoServer.program != nil, "moto_server is neither on the PATH nor in .venv/bin"), .timeLimit(.minutes(3)))
struct MotoTests {
    @Test func fiveProtocols() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        let transport = try LiveTransport()
        let client = try Fixtures.client(endpoint: moto.url, transport: transport)
        do {
            try await restXML(client, moto)
            try await query(client, moto)
            try await ec2(client)
            try await json(client, moto)
            try await restJSON(client)
            try await missing(client)
        } catch {
            Issue.record(error)
        }
        await transport.shutdown()
    }

    private func restXML(_ client: AWSClient, _ moto: MotoServer) async throws {
        let place = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"
        try await moto.send("PUT", "/logs", place, service: "s3")
        try await moto.send("PUT", "/logs?policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", service: "s3")
        let buckets = try await client.call("s3", "ListBuckets")
        #expect(buckets.root["Buckets"]?.elements.map { $0["Name"]?.string } == ["logs"])
        #expect(buckets.root["Buckets"]?[0]?["CreationDate"]?.string.flatMap { Instant(parsing: $0) } != nil)
        let bucket: InputValue = ["Bucket": "logs"]
        #expect(try await client.call("s3", "GetBucketLocation", bucket).root["LocationConstraint"]?.string == "eu-west-1")
        let policy = try await client.call("s3", "GetBucketPolicy", bucket)
        #expect(policy.root["Policy"]?.string == #"{"Version":"2012-10-17","Statement":[]}"#)
        #expect(try await client.call("s3", "GetBucketAcl", bucket).root["Grants"]?[0]?["Grantee"]?["Type"]?.string == "CanonicalUser")
        let none = await awsError { _ = try await client.call("s3", "GetBucketCors", bucket) }
        #expect(none?.kind == .notFound && none?.code == "NoSuchCORSConfiguration")
        #expect(await awsError { _ = try await client.call("s3", "GetBucketPolicy", ["Bucket": "nobody"]) }?.code == "NoSuchBucket")
    }

    private func query(_ client: AWSClient, _ moto: MotoServer) async throws {
        for index in 0..<5 {
            try await moto.send("POST", "/", "Action=CreateUser&Version=2010-05-08&UserName=user\(index)", service: "iam")
        }
        var users: [String] = []
        var pages = 0
        for try await page in client.pages("iam", "GetAccountAuthorizationDetails", ["Filter": ["User"], "MaxItems": 2]) {
            users += page.root["UserDetailList"]?.elements.compactMap { $0["UserName"]?.string } ?? []
            pages += 1
        }
        #expect(users.sorted() == (0..<5).map { "user\($0)" })
        #expect(pages >= 1)
        try await moto.send("POST", "/", "Action=CreateTopic&Version=2010-03-31&Name=alerts", service: "sns")
        let topics = try await client.call("sns", "ListTopics")
        let arn = try #require(topics.root["Topics"]?[0]?["TopicArn"]?.string)
        let attributes = try await client.call("sns", "GetTopicAttributes", ["TopicArn": .string(arn)])
        #expect(attributes.root["Attributes"]?["TopicArn"]?.string == arn)
    }

    private func ec2(_ client: AWSClient) async throws {
        let regions = try await client.call("ec2", "DescribeRegions", ["AllRegions": true])
        #expect((regions.root["Regions"]?.count ?? 0) > 10)
        let groups = try await client.call(
            "ec2", "DescribeSecurityGroups", ["Filters": [["Name": "group-name", "Values": ["default"]]]])
        #expect(groups.root["SecurityGroups"]?[0]?["GroupName"]?.string == "default")
        #expect(groups.root["SecurityGroups"]?[0]?["IpPermissionsEgress"]?[0]?["IpRanges"]?[0]?["CidrIp"]?.string == "0.0.0.0/0")
    }

    private func json(_ client: AWSClient, _ moto: MotoServer) async throws {
        try await moto.send("POST", "/", "Action=CreateQueue&Version=2012-11-05&QueueName=work", service: "sqs")
        let url = try #require(try await client.call("sqs", "ListQueues").root["QueueUrls"]?[0]?.string)
        let attributes = try await client.call("sqs", "GetQueueAttributes", ["QueueUrl": .string(url), "AttributeNames": ["All"]])
        #expect(attributes.root["Attributes"]?["QueueArn"]?.string?.hasSuffix(":work") == true)
        let error = await awsError { _ = try await client.call("sqs", "GetQueueAttributes", ["QueueUrl": "http://localhost/1/none"]) }
        #expect(error?.kind == .notFound, "\(String(describing: error))")
    }

    private func restJSON(_ client: AWSClient) async throws {
        let functions = try await client.call("lambda", "ListFunctions")
        #expect(functions.root["Functions"]?.kind == .list)
        let error = await awsError { _ = try await client.call("lambda", "GetFunction", ["FunctionName": "none"]) }
        #expect(error?.code == "ResourceNotFoundException" && error?.status == 404)
    }

    /// A call that moto lacks is answered with a web page.
    private func missing(_ client: AWSClient) async throws {
        let regions = await awsError { _ = try await client.call("account", "ListRegions") }
        #expect(regions?.kind == .notAnAPI)
    }
}

/// A `moto_server` for the time of a test.
final class MotoServer: Sendable {
    static let program: String? = {
        let inRepository = Fixtures.root.appendingPathComponent(".venv/bin/moto_server").path
        let onPath = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/moto_server" }
        return ([inRepository] + onPath).first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private let process: Process
    let url: String

    struct NotReady: Error {}

    init() async throws {
        // A port that was free a moment ago.
        let probe = try await LyingServer { _, _ in .close }
        let port = probe.port
        await probe.stop()
        process = Process()
        // Ends by itself where a test could not end it; `timeout` makes a group of its own.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["-s", "KILL", "170", MotoServer.program ?? "", "-H", "127.0.0.1", "-p", String(port)]
        process.environment = ProcessInfo.processInfo.environment.merging(["MOTO_EC2_LOAD_DEFAULT_AMIS": "false"]) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        url = "http://127.0.0.1:\(port)"
        try process.run()
        for _ in 0..<600 {
            if (try? await send("GET", "/moto-api/", "", service: "")) != nil { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        stop()
        throw NotReady()
    }

    func stop() { kill(-process.processIdentifier, SIGKILL) }

    /// A request as moto takes it: the service stands in the signature's scope.
    func send(_ method: String, _ path: String, _ body: String, service: String) async throws {
        let transport = try LiveTransport()
        let pieces = path.split(separator: "?", maxSplits: 1)
        let endpoint = try #require(Endpoint(url: url, signingRegion: "eu-west-1"))
        var request = HTTPRequestMessage(
            method: method, scheme: "http", host: endpoint.host, port: endpoint.port, path: String(pieces[0]),
            query: pieces.count > 1 ? [(String(pieces[1]), "")] : [],
            headers: body.hasPrefix("Action") ? [("Content-Type", "application/x-www-form-urlencoded")] : [], body: Array(body.utf8))
        if !service.isEmpty {
            let keys = try await Fixtures.keys.credentials()
            SignatureV4(region: "eu-west-1", service: service).sign(&request, credentials: keys, now: .now())
        }
        let result: Result<HTTPAnswer, AWSError>
        do {
            result = .success(
                try await transport.send(
                    request, for: CallContext(service: service, region: "", operation: ""), timeout: .seconds(10), answerLimit: 1 << 20))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        let answer = try result.get()
        if answer.status >= 300 { throw AWSError(.invalidRequest, String(decoding: answer.body, as: UTF8.self)) }
    }
}
