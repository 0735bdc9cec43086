import Document
import Foundation
import SourceText
import Testing

@testable import CloudAccess

/// What the tests share: files of the repository, configurations without the real environment, folders that go away.
enum Fixtures {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func golden(_ name: String) throws -> DocumentValue {
        let path = root.appendingPathComponent("Tests/CloudAccessTests/Golden/\(name)").path
        return try Document(json: SourceFile.read(path: path).bytes).root
    }

    static let operations = ServiceModelFolder(path: root.appendingPathComponent("content/facts/aws/operations").path)

    static func partitions() throws -> Partitions {
        try Partitions(json: SourceFile.read(path: root.appendingPathComponent("content/facts/aws/partitions.json").path))
    }

    /// A configuration that sees nothing of the machine it runs on.
    static func configuration(
        _ variables: [String: String] = [:], profile: String? = nil, region: String? = nil, endpoint: String? = nil
    ) throws -> AWSConfiguration {
        var all = ["HOME": "/nonexistent"]
        all.merge(variables) { $1 }
        return try AWSConfiguration(environment: AWSEnvironment(all), profile: profile, region: region, endpointURL: endpoint)
    }

    static let keys = StaticCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("sEcReT"))

    static func client(
        endpoint: String, region: String = "eu-west-1", transport: any Transport, models: any ServiceModelSource = operations,
        options: AWSClient.Options = AWSClient.Options()
    ) throws -> AWSClient {
        AWSClient(
            models: models, partitions: try partitions(), configuration: try configuration(region: region, endpoint: endpoint),
            credentials: keys, transport: transport, options: options)
    }
}

/// A folder that is removed with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("cloudaccess-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs `body`, which must throw an ``AWSError``.
func awsError(_ body: () async throws -> Void, sourceLocation: Testing.SourceLocation = #_sourceLocation) async -> AWSError? {
    do {
        try await body()
        Issue.record("it did not fail", sourceLocation: sourceLocation)
    } catch let error as AWSError {
        return error
    } catch {
        Issue.record("it failed with \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
