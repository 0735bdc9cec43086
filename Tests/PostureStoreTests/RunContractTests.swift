import PostureModel
import PostureStore
import SourceText
import Testing

@Suite struct RunContractTests {
    @Test(arguments: StoreBackend.allCases)
    func runsAreRemembered(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        var coverage = Coverage()
        coverage.readCount = 12
        coverage.failedCalls = [
            Coverage.FailedCall(
                call: "s3:GetBucketPolicy", region: "eu-west-1", asset: "b", code: "AccessDenied", message: "no \"way\"",
                permission: "s3:GetBucketPolicy"),
            Coverage.FailedCall(call: "sqs:ListQueues", region: nil, asset: nil, code: "Throttling", message: "", permission: nil),
        ]
        coverage.diagnostics = [
            Diagnostic(
                .warning, code: "w", "odd", location: SourceLocation(path: "a.tf", start: SourcePosition(line: 1, column: 2)),
                hint: "look"),
            Diagnostic(.error, code: "e", "bad"),
        ]
        let scope = RunScope(provider: "aws", accounts: ["111"], regions: ["eu-west-1"], types: ["AWS::S3::Bucket"])
        let covered = [Samples.listing(region: "eu-west-1"), Samples.listing(account: nil), .program("p"), .folder("f")]
        let run = try await store.beginRun(kind: .collect, scope: scope, at: Samples.time(1))
        #expect(try await store.runs(kind: nil, limit: 9).first?.state == .running)
        #expect(try await store.lastFinishedRun() == nil)
        _ = try await store.finish(run, covered: covered, coverage: coverage, at: Samples.time(2))
        try await store.run([], at: 3, kind: .scan)

        let last = try #require(try await store.lastFinishedRun(kind: .collect))
        #expect(last.id == run.id && last.state == .finished && last.scope == scope && last.covered == covered)
        #expect(last.started == Samples.time(1) && last.finished == Samples.time(2))
        #expect(last.coverage?.failedCalls == coverage.failedCalls)
        #expect(last.coverage?.diagnostics == coverage.diagnostics)
        #expect(last.coverage?.readCount == 12)
        #expect(try await store.runs(kind: nil, limit: 9).map(\.kind) == [.scan, .collect])
        #expect(try await store.runs(kind: nil, limit: 1).count == 1)
    }

    @Test(arguments: StoreBackend.allCases)
    func whatHasEndedTakesNothingMore(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let run = try await store.beginRun(kind: .scan, scope: RunScope())
        try await store.finish(run, covered: [], coverage: Coverage())
        let error = await #expect(throws: Diagnostic.self) { try await store.record([], in: run) }
        #expect(error?.code == "run-ended")
        await #expect(throws: Diagnostic.self) { try await store.finish(run, covered: [], coverage: Coverage()) }
    }

    @Test(arguments: StoreBackend.allCases)
    func timesThatAreNoneAreDiagnostics(backend: StoreBackend) async throws {
        let store = try await backend.make().store
        let error = await #expect(throws: Diagnostic.self) { try await store.assets(named: "b", at: "last week") }
        #expect(error?.code == "time-syntax")
        await #expect(throws: Diagnostic.self) { try await store.allAssets(at: "2026-99-99T00:00:00Z") }
        await #expect(throws: Diagnostic.self) { try await store.beginRun(kind: .scan, scope: RunScope(), at: "") }
    }
}
