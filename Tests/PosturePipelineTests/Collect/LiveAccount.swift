import AWSEmulator
import CloudAccess
import CloudCollectors
import ContentCatalog
import Foundation
import PostureModel
import PosturePipeline
import PostureStore
import SourceText
import Synchronization

/// Collects the emulated account by the repository's own content.
struct LiveAccount {
    static let contentPath = "\(MotoServer.root)/content"

    var endpoint: String
    var keys = (id: "AKIDEXAMPLE", secret: "secret")
    var record: String?
    var replay: String?
    var regions: [String] = ["eu-west-1", "us-east-1"]
    var types: [String] = []
    var client = AWSClient.Options()

    struct Outcome: Sendable {
        var result: CollectResult
        var findings: [Finding]

        func names(_ status: FindingStatus, of control: String) -> Set<String> {
            Set(findings.filter { $0.control == control && $0.status == status }.map(\.asset.name))
        }
    }

    static func posture() throws -> Posture { Posture(catalog: try ContentCatalog(path: contentPath)) }

    func run(into store: (any Store)? = nil) async throws -> Outcome {
        let posture = try Self.posture()
        var options = AWSConnection.Options()
        options.environment = AWSEnvironment(["AWS_ACCESS_KEY_ID": keys.id, "AWS_SECRET_ACCESS_KEY": keys.secret, "HOME": "/nonexistent"])
        options.endpointURL = replay == nil ? endpoint : nil
        options.record = record
        options.replay = replay
        options.client = client
        let connection = try AWSConnection(options, posture: posture)
        var collecting = CollectRun.Options()
        if replay == nil { (collecting.regions, collecting.types) = (regions, types) }
        let findings = Mutex<[Finding]>([])
        let result: CollectResult
        do {
            result = try await CollectRun(posture: posture, store: store, options: collecting).run(connection) { judged in
                findings.withLock { $0 += judged.findings }
            }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return Outcome(result: result, findings: findings.withLock { $0 })
    }
}

/// A folder that goes away with its owner.
final class TestFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "kamae-collect-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}
