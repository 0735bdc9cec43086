import CloudAccess
import ContentCatalog
import Document
import Foundation
import PostureModel
import SourceText
import Synchronization
import Testing

@testable import CloudCollectors

/// Answers calls by what they ask, without a network.
final class ScriptedTransport: Transport {
    typealias Script = @Sendable (CallContext) -> Reply

    enum Reply: Sendable {
        case body(String)
        case error(Int, String)
        case failure(AWSError.Kind)
    }

    let isLive = false
    private let script: Script
    private let log = Mutex<[String]>([])

    init(_ script: @escaping Script) { self.script = script }

    /// `service:Operation region input`, in the order they came.
    var calls: [String] { log.withLock { $0 } }
    func count(_ prefix: String) -> Int { calls.count { $0.hasPrefix(prefix) } }

    func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer {
        log.withLock { $0.append("\(call.service):\(call.operation) \(call.region) \(call.input.text)") }
        switch script(call) {
        case .body(let text): return HTTPAnswer(status: 200, body: Array(text.utf8))
        case .error(let status, let code):
            let isJSON = ["sqs", "dynamodb", "kms", "lambda", "eks", "cloudtrail"].contains(call.service)
            let body =
                isJSON
                ? #"{"__type":"\#(code)","message":"no"}"#
                : "<ErrorResponse><Error><Code>\(code)</Code><Message>no</Message></Error></ErrorResponse>"
            return HTTPAnswer(status: status, headers: isJSON ? [("x-amzn-errortype", code)] : [], body: Array(body.utf8))
        case .failure(let kind):
            throw AWSError(kind, "as the script says", service: call.service, operation: call.operation, region: call.region)
        }
    }
}

/// An account of two regions, and the asset types of a test.
struct ScriptedAccount {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    let transport: ScriptedTransport
    var regions: [String] = []

    init(_ script: @escaping @Sendable (String, CallContext) -> ScriptedTransport.Reply?) {
        transport = ScriptedTransport { call in
            let name = "\(call.service):\(call.operation)"
            let reply = script(name, call)
            // A script may refuse what comes before every collection, not answer it.
            if case .error? = reply { return reply ?? .failure(.connection) }
            return ScriptedAccount.introduction[name] ?? reply ?? .error(404, "NoScript")
        }
    }

    private static let introduction: [String: ScriptedTransport.Reply] = [
        "sts:GetCallerIdentity": .body(
            """
            <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/reader</Arn>
            <UserId>A</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
            """),
        "ec2:DescribeRegions": .body(
            """
            <DescribeRegionsResponse><regionInfo><item><regionName>eu-west-1</regionName></item>
            <item><regionName>us-east-1</regionName></item></regionInfo></DescribeRegionsResponse>
            """),
    ]

    func collector(_ types: [AssetType]) throws -> AWSCollector {
        let facts = "\(Self.root)/content/facts/aws"
        let partitions = try Partitions(json: SourceFile.read(path: "\(facts)/partitions.json"))
        let client = AWSClient(
            models: ServiceModelFolder(path: "\(facts)/operations"), partitions: partitions,
            configuration: try AWSConfiguration(environment: AWSEnvironment([:]), region: "eu-west-1"),
            credentials: StaticCredentials(accessKeyID: "a", secretAccessKey: Secret("b")), transport: transport)
        var options = AWSCollector.Options()
        options.regions = regions
        return AWSCollector(types: types, client: client, partitions: partitions, options: options)
    }

    /// Everything a collection says.
    func collect(_ types: [AssetType]) async throws -> Collected {
        let collector = try collector(types)
        let account = try await collector.survey()
        let collected = Collected(account: account)
        _ = try await collector.collect(account) { collected.add($0) }
        return collected
    }

    /// Types of the repository's own content.
    static func types(_ names: String...) throws -> [AssetType] {
        let all = try ContentCatalog(path: "\(root)/content").assetTypes()
        return try names.map { name in try #require(all.first { $0.name == name }) }
    }
}

final class Collected: Sendable {
    let account: AWSAccount
    private let events = Mutex<[AWSCollector.Event]>([])

    init(account: AWSAccount) { self.account = account }

    func add(_ event: AWSCollector.Event) { events.withLock { $0.append(event) } }

    var resources: [ObservedResource] {
        events.withLock { $0 }.flatMap { event -> [ObservedResource] in
            if case .resources(let resources) = event { resources } else { [] }
        }
    }

    /// `type account region`.
    var covered: Set<String> {
        Set(
            events.withLock { $0 }.compactMap { event in
                if case .covered(let type, let account, let region) = event { "\(type) \(account) \(region ?? "-")" } else { nil }
            })
    }

    var failed: [Coverage.FailedCall] {
        events.withLock { $0 }.compactMap { if case .failed(let call) = $0 { call } else { nil } }
    }

    var progress: [AWSCollector.Progress] {
        events.withLock { $0 }.compactMap { if case .progress(let state) = $0 { state } else { nil } }
    }
}

extension ObservedResource {
    func document(_ name: String) -> DocumentValue? {
        if case .document(let document)? = answers[name] { document.root } else { nil }
    }

    func unknown(_ name: String) -> Unknown? {
        if case .notCollected(let unknown)? = answers[name] { unknown } else { nil }
    }

    func isAbsent(_ name: String) -> Bool {
        if case .absent? = answers[name] { true } else { false }
    }
}
