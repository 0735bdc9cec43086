import Document
import PostureModel
import PostureStore
import SourceText
import Testing

@Suite struct FindingContractTests {
    @Test(arguments: StoreBackend.allCases)
    func findingsComeBackAsTheyWere(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let live = try Samples.asset("b")
        let code = try Samples.declared("aws_s3_bucket.b", line: 4)
        let place = SourceLocation(path: "main.tf", start: SourcePosition(line: 5, column: 3), end: SourcePosition(line: 5, column: 9))
        let findings = [
            Samples.finding(live, .fail, source: .call("s3:GetBucketAcl", time: "2026-11-24T09:00:00Z")),
            Samples.finding(code, .fail, severity: .low, source: .file(place), location: place),
        ]
        try await store.run(
            [AssetRecord(live, findings: [findings[0]]), AssetRecord(code, program: "infra", findings: [findings[1]])], at: 1)
        let stored = try await store.allFindings()
        #expect(stored.map(\.finding) == findings)
        #expect(stored.map(\.asset) == [AssetKey(live, program: ""), AssetKey(code, program: "infra")])
    }

    @Test(arguments: StoreBackend.allCases)
    func openedResolvedReopened(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        let id = Samples.finding(asset, .fail).id
        var outcomes: [[Int]] = []
        let statuses: [FindingStatus] = [.pass, .fail, .unknown, .fail, .pass, .fail, .error, .notApplicable]
        for (index, status) in statuses.enumerated() {
            let end = try await store.run([AssetRecord(asset, findings: [Samples.finding(asset, status)])], at: index + 1)
            outcomes.append([end.outcome.opened, end.outcome.resolved, end.outcome.reopened])
        }
        let history = try await store.history(ofFinding: id)
        #expect(history.map(\.status) == statuses)
        // What is not known resolves nothing.
        #expect(history.map(\.change) == [nil, .opened, nil, nil, .resolved, .reopened, nil, .resolved])
        #expect(outcomes == [[0, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [0, 1, 0]])
        #expect(history.dropLast().map(\.validTo) == history.dropFirst().map(\.validFrom))
        #expect(history.dropLast().allSatisfy { $0.ending == .superseded } && history.last?.ending == nil)
        #expect(try await store.counts().assetVersions == 1)
    }

    @Test(arguments: StoreBackend.allCases)
    func otherEvidenceIsAStateOfItsOwn(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        for (second, actual) in [(1, "\"a\""), (2, "\"b\""), (3, "\"b\"")] {
            try await store.run([AssetRecord(asset, findings: [Samples.finding(asset, .fail, actual: actual)])], at: second)
        }
        let history = try await store.history(ofFinding: Samples.finding(asset, .fail).id)
        #expect(history.map(\.change) == [.opened, nil])
        #expect(history.map { $0.evidence.first?.actual } == ["\"a\"", "\"b\""])
        #expect(try await store.allFindings(at: Samples.time(1, 500)).first?.finding.evidence.first?.actual == "\"a\"")
    }

    @Test(arguments: StoreBackend.allCases)
    func findingsEndWithTheirAssetAndKeepTheirHistory(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        let records = [AssetRecord(asset, findings: [Samples.finding(asset, .fail)])]
        try await store.run(records, at: 10)
        let end = try await store.run([], at: 20)
        #expect(end.outcome.resolved == 1 && end.outcome.removed == 1)
        #expect(try await store.allFindings().isEmpty)
        #expect(try await store.allFindings(at: Samples.time(15)).count == 1)
        try await store.run(records, at: 30)
        let history = try await store.history(ofFinding: Samples.finding(asset, .fail).id)
        #expect(history.map(\.ending) == [.assetGone, nil])
        #expect(history.map(\.change) == [.opened, .reopened])
        #expect(history.first?.validTo == Samples.time(20, 2))
        #expect(try await store.check() == [])
    }

    @Test(arguments: StoreBackend.allCases)
    func aControlThatJudgesNoMoreEndsItsFindings(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        let one = Samples.finding(asset, .fail, control: "one")
        let two = Samples.finding(asset, .fail, control: "two")
        try await store.run([AssetRecord(asset, findings: [one, two])], at: 1)
        // Not judged at all: verdicts stand.
        try await store.run([AssetRecord(asset)], at: 2)
        #expect(try await store.allFindings().count == 2)
        try await store.run([AssetRecord(asset, findings: [two])], at: 3)
        #expect(try await store.allFindings().map(\.finding.control) == ["two"])
        #expect(try await store.history(ofFinding: one.id).last?.ending == .notJudged)
    }

