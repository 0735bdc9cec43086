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
        #expect(try kamae.onTerminal(columns: 80, arguments).contains("\u{1B}[31mHIGH"))
        #expect(try !kamae.onTerminal(columns: 80, arguments + ["--no-color"]).contains("\u{1B}"))
        #expect(try !kamae.onTerminal(columns: 80, arguments + ["--format", "json"]).contains("\u{1B}"))
        for (name, value, isColored) in [("NO_COLOR", "1", false), ("NO_COLOR", "", true), ("TERM", "dumb", false)] {
            var other = kamae
            other.environment[name] = value
            #expect(try other.onTerminal(columns: 80, arguments).contains("\u{1B}") == isColored)
        }
        #expect(try !kamae.run(arguments).output.contains("\u{1B}"))
    }

    @Test(arguments: [40, 80, 120])
    func linesKeepWithinTheTerminal(columns: Int) throws {
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        for arguments in [
            ["scan", "code"] + content, ["findings", "--store", "s.db"] + content, ["find", "true", "--store", "s.db"],
            ["show", "aws_sqs_queue.orders", "--store", "s.db"],
        ] {
            let lines = try kamae.onTerminal(columns: columns, arguments + ["--no-color"]).split(separator: "\n")
            #expect(lines.count > 1)
            for line in lines { #expect(line.count <= columns, "\(line)") }
        }
    }

    @Test func elsewhereLinesStayWhole() throws {
        #expect(try kamae.run(["scan", "code"] + content).output.contains(String(repeating: "long_", count: 40)))
    }
}
