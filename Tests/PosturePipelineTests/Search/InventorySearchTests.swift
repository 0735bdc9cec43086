import Document
import Foundation
import PostureModel
import PosturePipeline
import PostureStore
import RandomEstate
import SourceText
import Synchronization
import Testing

/// Indexes make searches fast and never change what they find.
struct InventorySearchTests {
    /// What a search says, in a form that can be compared.
    struct Answer: Equatable {
        var found: Set<String> = []
        var unknown = 0
        var failure: String?
        var searched = 0
    }

    private static let failing = SearchTerm("failing") { text throws(Diagnostic) in
        let controls = ["a/one", "a/two", "b/three"].filter { $0 == text || $0.hasPrefix(text + "/") }
        guard controls.isEmpty else { return controls }
        throw Diagnostic(.error, code: "control-unknown", "there is no control \(text)")
    }

    private static func search(_ expression: String, in store: any Store) async throws -> Answer {
        let found = Mutex<Set<String>>([])
        let outcome = try await InventorySearch(expression, terms: [failing]).run(in: store, filter: AssetFilter()) { stored in
            found.withLock { _ = $0.insert(stored.asset.id) }
            return .next
        }
        return Answer(
            found: found.withLock { $0 }, unknown: outcome.unknown, failure: outcome.failure, searched: outcome.searched)
    }

    @Test func indexesFindWhatLookingAtEveryAssetFinds() async throws {
        let estate = try await Estate(count: 400)
        for expression in Self.expressions {
            var fast = try await Self.search(expression, in: estate.store)
            // Behind `||` nothing is asked of an index.
            var slow = try await Self.search("(\(expression)) || false", in: estate.store)
            #expect(slow.searched == 400)
            // An index may rule out an asset of which the rest of the condition could not be told.
            (fast.searched, slow.searched) = (0, 0)
            #expect(fast == slow, "\(expression)")
        }
    }

    private static let expressions = [
        #"asset.type == "T::1::A""#,
        #"asset.type in ["T::1::A", "T::2::B"] && asset.properties.size > 50"#,
        #"asset.type == "T::1::A" && asset.type == "T::2::B""#,
        #"asset.name.startsWith("n1") && asset.region == "r2""#,
        #"asset.id == "i7""#,
        #""r1" == asset.region && asset.account in ["1", "2"]"#,
        #"asset.tags.team == "x""#,
        #"asset.tags.?team.orValue("") == "x""#,
        #"asset.tags.?team.orValue("x") == "x""#,
        #"asset.tags["team"] == "x" && "env" in asset.tags"#,
        #"has(asset.tags.team) && !has(asset.tags.env)"#,
        #"asset.tags.team in ["x", "y"]"#,
        #"asset.tags.team.startsWith("x")"#,
        #"failing("a/one")"#,
        #"failing("a") && asset.name.startsWith("n2")"#,
        #"failing("a/one") && failing("b")"#,
        #"!failing("a/one") && asset.type == "T::1::A""#,
        #"failing("a/one") || failing("b/three")"#,
        #"asset.properties.size == 3"#,
        #"asset.name != "n1" && asset.provider == "t""#,
    ]

