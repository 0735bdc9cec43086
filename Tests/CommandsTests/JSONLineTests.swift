import Foundation
import Testing

/// `--format json` is a contract: the keys, their order, and what stands behind them.
@Suite struct JSONLineTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        try folder.write(
            "code/main.tf",
            """
            module "queues" {
              source = "./queues"
              name   = "orders"
            }

            """)
        try folder.write(
            "code/queues/main.tf",
            """
            variable "name" {}

            resource "aws_sqs_queue" "q" {
              name       = var.name
              fifo_queue = false
              tags = { team = "pay\\u001bments" }
            }

            """)
    }

    private func golden(_ name: String) throws -> String {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// Ids hang on where the folder lies, which is elsewhere for every test.
    private func masked(_ text: String) -> String {
        text.replacing(#/"id":"[0-9a-f]{32}"/#, with: "\"id\":\"FINDING\"")
            .replacing(#/"id":"[^"#]*/code#/#, with: "\"id\":\"PROGRAM#")
    }

    @Test func findings() throws {
        let run = try kamae.run(["scan", "code", "--format", "json", "--status", "all"] + content)
        #expect(masked(run.output) == (try golden("findings.jsonl")))
        #expect(try run.objects().count == 3)
    }

    @Test func storedFindings() throws {
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        let run = try kamae.run(["findings", "--format", "json", "--store", "s.db"] + content)
        let line = masked(try #require(run.lines.first))
        let seen = #/"firstSeen":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","lastSeen":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/#
        let expected = try #require(try golden("findings.jsonl").split(separator: "\n").first)
        #expect(line.replacing(seen, with: "\"firstSeen\":null,\"lastSeen\":null") == expected)
        #expect(line != expected)
    }

    @Test func assets() throws {
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        let run = try kamae("find", "true", "--format", "json", "--store", "s.db")
        #expect(masked(run.output) == (try golden("assets.jsonl")))
        #expect(try kamae("show", "module.queues.aws_sqs_queue.q", "--format", "json", "--store", "s.db").output == run.output)
        #expect(try run.objects().count == 1)
    }
}
