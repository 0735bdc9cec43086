import Document
import PostureModel
import PostureStore
import Testing

/// Random series of runs against a model in memory: whatever moment is asked for, store and model agree.
@Suite struct HistoryPropertyTests {
    /// What stood from when to when.
    private struct Span {
        var content: Int
        var status: FindingStatus
        var from: Int
        var to: Int?
    }

    private struct Model {
        var spans: [String: [Span]] = [:]

        mutating func see(_ id: String, _ content: Int, _ status: FindingStatus, at time: Int) {
            if let last = spans[id]?.last, last.to == nil {
                if last.content == content, last.status == status { return }
                end(id, at: time)
            }
            spans[id, default: []].append(Span(content: content, status: status, from: time))
        }

        mutating func end(_ id: String, at time: Int) {
            guard var last = spans[id]?.popLast() else { return }
            if last.to == nil { last.to = time }
            spans[id]?.append(last)
        }

        func state(at time: Int) -> [String: Int] {
            spans.compactMapValues { $0.first { $0.from <= time && ($0.to.map { $0 > time } ?? true) }?.content }
        }

        func failing(at time: Int) -> Set<String> {
            Set(
                spans.filter { _, spans in
                    spans.contains { $0.status == .fail && $0.from <= time && ($0.to.map { $0 > time } ?? true) }
                }.keys)
        }
    }

    @Test(arguments: StoreBackend.allCases, 0..<6)
    func asOfReadsEqualTheModel(backend: StoreBackend, seed: Int) async throws {
        let store = try await backend.make().store
        var random = SeededGenerator(state: UInt64(seed) &* 7919 &+ 1)
        var model = Model()
        var clock = 1
        let places = (0..<8).map { (id: "b\($0)", account: $0 % 2 == 0 ? "111" : "222", region: $0 % 4 < 2 ? "r1" : "r2") }
        for _ in 0..<25 {
            let run = try await store.beginRun(kind: .collect, scope: RunScope(), at: Samples.time(clock))
            clock += 1
            var seen: Set<String> = []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let batch = places.filter { _ in Bool.random(using: &random) }
                let records = try batch.map { place in
                    let content = Int.random(in: 0...2, using: &random)
                    let status = [FindingStatus.pass, .fail, .unknown].randomElement(using: &random) ?? .pass
                    model.see(place.id, content, status, at: clock)
                    seen.insert(place.id)
                    let asset = try Samples.asset(place.id, account: place.account, region: place.region, content: content)
                    return AssetRecord(asset, findings: [Samples.finding(asset, status)])
                }
                _ = try await store.record(records, in: run, at: Samples.time(clock))
                clock += 1
            }
            // Some runs are cut off; of the others some listings were answered.
            if Int.random(in: 0..<5, using: &random) > 0 {
                let account = ["111", "222"].randomElement(using: &random)
                let region = ["r1", "r2", nil].randomElement(using: &random) ?? nil
                _ = try await store.finish(
                    run, covered: [Samples.listing(account: account, region: region)], coverage: Coverage(), at: Samples.time(clock))
                for place in places where !seen.contains(place.id) && place.account == account {
                    if region == nil || place.region == region { model.end(place.id, at: clock) }
                }
            }
            clock += 1
        }
        for time in 0...clock + 1 {
            let assets = try await store.allAssets(at: Samples.time(time))
            let contents = assets.map { ($0.asset.id, Int($0.asset.properties?["content"]?.int ?? -1)) }
            let state = Dictionary(contents) { first, _ in first }
            #expect(state.count == assets.count, "one version each at \(time), seed \(seed)")
            #expect(state == model.state(at: time), "assets at \(time), seed \(seed)")
            let failing = try await store.allFindings(at: Samples.time(time)).map(\.finding.asset.id)
            #expect(Set(failing) == model.failing(at: time), "failures at \(time), seed \(seed)")
        }
        let now = try await store.allAssets().map(\.asset.id)
        #expect(Set(now) == Set(model.state(at: clock).keys))
        #expect(try await store.check() == [])
    }
}

/// SplitMix64 (https://prng.di.unimi.it/splitmix64.c): the same series from the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