    @Test(arguments: [
        (#"asset.name == "n42""#, 1), (#"asset.name.startsWith("n42")"#, 1), (#"asset.id in ["i1", "i2"] && true"#, 2),
        (#"asset.type == "none""#, 0), (#"asset.type == "T::1::A" && asset.type == "T::2::B""#, 0),
    ])
    func assetsThatAnIndexRulesOutAreNotLookedAt(expression: String, count: Int) async throws {
        let answer = try await Self.search(expression, in: try await Estate(count: 200).store)
        #expect(answer.searched == count)
    }

    @Test(arguments: [
        (#"failing("a/fuor")"#, "there is no control a/fuor"), (#"failing(asset.name)"#, "takes one text"),
        (#"violates("pci")"#, "there is no function 'violates'"), (#"failing(3)"#, "there is no failing(int)"),
    ])
    func whatIsNotKnownIsAnErrorBeforeAnySearch(expression: String, message: String) {
        do throws(Diagnostic) {
            _ = try InventorySearch("true && " + expression, terms: [Self.failing])
            Issue.record("\(expression) was taken")
        } catch {
            #expect(error.message.contains(message), "\(error.message)")
            #expect(error.location?.start?.column == 9 || error.location?.start?.column == 16)
        }
    }

    @Test func namesBeginWithAnyText() async throws {
        let store = try await Estate(names: ["é", "éa", "\u{D7FF}b", "\u{10FFFF}", "\u{10FFFF}c", "z'%_", "e"]).store
        for (prefix, count) in [("é", 2), ("\u{D7FF}", 1), ("\u{10FFFF}", 2), ("z'%", 1), ("", 7), ("e", 1)] {
            let text = #"asset.name.startsWith("\#(prefix)")"#
            #expect(try await Self.search(text, in: store).found.count == count, "\(prefix)")
            #expect(try await Self.search(text, in: store).searched == count, "\(prefix)")
        }
    }
}

/// A store with random assets, some of whose tags are not known, and random verdicts on them.
private struct Estate {
    let store: any Store

    init(count: Int) async throws {
        var random = SplitMix(seed: 7)
        var records: [AssetRecord] = []
        for index in 0..<count {
            let asset = try Self.asset(
                index, name: "n\(index)", type: ["T::1::A", "T::2::B", "T::3::C"][random.below(3)], random: &random)
            let findings = ["a/one", "a/two", "b/three"].map { control in
                Self.finding(asset, control, FindingStatus.allCases[random.below(FindingStatus.allCases.count)])
            }
            records.append(AssetRecord(asset, findings: findings))
        }
        try await self.init(records)
    }

    init(names: [String]) async throws {
        var random = SplitMix(seed: 1)
        var records: [AssetRecord] = []
        for (index, name) in names.enumerated() {
            records.append(AssetRecord(try Self.asset(index, name: name, type: "T::1::A", random: &random)))
        }
        try await self.init(records)
    }

    private init(_ records: [AssetRecord]) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kamae-search-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try await StoreLocation("sqlite:\(folder.path())/store.db").open()
        let run = try await store.beginRun(kind: .collect, scope: RunScope())
        try await store.record(records, in: run)
        try await store.finish(run, covered: [], coverage: Coverage())
    }

    private static func asset(_ index: Int, name: String, type: String, random: inout SplitMix) throws -> Asset {
        let unknown = Unknown.notCollected(call: "t:ListTags", permission: "t:ListTags", error: "denied")
        let builder = DocumentBuilder()
        builder.beginMap()
        let texts = [
            ("id", "i\(index)"), ("type", type), ("provider", "t"), ("account", "\(random.below(3))"),
            ("region", "r\(random.below(3))"), ("name", name),
        ]
        for (key, text) in texts {
            builder.key(key)
            builder.string(text)
        }
        builder.key("tags")
        if random.below(10) == 0 {
            builder.unknown(unknown)
        } else {
            builder.beginMap()
            for key in ["team", "env"] where random.below(2) == 0 {
                builder.key(key)
                if random.below(5) == 0 { builder.unknown(unknown) } else { builder.string(["x", "y"][random.below(2)]) }
            }
            builder.endMap()
        }
        builder.key("properties")
        builder.beginMap()
        if random.below(5) > 0 {
            builder.key("size")
            builder.int(random.below(100))
        }
        builder.endMap()
        builder.endMap()
        return try Asset(
            document: try builder.finish(), origin: .observed(ObservedOrigin(collector: "t", time: "2026-11-24T09:00:00Z")))
    }

    private static func finding(_ asset: Asset, _ control: String, _ status: FindingStatus) -> Finding {
        Finding(
            id: FindingID.make(control: control, asset: asset.id, origin: .live), control: control,
            title: LocalizedText(english: control, japanese: control), severity: .high, status: status,
            asset: AssetReference(asset), location: nil, evidence: [], reason: LocalizedText(english: "", japanese: ""),
            origin: .live)
    }
}
