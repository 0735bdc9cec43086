import Foundation
import PostureModel
import PostureStore
import SourceText
import Testing

/// Other processes on the same store, killed or at the same time.
@Suite(.timeLimit(.minutes(3))) struct ProcessTests {
    private static var writer: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("StoreWriter")
    }

    private func start(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
        let process = Process()
        process.executableURL = Self.writer
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    /// What a process printed until it ended.
    private func finish(_ child: (process: Process, output: Pipe)) -> String {
        let text = String(decoding: child.output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        child.process.waitUntilExit()
        return text
    }

    /// The last number of a complete line `stored N`.
    private func stored(_ text: String) -> Int {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .compactMap { $0.hasPrefix("stored ") ? Int($0.dropFirst(7)) : nil }.last ?? 0
    }

    @Test(arguments: 0..<5)
    func aKilledWriterLosesNothingThatItHadStored(round: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        let child = try start(["endless", path])
        // Killed at another moment each time, after the first batch at least.
        var text = Data()
        while !text.contains(0x0A) { text += child.output.fileHandleForReading.availableData }
        try await Task.sleep(for: .milliseconds(40 * round + Int.random(in: 0...30)))
        let running = try SQLiteStore(path: path)
        // Opening beside a run that lives does not end it.
        #expect(try await running.runs(kind: nil, limit: 1).first?.state == .running)
        kill(child.process.processIdentifier, SIGKILL)
        let count = stored(String(decoding: text, as: UTF8.self) + finish(child))
        #expect(count >= 50)

        let store = try SQLiteStore(path: path)
        let run = try #require(try await store.runs(kind: nil, limit: 1).first)
        #expect(run.state == .interrupted)
        #expect(run.finished != nil)
        let assets = try await store.allAssets()
        // The batch that was under way is there as a whole or not at all.
        #expect(assets.count == count || assets.count == count + 50)
        var all = FindingFilter()
        all.statuses = []
        #expect(try await store.allFindings(all).count == assets.count)
        #expect(run.outcome.added == assets.count)
        #expect(try await store.check() == [])

        // The next run goes on from there.
        let next = try start(["run", path, "1", "60"])
        #expect(finish(next).contains("done"))
        #expect(try await store.allAssets().count == 60)
    }

    @Test func manyProcessesWriteAtOnce() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        // The file is not there yet: they make it, migrate it and fill it together.
        let children = try (1...4).map { try start(["run", path, "\($0)", "200"]) }
        for child in children { #expect(finish(child) == "done\n") }
        let store = try SQLiteStore(path: path)
        #expect(try await store.allAssets().count == 800)
        #expect(try await store.runs(kind: nil, limit: 10).map(\.state) == Array(repeating: .finished, count: 4))
        #expect(try await store.check() == [])
        // Two over the same account: each sees all, neither closes what the other saw.
        let again = try (1...2).map { _ in try start(["run", path, "1", "200"]) }
        for child in again { #expect(finish(child) == "done\n") }
        #expect(try await store.counts().assetVersions == 800)
    }

    @Test func aDiskThatFillsEndsInADiagnosticAndKeepsWhatWasStored() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        let child = try start(["limited", path, "1000000"])
        let text = finish(child)
        #expect(child.process.terminationStatus == 1)
        #expect(text.contains("store-full") || text.contains("store-io"), "\(text.suffix(300))")
        let store = try SQLiteStore(path: path)
        #expect(try await store.allAssets().count == stored(text))
        #expect(try await store.check() == [])
        #expect(try await store.runs(kind: nil, limit: 1).first?.state == .interrupted)
    }
}
