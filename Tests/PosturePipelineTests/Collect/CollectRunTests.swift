import AWSEmulator
import CloudAccess
import CloudCollectors
import Document
import Foundation
import PostureModel
import PosturePipeline
import PostureStore
import SourceText
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Real answers: against a `moto_server` with an account of good and bad resources.
@Suite(
    .serialized, .enabled(if: MotoServer.program != nil, "moto_server is neither on the PATH nor in .venv/bin"),
    .timeLimit(.minutes(10)))
struct CollectRunTests {
    @Test func findsExactlyTheBadOnes() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        let seed = try moto.seed()
        let folder = try TestFolder()
        let store = try SQLiteStore(path: "\(folder.path)/kamae.db")
        let outcome = try await LiveAccount(endpoint: moto.url).run(into: store)
        // The one call that moto does not have.
        #expect(Set(outcome.result.coverage.failedCalls.map(\.call)) == ["lambda:ListFunctionUrlConfigs"])
        #expect(outcome.result.coverage.diagnostics.isEmpty, "\(outcome.result.coverage.diagnostics)")
        #expect(outcome.result.account.id == "123456789012")

        // All that was made is there, in its region, and nothing else of these types but what every account has.
        let assets = try await store.allAssets()
        for (type, made) in seed.made {
            let own = assets.filter { $0.asset.type == type && $0.asset.name != "default" }
            let found = Set(own.map { "\($0.asset.name) \($0.asset.region ?? "-")" })
            #expect(found == Set(made.map { "\($0[0] ?? "") \($0[1] ?? "-")" }), "\(type)")
        }
        for (control, names) in seed.failing {
            #expect(outcome.names(.fail, of: control).filter { $0 != "default" } == Set(names), "\(control)")
            #expect(outcome.names(.unknown, of: control).isEmpty && outcome.names(.error, of: control).isEmpty, "\(control)")
            // The store says the same.
            var filter = FindingFilter()
            filter.controls = [control]
            #expect(Set(try await store.allFindings(filter).map(\.finding.asset.name)).subtracting(["default"]) == Set(names))
        }
        try await checkEvidence(outcome)
        #expect(outcome.result.record?.state == .finished)
        #expect(outcome.result.record?.outcome.added == outcome.result.assetCount)
        try await checkSecondRun(moto, store, assets.count)
    }

    /// The evidence of a live finding names the call that said so.
    private func checkEvidence(_ outcome: LiveAccount.Outcome) async throws {
        func calls(_ control: String) -> Set<String> {
            let evidence = outcome.findings.filter { $0.control == control && $0.status == .fail }.flatMap(\.evidence)
            return Set(evidence.compactMap { if case .call(let call, _)? = $0.source { call } else { nil } })
        }
        #expect(calls("aws/s3/bucket-policy-not-public") == ["s3:GetBucketPolicy"])
        // What is not there was not in the answer of the call that would have said it.
        #expect(calls("aws/dynamodb/table-deletion-protection") == ["dynamodb:DescribeTable"])
        #expect(calls("aws/s3/bucket-access-logging") == ["s3:GetBucketLogging"])
        #expect(calls("aws/s3/bucket-public-access-block") == ["s3:GetPublicAccessBlock"])
        #expect(calls("aws/sns/topic-encrypted") == ["sns:GetTopicAttributes"])
        #expect(calls("aws/rds/instance-not-public") == ["rds:DescribeDBInstances"])
        #expect(calls("aws/ec2/security-group-ssh-closed") == ["ec2:DescribeSecurityGroups"])
    }

    /// Nothing changed: nothing is written. Something is gone: it is closed.
    private func checkSecondRun(_ moto: MotoServer, _ store: SQLiteStore, _ count: Int) async throws {
        let again = try await LiveAccount(endpoint: moto.url).run(into: store)
        #expect(again.result.record?.outcome.unchanged == count)
        #expect(again.result.record?.outcome.removed == 0)
        try moto.python("client('sqs').delete_queue(QueueUrl=client('sqs').get_queue_url(QueueName='bad-us-east-1-0')['QueueUrl'])")
        let third = try await LiveAccount(endpoint: moto.url, types: ["sqs"]).run(into: store)
        #expect(third.result.record?.outcome.removed == 1)
        #expect((third.result.record?.outcome.resolved ?? 0) >= 2)
    }

    @Test func whatIsDeniedIsUnknown() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        _ = try moto.seed()
        let allowed = try await LiveAccount(endpoint: moto.url, types: ["s3", "sqs"]).run()
        let keys = try moto.python(
            """
            iam = client("iam")
            iam.create_user(UserName="reader")
            iam.put_user_policy(UserName="reader", PolicyName="read", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {"Effect": "Deny", "Action": "s3:GetBucketPolicy", "Resource": "*"}]}))
            key = iam.create_access_key(UserName="reader")["AccessKey"]
            print(key["AccessKeyId"], key["SecretAccessKey"])
            """
        ).split(whereSeparator: \.isWhitespace).map(String.init)
        try await moto.startAuthorizing()
        var account = LiveAccount(endpoint: moto.url, types: ["s3", "sqs"])
        account.keys = (keys[0], keys[1])
        let denied = try await account.run()
        // Exactly the findings that hang on the policy changed, and each of them to unknown (but for what else decides).
        let before = Dictionary(uniqueKeysWithValues: allowed.findings.map { ($0.id, $0) })
        var changed: Set<String> = []
        for finding in denied.findings {
            guard let old = before[finding.id] else { continue }
            if finding.status != old.status {
                #expect(finding.status == .unknown, "\(finding.control) \(finding.asset.name)")
                changed.insert(finding.control)
            }
        }
        // The policy also says whether a bucket takes the logs of others, which need no logs and no key of one's own.
        #expect(
            changed == [
                "aws/s3/bucket-policy-not-public", "aws/s3/bucket-tls-only", "aws/s3/bucket-policy-own-account",
                "aws/s3/bucket-access-logging", "aws/s3/bucket-customer-key",
            ])
        #expect(denied.names(.unknown, of: "aws/s3/bucket-policy-not-public").count == 4)
        #expect(denied.names(.pass, of: "aws/s3/bucket-policy-not-public").isEmpty)
        let reason = denied.findings.first { $0.control == "aws/s3/bucket-policy-not-public" }?.reason.english ?? ""
        #expect(reason.contains("s3:GetBucketPolicy was not collected") && reason.contains("it needs s3:GetBucketPolicy"))
        let lines = denied.result.coverage.failedCalls.filter { $0.call == "s3:GetBucketPolicy" }
        #expect(Set(lines.map(\.region)) == ["eu-west-1", "us-east-1"])
        #expect(lines.map(\.count) == [2, 2])
        #expect(lines.allSatisfy { $0.permission == "s3:GetBucketPolicy" })
        #expect(denied.result.coverage.isIncomplete && !allowed.result.coverage.isIncomplete)
    }

    @Test func liesAreNeverAPass() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        _ = try moto.seed()
        let proxy = try await moto.proxy([
            .init("html", where: "?policy"), .init("truncate", where: "?versioning"), .init("hang", where: "?publicAccessBlock"),
            .init("throttle", where: "AmazonSQS.GetQueueAttributes", times: 3), .init("html", where: "Action=ListTopics"),
            .init("hang", where: "DynamoDB_20120810.DescribeTable"),
        ])
        defer { proxy.stop() }
        var account = LiveAccount(endpoint: proxy.url, types: ["s3", "sqs", "sns", "dynamodb"])
        account.client.requestTimeout = .seconds(1)
        account.client.callTimeout = .seconds(6)
        let folder = try TestFolder()
        let store = try SQLiteStore(path: "\(folder.path)/kamae.db")
        // What stands from before is not closed by an account that only lies.
        _ = try await LiveAccount(endpoint: moto.url, types: account.types).run(into: store)
        let began = ContinuousClock.now
        let outcome = try await account.run(into: store)
        #expect(ContinuousClock.now - began < .seconds(120))
        for control in [
            "s3/bucket-policy-not-public", "s3/bucket-tls-only", "s3/bucket-versioning", "s3/bucket-public-access-block",
            "dynamodb/table-deletion-protection",
        ] {
            #expect(outcome.names(.unknown, of: "aws/\(control)").count == 4, "\(control)")
            #expect(outcome.names(.pass, of: "aws/\(control)").isEmpty, "\(control)")
        }
        // Throttling passes.
        #expect(outcome.names(.fail, of: "aws/sqs/queue-encrypted") == ["bad-eu-west-1-0", "bad-us-east-1-0"])
        #expect(outcome.names(.pass, of: "aws/sqs/queue-encrypted") == ["good-eu-west-1-0", "good-us-east-1-0"])
        // A listing that lies finds nothing, and closes nothing.
        #expect(outcome.findings.allSatisfy { $0.asset.type != "AWS::SNS::Topic" })
        #expect(outcome.result.record?.outcome.removed == 0)
        var codes: [String: String] = [:]
        for call in outcome.result.coverage.failedCalls { codes[call.call] = call.code }
        #expect(codes["s3:GetBucketPolicy"] == "notAnAPI" && codes["sns:ListTopics"] == "notAnAPI")
        #expect(codes["s3:GetPublicAccessBlock"] == "timeout" && codes["dynamodb:DescribeTable"] == "timeout")
        #expect(codes["s3:GetBucketVersioning"] != nil && codes["sqs:GetQueueAttributes"] == nil)
        #expect(outcome.result.coverage.isIncomplete)
    }

    @Test func aReplayFindsTheSame() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        _ = try moto.seed()
        let folder = try TestFolder()
        var account = LiveAccount(endpoint: moto.url, types: ["s3", "sqs", "iam", "AWS::EC2::SecurityGroup", "kms"])
        account.record = folder.path
        let live = try await account.run()
        moto.stop()
        account.record = nil
        account.replay = folder.path
        // No credentials, no network: the recording says account, regions, types and time.
        account.keys = ("", "")
        let replayed = try await account.run()
        func sorted(_ findings: [Finding]) -> [Finding] { findings.sorted { $0.id < $1.id } }
        #expect(live.findings.count > 50)
        #expect(sorted(live.findings) == sorted(replayed.findings))
        #expect(replayed.result.account.id == live.result.account.id && replayed.result.account.regions == live.result.account.regions)
        #expect(replayed.result.coverage.failedCalls == live.result.coverage.failedCalls)
        #expect(replayed.result.assetCount == live.result.assetCount)
    }

    @Test func aFolderWithoutARecordingIsSaid() throws {
        let folder = try TestFolder()
        var options = AWSConnection.Options()
        options.replay = folder.path
        let error = #expect(throws: Diagnostic.self) { _ = try AWSConnection(options, posture: LiveAccount.posture()) }
        #expect(error?.code == "recording-invalid")
    }

    // MARK: Ends

    private static var collector: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("AccountCollector").path
    }

    private func start(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
        let process = Process()
        process.executableURL = URL(filePath: Self.collector)
        process.arguments = arguments
        process.environment = ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "HOME": "/nonexistent"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output)
    }

    @Test(arguments: [3, 20])
    func aKilledRunLosesNothingThatItHadStored(listings: Int) async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        _ = try moto.seed(copies: 3)
        let folder = try TestFolder()
        let path = "\(folder.path)/kamae.db"
        // A whole run first, so that there is something that a half run could wrongly close.
        let first = try await LiveAccount(endpoint: moto.url, regions: []).run(into: SQLiteStore(path: path))
        let child = try start([LiveAccount.contentPath, path, moto.url])
        var text = ""
        while text.split(separator: "\n").count(where: { $0.hasPrefix("listing") }) < listings {
            let more = child.output.fileHandleForReading.availableData
            if more.isEmpty { break }
            text += String(decoding: more, as: UTF8.self)
        }
        kill(child.process.processIdentifier, SIGKILL)
        child.process.waitUntilExit()

        let store = try SQLiteStore(path: path)
        #expect(try await store.check().isEmpty)
        let runs = try await store.runs(kind: .collect, limit: 5)
        #expect(runs.map(\.state) == [.interrupted, .finished])
        #expect(try await store.counts().assets == first.result.assetCount)
        let again = try await LiveAccount(endpoint: moto.url, regions: []).run(into: store)
        #expect(again.result.record?.state == .finished)
        #expect(again.result.assetCount == first.result.assetCount)
        #expect(again.result.record?.outcome.unchanged == first.result.assetCount)
        #expect(again.result.record?.outcome.removed == 0)
        #expect(try await store.check().isEmpty)
    }

    @Test func aCancelledRunStoresWhatItHasAndSaysSo() async throws {
        let moto = try await MotoServer()
        defer { moto.stop() }
        _ = try moto.seed()
        let proxy = try await moto.proxy([.init("hang", where: "DynamoDB_20120810")])
        defer { proxy.stop() }
        let folder = try TestFolder()
        let store = try SQLiteStore(path: "\(folder.path)/kamae.db")
        let account = LiveAccount(endpoint: proxy.url, types: ["sqs", "dynamodb"])
        let task = Task { try await account.run(into: store) }
        // Nobody waits for the end of the run, nor for more assets, longer than two seconds.
        for _ in 0..<300 {
            if try await store.counts().assets == 4 { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await store.counts().assets == 4)
        let began = ContinuousClock.now
        task.cancel()
        let outcome = try await task.value
        #expect(ContinuousClock.now - began < .seconds(5))
        #expect(outcome.result.wasCancelled && outcome.result.coverage.isIncomplete)
        #expect(outcome.result.coverage.diagnostics.contains { $0.code == "run-cancelled" })
        #expect(outcome.result.record?.state == .finished)
        #expect(outcome.result.record?.covered.count == 2)
    }
}

extension SQLiteStore {
    func allAssets() async throws -> [StoredAsset] {
        let all = Collected<StoredAsset>()
        try await forEachAsset { asset in
            all.add(asset)
            return .next
        }
        return all.elements
    }

    func allFindings(_ filter: FindingFilter) async throws -> [StoredFinding] {
        let all = Collected<StoredFinding>()
        try await forEachFinding(matching: filter) { finding in
            all.add(finding)
            return .next
        }
        return all.elements
    }
}
