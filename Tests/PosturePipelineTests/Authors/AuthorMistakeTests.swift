import ContentCatalog
import Foundation
import PostureModel
import PosturePipeline
import SourceText
import Testing

/// What an author reads who made a mistake: one message, with its place and the next step.
@Suite struct AuthorMistakeTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let golden = tests.appendingPathComponent("Golden/author-mistakes.txt")

    /// The real asset types, and one control.
    private final class Workshop {
        let folder: TestFolder
        private let content: URL

        init() throws {
            folder = try TestFolder()
            content = URL(fileURLWithPath: folder.path).appendingPathComponent("content")
            let real = AuthorMistakeTests.tests.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("content")
            for path in ["assets/aws/s3/bucket.yaml", "facts/aws/schemas/s3/Bucket.json"] {
                let place = content.appendingPathComponent(path)
                try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: real.appendingPathComponent(path), to: place)
            }
            try FileManager.default.createDirectory(at: content.appendingPathComponent("controls/test"), withIntermediateDirectories: true)
        }

        /// What `kamae policy test` would say.
        func messages(of text: String) throws -> [String] {
            try Data(text.utf8).write(to: content.appendingPathComponent("controls/test/example.yaml"))
            let posture = Posture(catalog: try ContentCatalog(path: content.path))
            let check = ControlCheck(posture: posture)
            let outcomes = posture.catalog.allControls().map(check.run)
            return (posture.catalog.diagnostics + outcomes.flatMap(\.diagnostics)).map(\.description)
                + outcomes.flatMap(\.failures).map { "\($0.location): \($0.message)" }
        }
    }

    @Test func aGoodControlHasNoMessage() throws {
        #expect(try Workshop().messages(of: AuthorMistake.good) == [])
    }

    /// Set `KAMAE_UPDATE_GOLDEN=1` to write the file anew; then read it as a person would.
    @Test func everyMistakeHasOneMessage() throws {
        let workshop = try Workshop()
        var text = ""
        for mistake in AuthorMistake.all {
            #expect(AuthorMistake.good.contains(mistake.good), "\(mistake.name) changes nothing")
            let changed = AuthorMistake.good.replacingOccurrences(of: mistake.good, with: mistake.bad)
            let messages = try workshop.messages(of: changed)
            #expect(messages.count == 1, "\(mistake.name): \(messages)")
            text += "# \(mistake.name)\n"
            for message in messages { text += message + "\n" + excerpt(of: message, in: changed) }
            text += "\n"
        }
        if ProcessInfo.processInfo.environment["KAMAE_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: Self.golden)
        }
        #expect(text == (try String(contentsOf: Self.golden, encoding: .utf8)), "differs from Golden/author-mistakes.txt")
    }

    /// The line that a message names, with a mark under its column.
    private func excerpt(of message: String, in text: String) -> String {
        let numbers = message.split(separator: ":", maxSplits: 3).dropFirst().prefix(2).compactMap { Int($0) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard numbers.count == 2, lines.indices.contains(numbers[0] - 1) else { return "    (no place)\n" }
        return "    \(lines[numbers[0] - 1])\n    \(String(repeating: " ", count: max(0, numbers[1] - 1)))^\n"
    }
}
