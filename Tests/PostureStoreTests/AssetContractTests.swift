import Document
import PostureModel
import PostureStore
import SourceText
import Testing

@Suite struct AssetContractTests {
    @Test(arguments: StoreBackend.allCases)
    func assetsComeBackAsTheyWere(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let denied = Unknown.notCollected(call: "s3:GetBucketPolicy", permission: "s3:GetBucketPolicy", error: "AccessDenied")
        let live = try Samples.asset("b1", tags: ["env": "prod"], content: 7, unknown: denied)
        let code = try Samples.declared("aws_s3_bucket.b", line: 12)
        try await store.run(
            [AssetRecord(live, causedBy: "event-1"), AssetRecord(code, program: "infra")], at: 1)

        let stored = try await store.allAssets()
        #expect(stored.map(\.asset.document) == [live.document, code.document])
        #expect(stored.map(\.asset.origin) == [live.origin, code.origin])
        #expect(stored[0].asset.properties?["Policy"]?.unknown == denied)
        #expect(stored[0].causedBy == "event-1")
        #expect(stored[0].key == .live(type: "AWS::S3::Bucket", account: "111", region: "eu-west-1", id: "b1"))
        #expect(stored[1].key == .code(program: "infra", address: "aws_s3_bucket.b"))
        #expect(stored[0].validFrom == Samples.time(1, 1) && stored[0].validTo == nil)
        #expect(stored[0].digest.count == 64 && stored[0].digest != stored[1].digest)
    }

    @Test(arguments: StoreBackend.allCases)
    func anUnchangedRunWritesNoRows(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        func records(_ time: String) throws -> [AssetRecord] {
            try (0..<50).map { number in
                // Another time of collection and of the call are no change.
                let asset = try Samples.asset(
                    "b\(number)", content: number, unknown: .notCollected(call: "s3:X", error: "Throttling"),
                    origin: .observed(ObservedOrigin(collector: "aws", time: time)))
                let finding = Samples.finding(asset, number % 2 == 0 ? .fail : .pass, source: .call("s3:X", time: time))
                return AssetRecord(asset, findings: [finding])
            }
        }
        let first = try await store.run(try records("2026-11-24T09:00:00Z"), at: 1)
        #expect(first.outcome.added == 50 && first.outcome.opened == 25)
        let before = try await store.counts()
        let second = try await store.run(try records("2026-11-25T09:00:00Z"), at: 100)
        #expect(second.outcome.unchanged == 50 && second.outcome.added == 0 && second.outcome.changed == 0)
        var after = try await store.counts()
        #expect(after.runs == 2)
        after.runs = before.runs
        #expect(after == before)
        #expect(before.assetVersions == 50 && before.findingStates == 50)
        let seen = try #require(try await store.assets(named: "b3").first)
        #expect(seen.firstSeen == Samples.time(1, 1) && seen.lastSeen == Samples.time(100, 1))
        let finding = try #require(try await store.allFindings().first)
        #expect(finding.firstSeen == Samples.time(1, 1) && finding.lastSeen == Samples.time(100, 1))
    }

