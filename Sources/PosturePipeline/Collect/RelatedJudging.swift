import PolicyEngine
import PostureModel
import PostureStore

/// Judges the stored assets of some types by all their controls, with the assets around them at hand: page by page, so that no
/// estate is ever held.
struct RelatedJudging {
    let engine: PolicyEngine
    let store: any Store
    let coverage: ListingCoverage
    /// What `now` is to controls; nil: now.
    let time: Int64?

    /// Assets that are judged and stored in one go.
    private static let page = 1_000

    /// - Parameter receive: called with every asset that stands, whether this run saw it or not.
    func run(
        types: [String], account: String, in run: Run, isolation: isolated (any Actor)? = #isolation,
        receive: (JudgedAsset) -> Void
    ) async throws {
        let page = Page(judge: engine.judge(at: time), estate: store.estate(coverage))
        var filter = AssetFilter()
        filter.types = types
        filter.accounts = [account]
        filter.face = .live
        filter.limit = Self.page
        while true {
            try await store.forEachAsset(matching: filter) { stored in
                page.judge(stored)
                return .next
            }
            guard let last = page.last else { return }
            try await store.record(judgements: page.judgements, in: run)
            for judged in page.judged { receive(judged) }
            filter.after = last
            page.clear()
        }
    }
}

/// The store calls it from one place after the other, and nobody else does meanwhile.
private final class Page: @unchecked Sendable {
    private let judge: Judge
    private let estate: any Estate
    private(set) var judged: [JudgedAsset] = []
    private(set) var judgements: [AssetJudgement] = []
    private(set) var last: Int64?

    init(judge: Judge, estate: any Estate) {
        self.judge = judge
        self.estate = estate
    }

    func judge(_ stored: StoredAsset) {
        let findings = judge.findings(of: stored.asset, in: estate)
        judged.append(JudgedAsset(asset: stored.asset, findings: findings))
        judgements.append(AssetJudgement(asset: stored.key, findings: findings))
        last = stored.position
    }

    func clear() {
        judged.removeAll(keepingCapacity: true)
        judgements.removeAll(keepingCapacity: true)
        last = nil
    }
}
