import Document
import Foundation
import PolicyEngine
import PostureModel
import RandomEstate
import Testing

/// Judging what a change reaches comes to what judging everything comes to.
@Suite struct IncrementalPropertyTests {
    /// `KAMAE_REJUDGE_STEPS` and `KAMAE_REJUDGE_SEED` make it longer and other.
    private static let steps = Int(ProcessInfo.processInfo.environment["KAMAE_REJUDGE_STEPS"] ?? "") ?? 2_000
    private static let seed = UInt64(ProcessInfo.processInfo.environment["KAMAE_REJUDGE_SEED"] ?? "") ?? 20_261_125

    /// Listings that were not read.
    private final class Gaps {
        var gaps: Set<[String]> = []

        func unknown(_ type: String, _ account: String?, _ region: String?) -> Unknown? {
            let found = gaps.contains { $0[0] == type && $0[1] == account && (region == nil || $0[2] == region) }
            guard !found, let account, account != "account-2" else { return .notCollected(call: "t:List", error: "denied") }
            return nil
        }
    }

    @Test func incrementalEqualsFull() throws {
        let count = 4
        var random = RandomEstate(random: SplitMix(seed: Self.seed))
        let engine = PolicyEngine(controls: RandomEstate.controls, relations: RandomEstate.relations)
        let gaps = Gaps()
        func estate(_ assets: some Collection<Asset>) -> MemoryEstate {
            MemoryEstate(Array(assets), relations: RandomEstate.relations) { gaps.unknown($0, $1, $2) }
        }
        var standing: [RandomEstate.Seat: Asset] = [:]
        for _ in 0..<14 {
            let seat = random.seat(count)
            standing[seat] = try random.asset(seat, count)
        }
        let judge = EstateJudge(engine: engine, estate: estate(standing.values), at: 0)
        var reached = 0
        var statuses: Set<FindingStatus> = []
        for step in 0..<Self.steps {
            if random.random.below(10) == 0 {
                let gap = [["T::A", "T::B", "T::C"][random.random.below(3)], "account-\(step % 2)", "region-\(step / 2 % 2)"]
                if gaps.gaps.remove(gap) == nil { gaps.gaps.insert(gap) }
                judge.coverageChanged([
                    .coverage(type: gap[0], account: gap[1], region: gap[2]), .coverage(type: gap[0], account: gap[1], region: nil),
                ])
            } else {
                var changes: [EstateJudge.Change] = []
                for _ in 0...random.random.below(2) {
                    let seat = random.seat(count)
                    if let old = standing[seat], random.random.below(3) == 0 {
                        standing[seat] = nil
                        changes.append(.remove(old))
                    } else {
                        let asset = try random.asset(seat, count)
                        standing[seat] = asset
                        changes.append(.put(asset))
                    }
                }
                reached += judge.apply(changes).dependents
            }
            let full = EstateJudge(engine: engine, estate: estate(standing.values), at: 0)
            guard judge.standing == full.standing else {
                let difference = Self.difference(judge.standing, full.standing)
                Issue.record("step \(step) with seed \(Self.seed): \(difference)")
                return
            }
            #expect(judge.dependencies.count == full.dependencies.count)
            statuses.formUnion(full.standing.values.flatMap(\.values).map(\.status))
        }
        // It says something only where changes reach others, and where verdicts of every kind occur.
        #expect(reached > Self.steps / 4)
        #expect(statuses.isSuperset(of: [.pass, .fail, .unknown, .notApplicable]))
    }

    private static func difference(_ a: [EstateKey: [String: Finding]], _ b: [EstateKey: [String: Finding]]) -> String {
        for key in Set(a.keys).union(b.keys) {
            for control in Set(a[key, default: [:]].keys).union(b[key, default: [:]].keys) {
                let (left, right) = (a[key]?[control], b[key]?[control])
                guard left != right else { continue }
                let missing = Set(right?.dependencies ?? []).symmetricDifference(left?.dependencies ?? [])
                return """
                    \(control) on \(left?.asset.id ?? right?.asset.id ?? "?") is \(left?.status.rawValue ?? "gone"), \
                    full says \(right?.status.rawValue ?? "gone"); \(missing.count) dependencies differ; \
                    \(left?.evidence.map(\.path) ?? []) against \(right?.evidence.map(\.path) ?? []), \
                    \(left?.reason.english ?? "") against \(right?.reason.english ?? "")
                    """
            }
        }
        return "nothing differs"
    }
}
