import CloudCollectors
import ContentCatalog
public import PostureGraph
public import PostureModel
public import PostureStore
public import SourceText
import Synchronization

/// The example estate: its code is scanned, its recorded account replayed, both kept, and the two compared.
public struct DemoRun {
    private let posture: Posture
    private let store: any Store

    public init(posture: Posture, store: any Store) {
        self.posture = posture
        self.store = store
    }

    /// What the estate came to.
    public struct Outcome: Sendable {
        public var code: [EstateFace]
        public var live: [EstateFace]
        public var comparison: EstateComparison.Outcome
        public var account: String
        /// When the account was read: RFC 3339, UTC.
        public var recorded: String
        /// What could not be read or judged, of both.
        public var coverage: Coverage
    }

    /// What the estate's programs are called, wherever it lies.
    private static let name = "kawase-payments"

    /// - Parameter estate: the folder with `code/`, and with `account/`, which `kamae collect aws --record` made.
    public func run(estate: String) async throws(Diagnostic) -> Outcome {
        let root = CodeRoot(path: estate, name: Self.name)
        var declared: [EstateFace] = []
        var programs: [JudgedProgram] = []
        var coverage = CodeScan(posture: posture, root: root).run(paths: ["\(estate)/code"]) { program in
            programs.append(program)
            declared += program.assets.map { EstateFace(asset: $0.asset, findings: $0.findings) }
        }
        var storing = try await ScanStoring(store: store, paths: ["code"], root: root)
        for program in programs { try await storing.add(program) }
        try await storing.finish(coverage, folders: ["code"])

        var options = AWSConnection.Options()
        options.replay = "\(estate)/account"
        let connection = try AWSConnection(options, posture: posture)
        let observed = Mutex<[EstateFace]>([])
        let result = try await CollectRun(posture: posture, store: store).run(
            connection,
            receive: { judged in observed.withLock { $0.append(EstateFace(asset: judged.asset, findings: judged.findings)) } })
        await connection.close()
        coverage.merge(result.coverage)
        // Listings come in whatever order answers do.
        let live = observed.withLock { $0 }.sorted { ($0.asset.type, $0.asset.id) < ($1.asset.type, $1.asset.id) }
        let covered = result.record?.covered ?? []
        let comparison = EstateComparison(types: posture.catalog.assetTypes()).compare(declared: declared, observed: live) { asset in
            covered.contains { $0.wouldShow(asset) }
        }
        return Outcome(
            code: declared, live: live, comparison: comparison, account: result.account.id, recorded: Self.time(of: live),
            coverage: coverage)
    }

    private static func time(of faces: [EstateFace]) -> String {
        faces.compactMap { if case .observed(let origin) = $0.asset.origin { origin.time } else { nil } }.min() ?? ""
    }
}

extension CoveredScope {
    /// Whether an asset of code would have been met here if it were there.
    func wouldShow(_ asset: Asset) -> Bool {
        guard case .listing(let type, let account, let region) = self, type == asset.type else { return false }
        func agree(_ a: String?, _ b: String?) -> Bool {
            guard let a, let b else { return true }
            return a == b
        }
        return agree(account, asset.account) && agree(region, asset.region)
    }
}
