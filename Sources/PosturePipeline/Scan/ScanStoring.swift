public import PostureModel
public import PostureStore
public import SourceText

/// Keeps what a scan judged: a run with its programs, batch by batch.
public struct ScanStoring {
    private let store: any Store
    private let run: Run
    private let root: CodeRoot?
    private var batch: [AssetRecord] = []
    private var programs: [String] = []

    /// Assets that are stored in one transaction.
    private static let batchSize = 500

    /// - Parameter root: as the scan had it.
    public init(store: any Store, paths: [String], root: CodeRoot? = nil) async throws(Diagnostic) {
        self.store = store
        self.root = root
        run = try await store.beginRun(kind: .scan, scope: RunScope(paths: paths))
    }

    /// Keeps what a scan hands on while it reads.
    public mutating func add(_ piece: ScanPiece) async throws(Diagnostic) {
        switch piece {
        case .assets(let assets, let program): try await add(assets, of: program)
        case .program(let program): try await add(program)
        }
    }

    public mutating func add(_ program: JudgedProgram) async throws(Diagnostic) {
        programs.append(program.identity)
        try await add(program.assets, of: program.identity)
    }

    private mutating func add(_ assets: [JudgedAsset], of program: String) async throws(Diagnostic) {
        for judged in assets {
            batch.append(AssetRecord(judged.asset, program: program, findings: judged.findings))
            if batch.count >= Self.batchSize { try await flush() }
        }
    }

    /// Ends the run: what its programs no longer declare is gone.
    ///
    /// - Parameter folders: paths that were searched through; programs below them that were not met are gone too.
    public mutating func finish(_ coverage: Coverage, folders: [String]) async throws(Diagnostic) {
        try await flush()
        let identities = ProgramIdentity(root: root)
        // A folder that could not be read to its end closes nothing beyond the programs that were read.
        let covered = programs.map { CoveredScope.program($0) } + (coverage.isIncomplete ? [] : folders.map { .folder(identities.of($0)) })
        try await store.finish(run, covered: covered, coverage: coverage)
    }

    private mutating func flush() async throws(Diagnostic) {
        guard !batch.isEmpty else { return }
        try await store.record(batch, in: run)
        batch.removeAll(keepingCapacity: true)
    }
}
