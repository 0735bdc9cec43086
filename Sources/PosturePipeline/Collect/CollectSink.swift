import AssetShaping
import Document
import PolicyEngine
import PostureModel
import PostureStore
import SourceText

/// Where resources become judged assets, and these go to the store, a batch at a time.
///
/// Assets of types with a control that follows relationships are told about once all listings were read (``RelatedJudging``); what
/// their other controls say is stored with them at once.
actor CollectSink {
    /// Assets in one transaction at most.
    private static let batch = 500
    /// How long an asset waits for its transaction at most.
    private static let patience = Duration.seconds(2)
    /// Diagnostics that are kept; more are counted.
    private static let mostDiagnostics = 100

    private let shaper: AssetShaper
    private let judge: Judge
    private let engine: PolicyEngine
    private let time: Int64?
    private let store: (any Store)?
    private let run: Run?
    private let receive: @Sendable (JudgedAsset) -> Void
    private var pending: [AssetRecord] = []
    private var waitingSince: ContinuousClock.Instant?
    private(set) var covered: [CoveredScope] = []
    private(set) var coverage = Coverage()
    private var lostDiagnostics = 0
    private(set) var assets = 0
    private(set) var findings: [FindingStatus: Int] = [:]
    /// Of each type that was met the controls that wait.
    private var waiting: [String: [Control]] = [:]
    /// The assets they wait on; 64 bits each.
    private var late: Set<EstateKey> = []
    /// Without a store, what related assets are looked up in.
    private var memory: [Asset] = []
    private let keepsMemory: Bool

    /// - Parameters:
    ///   - types: all that may be met.
    ///   - time: what `now` is to controls; nil: now.
    init(
        posture: Posture, types: [String], store: (any Store)?, run: Run?, time: Int64?,
        receive: @escaping @Sendable (JudgedAsset) -> Void
    ) {
        shaper = posture.shaper
        engine = posture.engine
        self.time = time
        keepsMemory = store == nil && types.contains { !posture.engine.relatedControls(of: $0).isEmpty }
        judge = posture.engine.judge(at: time)
        self.store = store
        self.run = run
        self.receive = receive
    }

    func add(_ resources: [ObservedResource]) async throws {
        for resource in resources {
            let asset: Asset
            do {
                asset = try shaper.shape(resource)
            } catch {
                note(error, of: resource)
                continue
            }
            let waiting = controlsThatWait(of: asset.type)
            if keepsMemory { memory.append(asset) }
            if !waiting.isEmpty { late.insert(.asset(asset)) }
            let judged = JudgedAsset(asset: asset, findings: judge.findings(of: asset, .ownProperties))
            if waiting.isEmpty { tell(judged) }
            guard store != nil else { continue }
            let postponed = waiting.map { FindingID.make(control: $0.id, asset: asset.id, origin: .live) }
            pending.append(
                AssetRecord(
                    asset, findings: judged.findings, postponed: Set(postponed),
                    entries: EstateEntry.entries(of: asset, engine.relations)))
            waitingSince = waitingSince ?? .now
            if pending.count >= CollectSink.batch { try await flush() }
        }
        try await flushIfDue()
    }

    private func controlsThatWait(of type: String) -> [Control] {
        if let known = waiting[type] { return known }
        let controls = engine.relatedControls(of: type)
        waiting[type] = controls
        return controls
    }

    private func tell(_ judged: JudgedAsset) {
        assets += 1
        for finding in judged.findings { findings[finding.status, default: 0] += 1 }
        receive(judged)
    }

    /// Judges what waited for all listings.
    ///
    /// - Parameters:
    ///   - account: whose assets these are.
    ///   - coverage: which listings were read before this run.
    func finishRelated(account: String, coverage: ListingCoverage) async throws {
        var coverage = coverage
        for scope in covered { coverage.add(scope) }
        guard let store, let run else {
            let known = coverage
            let estate = MemoryEstate(memory, relations: engine.relations) { known.gap(type: $0, account: $1, region: $2) }
            for asset in memory where late.contains(.asset(asset)) {
                tell(JudgedAsset(asset: asset, findings: judge.findings(of: asset, in: estate)))
            }
            return
        }
        try await flush()
        let types = waiting.filter { !$0.value.isEmpty }.keys.sorted()
        guard !types.isEmpty else { return }
        // Assets that are gone are related to nothing.
        try await store.close(unseenIn: covered, of: run, at: nil)
        let judging = RelatedJudging(engine: engine, store: store, coverage: coverage, time: time)
        try await judging.run(types: types, account: account, in: run) { judged in
            if late.contains(.asset(judged.asset)) { tell(judged) }
        }
    }

    func add(_ scope: CoveredScope) { covered.append(scope) }
    func add(_ call: Coverage.FailedCall) { coverage.failedCalls.append(call) }

    func flushIfDue() async throws {
        if let waitingSince, ContinuousClock.now - waitingSince >= CollectSink.patience { try await flush() }
    }

    /// Stores what waits, also where the run was cancelled meanwhile.
    func flush() async throws {
        guard let store, let run, !pending.isEmpty else { return }
        let batch = pending
        pending.removeAll(keepingCapacity: true)
        waitingSince = nil
        _ = try await Task { try await store.record(batch, in: run) }.value
    }

    /// All that could not be read or judged.
    func finalCoverage() -> Coverage {
        var coverage = coverage
        if lostDiagnostics > 0 {
            coverage.diagnostics.append(
                Diagnostic(.error, code: "assets-unreadable", "\(lostDiagnostics) more resources could not be made into assets"))
        }
        return coverage
    }

    private func note(_ fault: Diagnostic, of resource: ObservedResource) {
        guard coverage.diagnostics.count < CollectSink.mostDiagnostics else {
            lostDiagnostics += 1
            return
        }
        var fault = fault
        fault.message = "\(resource.type)\(resource.region.map { " in \($0)" } ?? ""): \(fault.message)"
        coverage.diagnostics.append(fault)
    }
}
