import Document
import PostureModel
import PostureStore
import SourceText
import Synchronization

/// Assets, findings and times for tests.
enum Samples {
    static func asset(
        _ id: String, type: String = "AWS::S3::Bucket", account: String? = "111", region: String? = "eu-west-1",
        name: String? = nil, address: String? = nil, tags: [String: String] = [:], content: Int = 0,
        unknown: Unknown? = nil, origin: AssetOrigin? = nil
    ) throws -> Asset {
        let builder = DocumentBuilder()
        if unknown != nil, case .observed(let observed)? = origin {
            builder.origin(Origin(source: builder.source(.call("s3:ListBuckets", time: observed.time))))
        }
        builder.beginMap()
        let texts = [
            ("id", id), ("type", type), ("provider", AssetTypeName.provider(of: type)), ("account", account),
            ("region", region), ("name", name ?? id), ("address", address),
        ]
        for (key, text) in texts {
            guard let text else { continue }
            builder.key(key)
            builder.string(text)
        }
        builder.key("tags")
        builder.beginMap()
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            builder.key(key)
            builder.string(value)
        }
        builder.endMap()
        builder.key("properties")
        builder.beginMap()
        builder.key("content")
        builder.int(content)
        if let unknown {
            builder.key("Policy")
            builder.unknown(unknown)
        }
        builder.endMap()
        builder.endMap()
        return try Asset(
            document: try builder.finish(),
            origin: origin ?? .observed(ObservedOrigin(collector: "aws", time: "2026-11-24T09:00:00Z")))
    }

    static func declared(_ address: String, line: Int = 1, content: Int = 0, account: String? = nil) throws -> Asset {
        let start = SourcePosition(line: line, column: 1)
        let place = SourceLocation(path: "main.tf", start: start, end: SourcePosition(line: line + 4, column: 2))
        let call = SourceLocation(path: "root.tf", start: start, end: start)
        return try asset(
            address + "-id", account: account, region: nil, address: address, content: content,
            origin: .declared(DeclaredOrigin(format: .terraform, location: place, moduleCalls: [call])))
    }

    static func finding(
        _ asset: Asset, _ status: FindingStatus, control: String = "aws/s3/private", severity: Severity = .high,
        actual: String = "true", source: EvidenceSource? = nil, location: SourceLocation? = nil
    ) -> Finding {
        let origin: FindingOrigin = asset.origin.isDeclared ? .code : .live
        let evidence = Evidence(
            path: "properties.content", actual: actual, relation: "==", expected: "false", clause: "a == b", source: source)
        return Finding(
            id: FindingID.make(control: control, asset: asset.id, origin: origin), control: control,
            title: LocalizedText(english: "Title of \(control)", japanese: "題"), severity: severity, status: status,
            asset: AssetReference(asset), location: location ?? asset.origin.location,
            evidence: status == .pass ? [] : [evidence],
            reason: LocalizedText(english: "because \(status.rawValue)", japanese: "理由"), origin: origin)
    }

    /// `second` seconds after a fixed morning.
    static func time(_ second: Int, _ millisecond: Int = 0) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: width - String(number).count) + String(number)
        }
        return "2026-11-24T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            + ".\(padded(millisecond, 3))Z"
    }

    static func listing(
        _ type: String = "AWS::S3::Bucket", account: String? = "111", region: String? = nil
    ) -> CoveredScope {
        .listing(type: type, account: account, region: region)
    }
}

/// What a stream hands over, gathered.
final class Gatherer<Element: Sendable>: Sendable {
    private let storage = Mutex<[Element]>([])

    func add(_ element: Element) { storage.withLock { $0.append(element) } }

    var elements: [Element] { storage.withLock { $0 } }
}

extension Store {
    func allAssets(_ filter: AssetFilter = AssetFilter(), at time: String? = nil) async throws -> [StoredAsset] {
        let gatherer = Gatherer<StoredAsset>()
        try await forEachAsset(matching: filter, at: time) { asset in
            gatherer.add(asset)
            return .next
        }
        return gatherer.elements
    }

    func allFindings(_ filter: FindingFilter = FindingFilter(), at time: String? = nil) async throws -> [StoredFinding] {
        let gatherer = Gatherer<StoredFinding>()
        try await forEachFinding(matching: filter, at: time) { finding in
            gatherer.add(finding)
            return .next
        }
        return gatherer.elements
    }

    /// A whole run at one moment.
    @discardableResult
    func run(
        _ records: [AssetRecord], covered: [CoveredScope] = [Samples.listing()], at second: Int, kind: Run.Kind = .collect,
        coverage: Coverage = Coverage()
    ) async throws -> RunRecord {
        let run = try await beginRun(kind: kind, scope: RunScope(), at: Samples.time(second))
        _ = try await record(records, in: run, at: Samples.time(second, 1))
        return try await finish(run, covered: covered, coverage: coverage, at: Samples.time(second, 2))
    }
}
