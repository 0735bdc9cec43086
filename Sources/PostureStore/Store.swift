public import PostureModel
public import SourceText

/// What Kamae remembers: assets with every version they had, findings with every state they were in, and the runs that saw them.
///
/// Backends are interchangeable. Times are RFC 3339 texts; a nil time means now. Errors are diagnostics whose codes begin with
/// `store-`, `run-` or `time-`.
public protocol Store: Sendable {
    // MARK: Runs

    /// Begins a run. Until ``finish(_:covered:coverage:at:)`` it counts as running; a run whose process is gone is marked
    /// interrupted when the store is next opened. What it stored stays.
    func beginRun(kind: Run.Kind, scope: RunScope, at time: String?) async throws(Diagnostic) -> Run

    /// Stores assets, each with the verdicts on it, in one transaction: all of it or, after a crash, nothing.
    ///
    /// A version is written only where the asset's document differs from its last version; a finding's state only where the
    /// verdict or its evidence does.
    func record(_ assets: [AssetRecord], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome

    /// Stores verdicts on assets that are stored already, in one transaction.
    func record(judgements: [AssetJudgement], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome

    /// Ends a run: assets of the covered scopes that neither this run nor a later one has seen are gone from now on, and their
    /// findings closed. Scopes that are not named (a listing that was denied) close nothing.
    func finish(
        _ run: Run, covered: [CoveredScope], coverage: Coverage, at time: String?
    ) async throws(Diagnostic) -> RunRecord

    /// Takes out at once what ``finish(_:covered:coverage:at:)`` would take out, so that what is judged meanwhile does not see it.
    @discardableResult
    func close(unseenIn covered: [CoveredScope], of run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome

    /// Takes single assets out: they are gone from now on, and their findings closed.
    @discardableResult
    func remove(_ assets: [AssetKey], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome

    /// Runs, the last one first.
    func runs(kind: Run.Kind?, limit: Int) async throws(Diagnostic) -> [RunRecord]

    // MARK: Assets

    /// Hands over assets one after the other, in the order in which their versions were stored, from one consistent state
    /// of the store, whatever is written meanwhile. Never holds them all.
    ///
    /// - Parameter time: the state of the estate at that moment.
    /// - Throws: a ``Diagnostic``, or what `body` throws.
    func forEachAsset(
        matching filter: AssetFilter, at time: String?, _ body: @escaping @Sendable (StoredAsset) throws -> StreamStep
    ) async throws

    /// The assets that an id or an address in code names: usually both faces of one.
    func assets(named reference: String, at time: String?) async throws(Diagnostic) -> [StoredAsset]

    /// An asset as it stands now; nil where it does not.
    func asset(_ key: AssetKey) async throws(Diagnostic) -> StoredAsset?

    /// Every version of an asset, the oldest first; empty for an asset that was never seen.
    func versions(of asset: AssetKey) async throws(Diagnostic) -> [StoredAsset]

    // MARK: Relationships

    /// The observed assets that stand now, to look related ones up. Reads of one thread; never holds more than one answer.
    ///
    /// - Parameter coverage: which listings were read to their end.
    func estate(_ coverage: ListingCoverage) -> any ChangingEstate

    /// The standing findings that hang on any of some keys, by asset.
    func dependents(on keys: Set<EstateKey>) async throws(Diagnostic) -> [Dependent]

    // MARK: Findings

    /// Hands over findings, the most severe first; among equals failures before what is not known.
    func forEachFinding(
        matching filter: FindingFilter, at time: String?, _ body: @escaping @Sendable (StoredFinding) throws -> StreamStep
    ) async throws

    /// Every state a finding was in, the oldest first.
    func history(ofFinding id: String) async throws(Diagnostic) -> [FindingState]

    /// Sets a finding aside with a reason; it is judged and stored as before. Replaces an earlier muting.
    func mute(finding id: String, _ mute: Mute, at time: String?) async throws(Diagnostic)
    func unmute(finding id: String, at time: String?) async throws(Diagnostic)

    // MARK: The store itself

    func counts() async throws(Diagnostic) -> StoreCounts

    /// Looks for damage; empty where there is none. Reads the whole store.
    func check() async throws(Diagnostic) -> [Diagnostic]
}

/// What a stream does after an element.
public enum StreamStep: Sendable {
    case next, stop
}

/// How many rows a store holds.
public struct StoreCounts: Sendable, Hashable {
    /// Assets that exist now.
    public var assets = 0
    /// Versions of assets, past ones and those of assets that are gone included.
    public var assetVersions = 0
    /// Findings that stand now, passes included.
    public var findings = 0
    public var findingStates = 0
    public var runs = 0

    public init() {}
}
