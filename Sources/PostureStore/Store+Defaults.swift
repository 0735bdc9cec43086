public import PostureModel
public import SourceText

extension Store {
    public func beginRun(kind: Run.Kind, scope: RunScope) async throws(Diagnostic) -> Run {
        try await beginRun(kind: kind, scope: scope, at: nil)
    }

    @discardableResult
    public func record(_ assets: [AssetRecord], in run: Run) async throws(Diagnostic) -> RecordOutcome {
        try await record(assets, in: run, at: nil)
    }

    @discardableResult
    public func record(judgements: [AssetJudgement], in run: Run) async throws(Diagnostic) -> RecordOutcome {
        try await record(judgements: judgements, in: run, at: nil)
    }

    @discardableResult
    public func finish(_ run: Run, covered: [CoveredScope], coverage: Coverage) async throws(Diagnostic) -> RunRecord {
        try await finish(run, covered: covered, coverage: coverage, at: nil)
    }

    /// The last run that reached its end; nil where there is none.
    public func lastFinishedRun(kind: Run.Kind? = nil) async throws(Diagnostic) -> RunRecord? {
        try await runs(kind: kind, limit: 100).first { $0.state == .finished }
    }

    public func forEachAsset(
        matching filter: AssetFilter = AssetFilter(), _ body: @escaping @Sendable (StoredAsset) throws -> StreamStep
    ) async throws {
        try await forEachAsset(matching: filter, at: nil, body)
    }

    public func assets(named reference: String) async throws(Diagnostic) -> [StoredAsset] {
        try await assets(named: reference, at: nil)
    }

    public func forEachFinding(
        matching filter: FindingFilter = FindingFilter(), _ body: @escaping @Sendable (StoredFinding) throws -> StreamStep
    ) async throws {
        try await forEachFinding(matching: filter, at: nil, body)
    }

    public func mute(finding id: String, _ mute: Mute) async throws(Diagnostic) {
        try await self.mute(finding: id, mute, at: nil)
    }

    public func unmute(finding id: String) async throws(Diagnostic) {
        try await unmute(finding: id, at: nil)
    }
}
