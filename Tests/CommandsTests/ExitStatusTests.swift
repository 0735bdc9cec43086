import Foundation
import Testing

/// 0 nothing at or above `--fail-on`, 1 findings, 2 could not do what was asked, 3 something was not read or judged; 2 over 1
/// over 3.
@Suite struct ExitStatusTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        try folder.write("bad/main.tf", TestContent.queue)
        try folder.write("good/main.tf", TestContent.goodQueue)
        try folder.write("broken/main.tf", "resource \"aws_sqs_queue\" {\n")
    }

    private func status(_ arguments: String...) throws -> Int32 { try kamae.run(arguments + content).status }

    @Test func aScanEndsWithWhatItFound() throws {
        #expect(try status("scan", "good") == 0)
        #expect(try status("scan", "bad") == 1)
        #expect(try status("scan", "nowhere") == 2)
        #expect(try status("scan", "broken") == 3)
    }

    @Test func whatCouldNotBeJudgedIsNoPass() throws {
        try folder.write(
            "later/main.tf", "variable \"key\" {}\n" + TestContent.goodQueue.replacingOccurrences(of: "\"alias/good\"", with: "var.key"))
        #expect(try status("scan", "later") == 3)
        #expect(try status("scan", "later", "bad") == 1)
        // A pipeline that looks into the wrong folder.
        try folder.make("empty")
        try folder.write("letter.txt", "dear all")
        #expect(try status("scan", "empty") == 3)
        let run = try kamae.run(["scan", "empty", "--format", "json"] + content)
        #expect(run.status == 3)
        #expect(run.errors.contains("(nothing-to-scan)"))
    }

    @Test func whoMayAssumeTheRoleIsNotLeftOut() throws {
        #expect(try status("permissions", "aws", "--principal", "arn:aws:iam::111122223333:root") == 2)
    }

    @Test func theWorstStatusWins() throws {
        #expect(try status("scan", "good", "broken") == 3)
        #expect(try status("scan", "bad", "broken") == 1)
        #expect(try status("scan", "bad", "nowhere") == 2)
        #expect(try status("scan", "broken", "nowhere") == 2)
        #expect(try status("scan", "bad", "broken", "nowhere") == 2)
    }

    @Test(arguments: [
        ("any", 1), ("info", 1), ("low", 1), ("medium", 1), ("high", 1), ("critical", 0), ("never", 0),
    ])
    func onlyFailuresAtLeastThatSevereCount(failOn: String, expected: Int32) throws {
        #expect(try status("scan", "bad", "--fail-on", failOn) == expected)
    }

    @Test func whatIsNotShownDoesNotCount() throws {
        #expect(try status("scan", "bad", "--control", "test/queue-any") == 0)
        #expect(try status("scan", "bad", "--severity", "critical") == 0)
        // Which verdicts are listed is another question than which there are.
        #expect(try status("scan", "bad", "--status", "pass") == 1)
    }

    @Test func aControlThatFailsToEvaluateIsNoPass() throws {
        try folder.write(
            "content/controls/test/queue-error.yaml",
            TestContent.control("queue-error", severity: "info", require: "asset.properties.Nothing == 1"))
        #expect(try status("scan", "good") == 3)
        #expect(try status("scan", "bad") == 1)
    }

    @Test func aControlThatCannotBeReadIsNoPass() throws {
        try folder.write(
            "content/controls/test/queue-slip.yaml",
            TestContent.control("queue-slip", severity: "info", require: "asset.properties.("))
        let run = try kamae.run(["scan", "good"] + content)
        #expect(run.status == 3)
        #expect(run.errors.contains("content/controls/test/queue-slip.yaml:5:27: error: "))
    }

    @Test(arguments: [
        ["scan"], ["scan", "good", "--severity", "bad"], ["scan", "good", "--status", "failed"], ["scan", "good", "--fail-on", "x"],
        ["scan", "good", "--format", "xml"], ["scan", "good", "--language", "fr"], ["scan", "good", "--nope"], ["nope"],
        ["find"], ["find", "asset.name =="], ["find", "asset.name"], ["findings", "--face", "both"], ["completion", "tcsh"],
    ])
    func aWrongCommandLineIsTwo(arguments: [String]) throws {
        let run = try kamae.run(arguments)
        #expect(run.status == 2)
        #expect(run.output == "")
        #expect(run.errors != "")
    }

    @Test func aControlThatIsNotThereIsNoCleanRun() throws {
        let run = try kamae.run(["scan", "good", "--control", "test/queue-kee"] + content)
        #expect(run.status == 2)
        #expect(
            run.errors == """
                kamae: error: there is no control test/queue-kee; did you mean 'test/queue-key'? (control-unknown)

                """)
        #expect(try status("scan", "good", "--control", "test") == 0)
    }

    @Test func contentThatIsNotThereIsTwo() throws {
        let run = try kamae("scan", "good", "--content", "nowhere")
        #expect(run.status == 2)
        #expect(run.errors.contains("content-missing"))
    }

    @Test func helpAndVersionAreZero() throws {
        for arguments in [["--help"], ["--version"], ["scan", "--help"], ["help", "find"]] {
            let run = try kamae.run(arguments)
            #expect(run.status == 0)
            #expect(run.errors == "")
            #expect(run.output != "")
        }
    }
}
