import AssetShaping
import PolicyEngine
import PostureModel
import PostureStore
import SourceText

/// Where resources become judged assets, and these go to the store, a batch at a time.
actor CollectSink {
    /// Assets in one transaction at most.
    private static let batch = 500
    /// How long an asset waits for its transaction at most.
    private static let patience = Duration.seconds(2)
    /// Diagnostics that are kept; more are counted.
    private static let mostDiagnostics = 100

    private let shaper: AssetShaper
    private let judge: Judge
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

    /// - Parameter time: what `now` is to controls; nil: now.
    init(posture: Posture, store: (any Store)?, run: Run?, time: Int64?, receive: @escaping @Sendable (JudgedAsset) -> Void) {
        shaper = posture.shaper
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
            let judged = JudgedAsset(asset: asset, findings: judge.findings(of: asset))
            assets += 1
            for finding in judged.findings { findings[finding.status, default: 0] += 1 }
            receive(judged)
            guard store != nil else { continue }
            pending.append(AssetRecord(asset, findings: judged.findings))
            waitingSince = waitingSince ?? .now
            if pending.count >= CollectSink.batch { try await flush() }
        }
        try await flushIfDue()
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
