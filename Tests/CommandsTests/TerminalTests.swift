import Foundation
import Testing

/// What a person at a terminal sees.
@Suite struct TerminalTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        try folder.write("code/main.tf", TestContent.queue)
        try folder.write(
            "code/long.tf", "resource \"aws_sqs_queue\" \"\(String(repeating: "long_", count: 40))\" {\n  name = \"x\"\n}\n")
    }

    @Test func coloursAreForTerminals() throws {
        let arguments = ["scan", "code"] + content
        let colored = try kamae.onTerminal(columns: 80, arguments)
        #expect(colored.contains("\u{1B}[31mHIGH"))
        #expect(!Screen(colored).isColored)
        #expect(try !kamae.onTerminal(columns: 80, arguments + ["--no-color"]).contains("\u{1B}"))
        #expect(try !kamae.onTerminal(columns: 80, arguments + ["--format", "json"]).contains("\u{1B}"))
        for (name, value, isColored) in [("NO_COLOR", "1", false), ("NO_COLOR", "", true), ("TERM", "dumb", false)] {
            var other = kamae
            other.environment[name] = value
            #expect(try other.onTerminal(columns: 80, arguments).contains("\u{1B}") == isColored)
        }
        #expect(try !kamae.run(arguments).output.contains("\u{1B}"))
        // Nor into a file, although a terminal is there.
        #expect(try kamae.onTerminal(columns: 80, arguments + ["--output", "answer"]) == "")
        #expect(try !folder.read("answer").contains("\u{1B}"))
    }

    @Test func coloursChangeNoText() throws {
        for arguments in [["scan", "code"] + content, ["policy", "test"] + content] {
            // The time that it took may differ.
            func text(_ more: String...) throws -> [String] {
                try Screen(kamae.onTerminal(columns: 80, arguments + more)).lines.map { $0.replacing(/[0-9.]+ s/, with: "") }
            }
            #expect(try text() == text("--no-color"))
        }
    }

    @Test(arguments: [40, 60, 80, 120])
    func linesKeepWithinTheTerminal(columns: Int) throws {
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        for arguments in [
            ["scan", "code"] + content, ["findings", "--store", "s.db"] + content, ["find", "true", "--store", "s.db"],
            ["show", "aws_sqs_queue.orders", "--store", "s.db"], ["demo", "--no-serve"],
        ] {
            let lines = try kamae.onTerminal(columns: columns, arguments + ["--no-color"]).split(separator: "\n")
            #expect(lines.count > 1)
            // Commands and paths to copy stay whole.
            for line in lines where !line.contains(Kamae.path) && !line.contains(".resources/code") {
                #expect(line.count <= columns, "\(arguments[0]): \(line)")
            }
        }
    }

    @Test func elsewhereLinesStayWhole() throws {
        #expect(try kamae.run(["scan", "code"] + content).output.contains(String(repeating: "long_", count: 40)))
    }

    /// Each on a terminal of its own: progress is for the one that standard error is.
    @Test func progressIsForTerminals() throws {
        let name = "a-folder-with-a-name-that-is-longer-than-a-narrow-line"
        try FileManager.default.moveItem(atPath: folder.path + "/code", toPath: "\(folder.path)/\(name)")
        let scan = "\"$KAMAE\" scan \(name) --content content --format json"
        let both = try kamae.onTerminal(columns: 40, script: "\(scan) > answer; echo end >&2")
        #expect(both.shown.contains("\r\u{1B}[K1 program judged  a-folder"), "\(both.shown.debugDescription)")
        // It fits into a line, which it leaves again.
        #expect(Screen(both.shown).lines == ["end", ""])
        for line in both.shown.split(separator: "\r") { #expect(Screen(String(line)).lines.allSatisfy { $0.count < 40 }) }
        #expect(try folder.read("answer").split(separator: "\n").count == 4)
        for script in [
            "\(scan) --quiet > answer", "\(scan) 2> errors > answer", "TERM=dumb \(scan) > answer", "\(scan) > answer 2>&1",
        ] {
            #expect(try kamae.onTerminal(columns: 80, script: script).shown == "")
            #expect(try !folder.read("answer").contains("\u{1B}"))
        }
        #expect(try folder.read("errors") == "")
        let account = TestContent.repository.appendingPathComponent("demo/account").path
        let collect = try kamae.onTerminal(
            columns: 80, script: "\"$KAMAE\" collect aws --replay '\(account)' --store c.db > answer")
        #expect(collect.shown.contains(" listings, "))
        #expect(!Screen(collect.shown).lines.joined().contains("listings"))
    }

    /// Files that take a while, so that ^C comes in the middle of them: it is typed when the first of them are said to be judged.
    private func writeManyFiles() throws {
        let text = "Resources: {Q: {Type: 'AWS::SQS::Queue'}, R: {Type: 'AWS::SQS::Queue'}}"
        let run = try kamae.shell("mkdir large; for n in {1..3000}; do echo \"\(text)\" > large/$n.yaml; done")
        try #require(run.status == 0)
    }

    @Test func anInterruptedScanLeavesTheTerminalAsItWas() throws {
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        try writeManyFiles()
        var isTyped = false
        let run = try kamae.onTerminal(columns: 80, script: "\"$KAMAE\" scan large --content content --store s.db") { text in
            guard !isTyped, text.contains(" judged ") else { return nil }
            isTyped = true
            return "\u{03}"
        }
        #expect(isTyped)
        #expect(run.status == 130)
        let screen = Screen(run.shown)
        #expect(screen.lines == [""], "\(run.shown.debugDescription)")
        #expect(!screen.isColored)
        // What was stored before is kept, and the store is free.
        #expect(try kamae("find", "asset.name == 'orders'", "--store", "s.db").lines.count == 1)
        #expect(try kamae("find", "true", "--store", "s.db").lines.count == 2)
        #expect(try kamae.run(["scan", "code", "--store", "s.db"] + content).status == 1)
    }

    /// `nohup` and a shell's background have signals ignored; a scan does not begin to listen to them.
    @Test func whatIsIgnoredStaysIgnored() throws {
        try writeManyFiles()
        var isTyped = false
        let run = try kamae.onTerminal(columns: 80, script: "trap '' INT; \"$KAMAE\" scan large --content content | tail -1") { text in
            guard !isTyped, text.contains(" judged ") else { return nil }
            isTyped = true
            return "\u{03}"
        }
        #expect(isTyped)
        #expect(run.shown.contains("6000 assets"))
    }
}
