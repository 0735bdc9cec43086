import Document
public import PolicyEngine
public import PostureModel
public import PostureStore
public import SourceText

/// Brings single changes of observed assets into a store, and judges exactly what they reach: the assets themselves, and the
/// findings that hang on them.
///
/// Whether a change is known from an event, or from a look at one asset, is all the same. One at a time; make one for a run and
/// keep it, as what is compiled and looked up stays warm.
public actor Rejudge {
    private let engine: PolicyEngine
    private let store: any Store
    private let run: Run
    private let judge: Judge
    private let estate: any ChangingEstate

    /// - Parameters:
    ///   - run: stays open until its owner ends it.
    ///   - coverage: which listings stand behind what the store holds.
    ///   - time: what `now` is to controls, in seconds since 1970; nil: the time at which this is made.
    public init(posture: Posture, store: any Store, run: Run, coverage: ListingCoverage, at time: Int64? = nil) {
        self.init(engine: posture.engine, store: store, run: run, coverage: coverage, at: time)
    }

    public init(engine: PolicyEngine, store: any Store, run: Run, coverage: ListingCoverage, at time: Int64? = nil) {
        self.engine = engine
        self.store = store
        self.run = run
        judge = engine.judge(at: time)
        estate = store.estate(coverage)
    }

    public enum Change: Sendable {
        /// It is there, or is there in another version.
        /// - Parameter causedBy: the id of the event, where one is known.
        case put(Asset, causedBy: String? = nil)
        case remove(AssetKey)

        fileprivate var key: AssetKey {
            switch self {
            case .put(let asset, _): AssetKey(asset, program: "")
            case .remove(let key): key
            }
        }
    }

    /// What changes led to.
    public struct Outcome: Sendable {
        /// All findings that were judged.
        public var findings: [Finding] = []
        /// How many of them are on assets that did not change themselves.
        public var dependents = 0

        public init() {}
    }

    /// Stores changes, and the verdicts they lead to.
    @discardableResult
    public func apply(_ changes: [Change]) async throws(Diagnostic) -> Outcome {
        // Of several changes of one asset the last one counts.
        let last = Dictionary(changes.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
        var touched: Set<EstateKey> = []
        var records: [AssetRecord] = []
        var gone: [AssetKey] = []
        for (key, change) in last {
            let old = try await store.asset(key)?.asset
            switch change {
            case .put(let asset, let cause):
                records.append(AssetRecord(asset, entries: EstateEntry.entries(of: asset, engine.relations), causedBy: cause))
                touched.formUnion(EstateEntry.changes(from: old, to: asset, engine.relations))
            case .remove:
                gone.append(key)
                touched.formUnion(EstateEntry.changes(from: old, to: nil, engine.relations))
            }
        }
        if !records.isEmpty { try await store.record(records, in: run) }
        if !gone.isEmpty { try await store.remove(gone, in: run, at: nil) }
        estate.assetsChanged()
        return try await judge(records.map(\.asset), besides: Set(last.keys), touched)
    }

    /// Judges what hangs on listings that were read to their end meanwhile, or no longer are.
    @discardableResult
    public func coverageChanged(to coverage: ListingCoverage, _ keys: Set<EstateKey>) async throws(Diagnostic) -> Outcome {
        estate.coverage = coverage
        return try await judge([], besides: [], keys)
    }

    private func judge(
        _ assets: [Asset], besides changed: Set<AssetKey>, _ touched: Set<EstateKey>
    ) async throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        var judgements: [AssetJudgement] = []
        for asset in assets {
            let findings = judge.findings(of: asset, in: estate)
            outcome.findings += findings
            judgements.append(AssetJudgement(asset: AssetKey(asset, program: ""), findings: findings))
        }
        for dependent in try await store.dependents(on: touched) where !changed.contains(dependent.asset) {
            guard let asset = try await store.asset(dependent.asset)?.asset, !asset.origin.isDeclared else { continue }
            let findings = judge.findings(of: asset, in: estate, .ids(dependent.controls))
            outcome.findings += findings
            outcome.dependents += findings.count
            judgements.append(AssetJudgement(asset: dependent.asset, findings: findings, isComplete: false))
            if judgements.count >= Self.batch { try await keep(&judgements) }
        }
        try await keep(&judgements)
        return outcome
    }

    /// Judgements in one transaction.
    private static let batch = 500

    private func keep(_ judgements: inout [AssetJudgement]) async throws(Diagnostic) {
        guard !judgements.isEmpty else { return }
        try await store.record(judgements: judgements, in: run)
        judgements.removeAll(keepingCapacity: true)
    }
}
