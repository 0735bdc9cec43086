import CloudAccess
public import CloudCollectors
import ContentCatalog
import PolicyEngine
public import PostureModel
public import PostureStore
public import SourceText

/// Reads a live account and judges it: listings → resources → assets → findings → store, as they come.
///
/// What was stored stays, whatever ends the run: transactions are small, and only listings that were read to their end say what is gone.
public struct CollectRun: Sendable {
    public struct Options: Sendable {
        /// Regions to read; empty: all enabled ones, or those of the recording in a replay.
        public var regions: [String] = []
        /// Asset types (`AWS::S3::Bucket`) or services (`s3`); empty: all.
        public var types: [String] = []
        /// Listings at once.
        public var listingsAtOnce = 12

        public init() {}
    }

    private let posture: Posture
    private let store: (any Store)?
    private let options: Options

    /// - Parameter store: nil: the account is judged, and nothing is kept.
    public init(posture: Posture, store: (any Store)?, options: Options = Options()) {
        self.posture = posture
        self.store = store
        self.options = options
    }

    /// Collects one account.
    ///
    /// Where the task is cancelled, the run ends early: what was read is stored, and the coverage says that it is not all.
    ///
    /// - Parameters:
    ///   - progress: called after every listing.
    ///   - receive: called with one asset after the other.
    /// - Throws: `asset-type-unknown`, `aws-account`, or what the store says.
    public func run(
        _ connection: AWSConnection, progress: @escaping @Sendable (AWSCollector.Progress) -> Void = { _ in },
        receive: @escaping @Sendable (JudgedAsset) -> Void
    ) async throws(Diagnostic) -> CollectResult {
        let recorded = connection.recorded
        let names = options.types.isEmpty ? recorded?.types ?? [] : options.types
        let types = try TypeSelection.select(names, from: posture.catalog.assetTypes(), provider: "aws")
        var collecting = AWSCollector.Options()
        collecting.regions = options.regions.isEmpty ? recorded?.regions ?? [] : options.regions
        collecting.listingsAtOnce = options.listingsAtOnce
        let collector = AWSCollector(types: types, client: connection.client, partitions: connection.partitions, options: collecting)
        let account = try await collector.survey()
        connection.note(
            RecordedScope(
                region: connection.client.defaultRegion, regions: collecting.regions, types: types.map(\.name),
                time: Instant.now().seconds))
        let scope = RunScope(
            provider: "aws", accounts: [account.id], regions: account.regions, types: names.isEmpty ? [] : types.map(\.name))
        let run = try await begin(scope)
        let sink = CollectSink(posture: posture, types: types.map(\.name), store: store, run: run, time: recorded?.time, receive: receive)
        let ending = await collect(collector, account, into: sink, progress: progress)
        return try await finish(ending, account, run, sink, connection)
    }

    private func begin(_ scope: RunScope) async throws(Diagnostic) -> Run? {
        guard let store else { return nil }
        return try await store.beginRun(kind: .collect, scope: scope)
    }

    private enum Ending: Sendable {
        case whole(answers: Int)
        case cancelled
        case failed(Diagnostic)
    }

    private func collect(
        _ collector: AWSCollector, _ account: AWSAccount, into sink: CollectSink,
        progress: @escaping @Sendable (AWSCollector.Progress) -> Void
    ) async -> Ending {
        // Also while nothing new comes in, nothing waits for long.
        let clock = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(500))
                // What cannot be stored shows at the next batch as well.
                try? await sink.flushIfDue()
            }
        }
        defer { clock.cancel() }
        do {
            let answers = try await collector.collect(account) { event in
                switch event {
                case .resources(let resources): try await sink.add(resources)
                case .covered(let type, let account, let region):
                    await sink.add(.listing(type: type, account: account, region: region))
                case .failed(let call): await sink.add(call)
                case .progress(let state): progress(state)
                }
            }
            return .whole(answers: answers)
        } catch is CancellationError {
            return .cancelled
        } catch let error as Diagnostic {
            return .failed(error)
        } catch {
            return .failed(Diagnostic(.error, code: "collect-failed", "\(error)"))
        }
    }

    private func finish(
        _ ending: Ending, _ account: AWSAccount, _ run: Run?, _ sink: CollectSink, _ connection: AWSConnection
    ) async throws(Diagnostic) -> CollectResult {
        if case .failed(let error) = ending { throw error }
        do {
            try await sink.flush()
            // Where the run was ended early, what hangs on listings that were not read keeps its last verdict.
            if case .whole = ending { try await sink.finishRelated(account: account.id, coverage: try await coverage(of: account)) }
        } catch let error as Diagnostic {
            throw error
        } catch {
            throw Diagnostic(.error, code: "collect-failed", "\(error)")
        }
        var coverage = await sink.finalCoverage()
        coverage.failedCalls = account.failedCalls + coverage.failedCalls
        coverage.diagnostics += account.diagnostics + posture.engine.diagnostics + posture.catalog.diagnostics + connection.problems
        var wasCancelled = false
        switch ending {
        case .whole(let answers): coverage.readCount = answers
        case .cancelled:
            wasCancelled = true
            coverage.diagnostics.append(Diagnostic(.error, code: "run-cancelled", "the run was ended before everything was read"))
        case .failed: break
        }
        let record = try await close(run, covered: await sink.covered, coverage: coverage)
        return CollectResult(
            account: account, coverage: coverage, record: record, assetCount: await sink.assets, findingCounts: await sink.findings,
            wasCancelled: wasCancelled)
    }

    /// Which listings were read before: what they brought still stands in the store.
    private func coverage(of account: AWSAccount) async throws(Diagnostic) -> ListingCoverage {
        var coverage = ListingCoverage()
        if let store { coverage = ListingCoverage(try await store.runs(kind: .collect, limit: Self.runsLookedAt)) }
        coverage.add(regions: account.regions, of: account.id, isAll: options.regions.isEmpty)
        return coverage
    }

    private static let runsLookedAt = 100

    /// Also where the run was cancelled.
    private func close(_ run: Run?, covered: [CoveredScope], coverage: Coverage) async throws(Diagnostic) -> RunRecord? {
        guard let store, let run else { return nil }
        let result = await Task { () async -> Result<RunRecord, Diagnostic> in
            do throws(Diagnostic) {
                return .success(try await store.finish(run, covered: covered, coverage: coverage, at: nil))
            } catch {
                return .failure(error)
            }
        }.value
        return try result.get()
    }
}

/// What a collection came to.
public struct CollectResult: Sendable {
    public var account: AWSAccount
    /// What could not be read or judged; where it is incomplete the command ends with status 3.
    public var coverage: Coverage
    /// The run as the store has it; nil without a store.
    public var record: RunRecord?
    public var assetCount: Int
    public var findingCounts: [FindingStatus: Int]
    /// It was ended early.
    public var wasCancelled: Bool
}
