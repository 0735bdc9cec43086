import Foundation
import PostureModel
import PosturePipeline
import SourceText
import Testing

/// A scan that hands on while it reads says the same as one that is waited for.
@Suite struct ScanPiecesTests {
    private func code(_ folder: TestFolder) throws {
        for stack in ["a", "b"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/code/\(stack)", withIntermediateDirectories: true)
            let text = (0..<150).map { "resource \"aws_sqs_queue\" \"q\($0)\" {}\n" }.joined()
            try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/code/\(stack)/main.tf"))
        }
        try Data("Resources: {Q: {Type: 'AWS::SQS::Queue'}}".utf8).write(to: URL(filePath: "\(folder.path)/code/t.yaml"))
        try Data("Resources: [".utf8).write(to: URL(filePath: "\(folder.path)/code/broken.template"))
    }

    @Test func piecesSayTheSame() async throws {
        let folder = try TestFolder()
        try code(folder)
        let scan = CodeScan(posture: try LiveAccount.posture())
        var whole: [String: [String]] = [:]
        let expected = scan.run(paths: ["\(folder.path)/code"]) { program in
            whole[program.identity] = program.assets.map { "\($0.asset.id) \($0.findings.map(\.status.rawValue))" }
        }
        var pieces: [String: [String]] = [:]
        var ended: [String] = []
        let coverage = try await scan.run(paths: ["\(folder.path)/code"]) { (piece) throws(Diagnostic) in
            switch piece {
            case .assets(let assets, let program):
                #expect(assets.count <= 64 && !ended.contains(program))
                pieces[program, default: []] += assets.map { "\($0.asset.id) \($0.findings.map(\.status.rawValue))" }
            case .program(let program):
                #expect(program.assets.isEmpty)
                ended.append(program.identity)
            }
        }
        #expect(whole.count == 3 && whole.values.map(\.count).sorted() == [1, 150, 150])
        #expect(pieces == whole)
        #expect(ended.sorted() == whole.keys.sorted())
        #expect(coverage.diagnostics.map(\.code) == expected.diagnostics.map(\.code))
        #expect(coverage.readCount == expected.readCount)
    }

    @Test func whoeverTakesThePiecesMayGiveUp() async throws {
        let folder = try TestFolder()
        try code(folder)
        let scan = CodeScan(posture: try LiveAccount.posture())
        var taken = 0
        await #expect(throws: Diagnostic.self) {
            _ = try await scan.run(paths: ["\(folder.path)/code"]) { (_) throws(Diagnostic) in
                taken += 1
                throw Diagnostic(.error, code: "disk-full", "nothing more can be kept")
            }
        }
        #expect(taken == 1)
    }

    @Test func aCancelledScanIsNoWholeOne() async throws {
        let folder = try TestFolder()
        try code(folder)
        let scan = CodeScan(posture: try LiveAccount.posture())
        let paths = ["\(folder.path)/code"]
        let task = Task {
            try await scan.run(paths: paths) { (_) throws(Diagnostic) in withUnsafeCurrentTask { $0?.cancel() } }
        }
        let error = await #expect(throws: Diagnostic.self) { _ = try await task.value }
        #expect(error?.code == "run-cancelled")
    }
}
