import Document
import Foundation
import PolicyEngine
import PosturePipeline
import PostureModel
import PostureStore
import RandomEstate
import Testing

/// A store whose assets change one by one holds what judging all of it would say.
@Suite struct RejudgeTests {
    private static let steps = Int(ProcessInfo.processInfo.environment["KAMAE_REJUDGE_STORE_STEPS"] ?? "") ?? 200

    @Test func theStoreHoldsWhatJudgingAllWouldSay() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rejudge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.appendingPathComponent("store.db").path)
        let run = try await store.beginRun(kind: .collect, scope: RunScope(provider: "test"))
        let engine = PolicyEngine(controls: RandomEstate.controls, relations: RandomEstate.relations)
        var gaps: Set<[String]> = []
        let rejudge = Rejudge(engine: engine, store: store, run: run, coverage: Self.coverage(besides: gaps), at: 0)
        var random = RandomEstate(random: SplitMix(seed: 7))
        var standing: [RandomEstate.Seat: Asset] = [:]
        var reached = 0
        for step in 0..<Self.steps {
            if step % 9 == 8 {
                let gap = [["T::A", "T::B", "T::C"][random.random.below(3)], "account-\(step % 2)", "region-\(step / 2 % 2)"]
                if gaps.remove(gap) == nil { gaps.insert(gap) }
                try await rejudge.coverageChanged(
                    to: Self.coverage(besides: gaps),
                    [
                        .coverage(type: gap[0], account: gap[1], region: gap[2]),
                        .coverage(type: gap[0], account: gap[1], region: nil),
                    ])
            } else {
                let seat = random.seat(6, inCode: false)
                if let old = standing[seat], random.random.below(3) == 0 {
                    standing[seat] = nil
                    reached += try await rejudge.apply([.remove(AssetKey(old, program: ""))]).dependents
                } else {
                    let asset = try random.asset(seat, 6)
                    standing[seat] = asset
                    reached += try await rejudge.apply([.put(asset)]).dependents
                }
            }
            let coverage = Self.coverage(besides: gaps)
            let memory = MemoryEstate(Array(standing.values), relations: RandomEstate.relations) {
                coverage.gap(type: $0, account: $1, region: $2)
            }
            let full = EstateJudge(engine: engine, estate: memory, at: 0).standing.values.flatMap(\.values)
            let stored = try await Self.findings(store)
            let expected = Dictionary(full.map { ($0.id, Self.text($0)) }, uniquingKeysWith: { a, _ in a })
            guard stored == expected else {
                let ids = Set(stored.keys).union(expected.keys).filter { stored[$0] != expected[$0] }
                Issue.record("step \(step): \(ids.prefix(2).map { "\(stored[$0] ?? "nothing") instead of \(expected[$0] ?? "nothing")" })")
                return
            }
        }
        #expect(reached > Self.steps / 4)
        #expect(try await store.check().isEmpty)
        let answer = try await store.dependents(on: [.relationship("many", of: "T::A")])
        #expect(Set(answer.flatMap(\.controls)).isSuperset(of: ["a-many"]))
    }

    private static func coverage(besides gaps: Set<[String]>) -> ListingCoverage {
        var coverage = ListingCoverage()
        for account in ["account-0", "account-1"] {
            coverage.add(regions: ["region-0", "region-1"], of: account)
            for type in ["T::A", "T::B", "T::C"] {
                for region in ["region-0", "region-1"] where !gaps.contains([type, account, region]) {
                    coverage.add(.listing(type: type, account: account, region: region))
                }
            }
        }
        return coverage
    }

    private static func findings(_ store: SQLiteStore) async throws -> [String: String] {
        let box = Box()
        var filter = FindingFilter()
        filter.statuses = []
        try await store.forEachFinding(matching: filter) { found in
            box.texts[found.finding.id] = text(found.finding)
            return .next
        }
        return box.texts
    }

    private final class Box: @unchecked Sendable { var texts: [String: String] = [:] }

    private static func text(_ finding: Finding) -> String {
        let evidence = finding.evidence.map { "\($0.path) \($0.relatedAsset ?? "") \($0.actual) \($0.relation) \($0.expected)" }
        return "\(finding.control) \(finding.asset.id) \(finding.status) \(finding.reason.english) \(evidence.joined(separator: "; "))"
    }
}