    @Test(arguments: StoreBackend.allCases)
    func keysInAnotherOrderAreNoChange(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        for (second, text) in [
            (1, #"{"id":"a","type":"AWS::X","properties":{"p":1,"q":[1,2]}}"#),
            (2, #"{"properties":{"q":[1,2],"p":1},"type":"AWS::X","id":"a"}"#),
            (3, #"{"properties":{"q":[2,1],"p":1},"type":"AWS::X","id":"a"}"#),
        ] {
            let asset = try Asset(
                document: try Document(json: text), origin: .observed(ObservedOrigin(collector: "aws", time: Samples.time(second))))
            try await store.run([AssetRecord(asset)], at: second)
        }
        #expect(try await store.counts().assetVersions == 2)
    }

    @Test(arguments: StoreBackend.allCases)
    func aChangeIsAVersionAndThePastStays(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        for second in [10, 20, 30] {
            try await store.run([AssetRecord(try Samples.asset("b", content: second))], at: second)
        }
        let key = AssetKey.live(type: "AWS::S3::Bucket", account: "111", region: "eu-west-1", id: "b")
        let versions = try await store.versions(of: key)
        #expect(versions.map { $0.asset.properties?["content"]?.int } == [10, 20, 30])
        #expect(versions.map(\.validTo) == versions.dropFirst().map(\.validFrom) + [nil])
        for (second, content) in [(9, nil), (11, 10), (20, 10), (21, 20), (500, 30)] as [(Int, Int64?)] {
            let then = try await store.allAssets(at: Samples.time(second))
            #expect(then.first?.asset.properties?["content"]?.int == content, "at \(second)")
            #expect(try await store.assets(named: "b", at: Samples.time(second)).count == (content == nil ? 0 : 1))
        }
    }

    @Test(arguments: StoreBackend.allCases)
    func movedLinesRefreshTheVersionInPlace(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        for line in [10, 12] {
            let asset = try Samples.declared("aws_s3_bucket.b", line: line)
            try await store.run(
                [AssetRecord(asset, program: "infra", findings: [Samples.finding(asset, .fail)])], covered: [.program("infra")],
                at: line, kind: .scan)
        }
        let versions = try await store.versions(of: .code(program: "infra", address: "aws_s3_bucket.b"))
        #expect(versions.count == 1)
        #expect(versions.first?.asset.origin.location?.start?.line == 12)
        let findings = try await store.allFindings()
        #expect(findings.map(\.finding.location?.start?.line) == [12])
        #expect(try await store.counts().findingStates == 1)
    }

    @Test(arguments: StoreBackend.allCases)
    func onlyWhatACoveredListingDidNotShowIsGone(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let all = [
            try Samples.asset("kept"), try Samples.asset("gone"), try Samples.asset("elsewhere", region: "us-east-1"),
            try Samples.asset("other-account", account: "222"), try Samples.asset("other-type", type: "AWS::SQS::Queue"),
            try Samples.asset("no-account", account: nil),
        ]
        try await store.run(all.map { AssetRecord($0) } + [AssetRecord(try Samples.declared("a"), program: "p")], covered: [], at: 1)
        #expect(try await store.allAssets().count == 7)
        let end = try await store.run([AssetRecord(all[0])], covered: [Samples.listing(region: "eu-west-1")], at: 2)
        #expect(end.outcome.removed == 1)
        let left = Set(try await store.allAssets().map(\.asset.id))
        #expect(left == ["kept", "elsewhere", "other-account", "other-type", "no-account", "a-id"])
        // A listing that was denied names no scope.
        try await store.run([], covered: [], at: 3)
        #expect(try await store.allAssets().count == 6)
        try await store.run([AssetRecord(all[0])], covered: [Samples.listing()], at: 4)
        #expect(!(try await store.allAssets().map(\.asset.id)).contains("elsewhere"))
        // Gone, not forgotten.
        #expect(try await store.assets(named: "gone", at: Samples.time(1, 500)).count == 1)
        #expect(try await store.versions(of: AssetKey(all[1], program: "")).first?.validTo == Samples.time(2, 2))
    }

    @Test(arguments: StoreBackend.allCases)
    func programsAndFoldersAreScopes(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        for program in ["infra", "infra/a", "infra/a/b", "infra-x", "infra0", "other"] {
            try await store.run([AssetRecord(try Samples.declared("r"), program: program)], covered: [], at: 1, kind: .scan)
        }
        func programs() async throws -> [String] {
            try await store.allAssets().map { asset in
                if case .code(let program, _) = asset.key { program } else { "" }
            }.sorted()
        }
        try await store.run([], covered: [.program("other")], at: 2, kind: .scan)
        #expect(try await programs() == ["infra", "infra-x", "infra/a", "infra/a/b", "infra0"])
        try await store.run([], covered: [.folder("infra/a")], at: 3, kind: .scan)
        #expect(try await programs() == ["infra", "infra-x", "infra0"])
        try await store.run([], covered: [.folder("infra/")], at: 4, kind: .scan)
        #expect(try await programs() == ["infra-x", "infra0"])
    }

    @Test(arguments: StoreBackend.allCases)
    func whatComesBackHasAGapInItsHistory(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        try await store.run([AssetRecord(asset)], at: 10)
        try await store.run([], at: 20)
        #expect(try await store.allAssets().isEmpty)
        let back = try await store.run([AssetRecord(asset)], at: 30)
        #expect(back.outcome.added == 1)
        let versions = try await store.versions(of: AssetKey(asset, program: ""))
        #expect(versions.map(\.validFrom) == [Samples.time(10, 1), Samples.time(30, 1)])
        #expect(versions.map(\.validTo) == [Samples.time(20, 2), nil])
        #expect(try await store.allAssets(at: Samples.time(25)).isEmpty)
    }

    @Test(arguments: StoreBackend.allCases)
    func aRunDoesNotCloseWhatAnotherSawMeanwhile(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let early = try await store.beginRun(kind: .collect, scope: RunScope(), at: Samples.time(1))
        let late = try await store.beginRun(kind: .collect, scope: RunScope(), at: Samples.time(2))
        _ = try await store.record([AssetRecord(try Samples.asset("of-early"))], in: early, at: Samples.time(3))
        _ = try await store.record([AssetRecord(try Samples.asset("of-late"))], in: late, at: Samples.time(4))
        for run in [early, late] {
            let end = try await store.finish(run, covered: [Samples.listing()], coverage: Coverage(), at: Samples.time(5))
            #expect(end.outcome.removed == 0)
        }
        #expect(try await store.allAssets().count == 2)
    }

    @Test(arguments: StoreBackend.allCases)
    func clocksThatGoBackBreakNothing(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        for (second, content) in [(50, 1), (10, 2), (10, 3)] {
            let asset = try Samples.asset("b", content: content)
            let finding = Samples.finding(asset, .fail, actual: "\(content)")
            try await store.run([AssetRecord(asset, findings: [finding])], covered: [], at: second)
        }
        try await store.run([], at: 5)
        let versions = try await store.versions(of: AssetKey(try Samples.asset("b"), program: ""))
        #expect(versions.map { $0.asset.properties?["content"]?.int } == [1, 2, 3])
        #expect(versions.dropLast().map(\.validTo) == versions.dropFirst().map(\.validFrom))
        #expect(try await store.check() == [])
    }

    @Test(arguments: StoreBackend.allCases)
    func everyFilterFilters(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let assets = [
            try Samples.asset("a", name: "alpha", tags: ["env": "prod", "team": "x"]),
            try Samples.asset("b", type: "AWS::SQS::Queue", account: "222", region: "us-east-1", tags: ["env": "test"]),
            try Samples.asset("c", type: "Deployment.apps", account: nil, region: nil),
        ]
        try await store.run(
            assets.map { AssetRecord($0) } + [AssetRecord(try Samples.declared("d"), program: "infra")], covered: [], at: 1)
        func ids(_ change: (inout AssetFilter) -> Void) async throws -> [String] {
            var filter = AssetFilter()
            change(&filter)
            return try await store.allAssets(filter).map(\.asset.id)
        }
        #expect(try await ids { $0.ids = ["b", "c"] } == ["b", "c"])
        #expect(try await ids { $0.types = ["AWS::SQS::Queue"] } == ["b"])
        #expect(try await ids { $0.providers = ["kubernetes"] } == ["c"])
        #expect(try await ids { $0.accounts = ["111"] } == ["a"])
        #expect(try await ids { $0.regions = ["us-east-1"] } == ["b"])
        #expect(try await ids { $0.names = ["alpha"] } == ["a"])
        #expect(try await ids { $0.tags = [AssetFilter.Tag(key: "env")] } == ["a", "b"])
        #expect(try await ids { $0.tags = [AssetFilter.Tag(key: "env", value: "prod"), AssetFilter.Tag(key: "team")] } == ["a"])
        #expect(try await ids { $0.tags = [AssetFilter.Tag(key: "env", value: "' OR 1=1 --")] } == [])
        #expect(try await ids { $0.face = .code } == ["d-id"])
        #expect(try await ids { $0.face = .live } == ["a", "b", "c"])
        #expect(try await ids { $0.program = "infra" } == ["d-id"])
        #expect(try await ids { $0.limit = 2 } == ["a", "b"])
        #expect(
            try await ids {
                $0.accounts = ["111"]; $0.types = ["AWS::SQS::Queue"]
            } == [])
        #expect(try await store.assets(named: "d").map(\.asset.id) == ["d-id"])
    }

    @Test(arguments: StoreBackend.allCases)
    func aStreamStopsAndPassesErrorsOn(backend: StoreBackend) async throws {
        struct Enough: Error {}
        let store = try await backend.make().store
        try await store.run(try (0..<10).map { AssetRecord(try Samples.asset("b\($0)")) }, at: 1)
        let gatherer = Gatherer<String>()
        try await store.forEachAsset { asset in
            gatherer.add(asset.asset.id)
            return gatherer.elements.count == 3 ? .stop : .next
        }
        #expect(gatherer.elements == ["b0", "b1", "b2"])
        await #expect(throws: Enough.self) { try await store.forEachAsset { _ in throw Enough() } }
    }

    @Test(arguments: StoreBackend.allCases)
    func aReaderSeesOneStateWhileOthersWrite(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        try await store.run(try (0..<200).map { AssetRecord(try Samples.asset("b\($0)", content: 1)) }, at: 1)
        async let writing: Void = {
            for second in 2..<12 {
                try await store.run(try (0..<200).map { AssetRecord(try Samples.asset("b\($0)", content: second)) }, at: second)
            }
        }()
        for _ in 0..<20 {
            let assets = try await store.allAssets()
            #expect(assets.count == 200)
            #expect(Set(assets.map { $0.asset.properties?["content"]?.int }).count == 1)
        }
        try await writing
        #expect(try await store.counts().assetVersions == 200 * 11)
    }
}