    @Test(arguments: StoreBackend.allCases)
    func judgementsMayComeAfterTheAssets(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        let run = try await store.beginRun(kind: .collect, scope: RunScope())
        try await store.record([AssetRecord(asset)], in: run)
        let outcome = try await store.record(
            judgements: [
                AssetJudgement(asset: AssetKey(asset, program: ""), findings: [Samples.finding(asset, .fail)]),
                AssetJudgement(asset: .code(program: "nowhere", address: "x"), findings: []),
            ], in: run)
        #expect(outcome.opened == 1 && outcome.unknownAssets == 1)
        #expect(try await store.allFindings().count == 1)
    }

    @Test(arguments: StoreBackend.allCases)
    func theMostSevereComesFirstAndFiltersFilter(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let a = try Samples.asset("a")
        let b = try Samples.asset("b", type: "AWS::SQS::Queue", account: "222", region: "us-east-1")
        let c = try Samples.declared("c")
        try await store.run(
            [
                AssetRecord(
                    a,
                    findings: [
                        Samples.finding(a, .fail, control: "low", severity: .low),
                        Samples.finding(a, .unknown, control: "high", severity: .high),
                        Samples.finding(a, .pass, control: "passing", severity: .critical),
                    ]),
                AssetRecord(
                    b,
                    findings: [
                        Samples.finding(b, .fail, control: "high", severity: .high),
                        Samples.finding(b, .error, control: "info", severity: .info),
                    ]),
                AssetRecord(c, program: "p", findings: [Samples.finding(c, .fail, control: "critical", severity: .critical)]),
            ], at: 1)
        func found(_ change: (inout FindingFilter) -> Void) async throws -> [String] {
            var filter = FindingFilter()
            change(&filter)
            return try await store.allFindings(filter).map { "\($0.finding.control) \($0.finding.asset.id) \($0.finding.status.rawValue)" }
        }
        #expect(try await found { _ in } == ["critical c-id fail", "high b fail", "low a fail"])
        #expect(
            try await found { $0.statuses = [] } == [
                "critical c-id fail", "passing a pass", "high b fail", "high a unknown", "low a fail", "info b error",
            ])
        #expect(try await found { $0.statuses = [.unknown, .error] } == ["high a unknown", "info b error"])
        #expect(try await found { $0.statuses = [.pass] } == ["passing a pass"])
        #expect(try await found { $0.severities = [.low, .critical] } == ["critical c-id fail", "low a fail"])
        #expect(try await found { $0.controls = ["high"] } == ["high b fail"])
        #expect(try await found { $0.assetIDs = ["a"] } == ["low a fail"])
        #expect(try await found { $0.asset = .code(program: "p", address: "c") } == ["critical c-id fail"])
        #expect(try await found { $0.types = ["AWS::SQS::Queue"] } == ["high b fail"])
        #expect(try await found { $0.accounts = ["111"] } == ["low a fail"])
        #expect(try await found { $0.regions = ["us-east-1"] } == ["high b fail"])
        #expect(try await found { $0.face = .code } == ["critical c-id fail"])
        #expect(try await found { $0.ids = [Samples.finding(b, .fail, control: "high").id] } == ["high b fail"])
        #expect(try await found { $0.limit = 1 } == ["critical c-id fail"])
    }

    @Test(arguments: StoreBackend.allCases)
    func mutingsHaveAReasonAnOwnerAndAnEnd(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let asset = try Samples.asset("b")
        let finding = Samples.finding(asset, .fail)
        try await store.run([AssetRecord(asset, findings: [finding])], at: 1)
        let mute = Mute(reason: "public by design", owner: "web", expires: Samples.time(100))
        try await store.mute(finding: finding.id, mute, at: Samples.time(10))
        func muted(at second: Int) async throws -> Mute? { try await store.allFindings(at: Samples.time(second)).first?.muted }
        #expect(try await muted(at: 9) == nil)
        #expect(try await muted(at: 50) == mute)
        #expect(try await muted(at: 101) == nil)
        var filter = FindingFilter()
        filter.muting = .notMuted
        #expect(try await store.allFindings(filter, at: Samples.time(50)).isEmpty)
        filter.muting = .onlyMuted
        #expect(try await store.allFindings(filter, at: Samples.time(50)).count == 1)
        try await store.unmute(finding: finding.id, at: Samples.time(60))
        #expect(try await muted(at: 70) == nil)
        #expect(try await muted(at: 50) == mute)
        await #expect(throws: Diagnostic.self) { try await store.mute(finding: "nothing", mute) }
        await #expect(throws: Diagnostic.self) {
            try await store.mute(finding: finding.id, Mute(reason: "", owner: "", expires: "soon"))
        }
    }
}
