import Foundation
import Testing

/// What screens say beside their findings: both faces of an asset, what to do next, help.
@Suite struct ScreenTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
    }

    @Test func anAssetIsShownOnBothItsFaces() throws {
        try kamae("demo", "--store", "d.db")
        let queue = "arn:aws:sqs:ap-northeast-1:123456789012:kawase-prod-payments"
        for name in [queue, "module.data.aws_sqs_queue.payments", "kawase-prod-payments"] {
            let show = try kamae("show", name, "--store", "d.db")
            #expect(show.status == 0)
            #expect(show.lines.filter { $0 == "kawase-prod-payments  AWS::SQS::Queue" }.count == 2, "\(name)")
            let difference = try #require(show.lines.firstIndex(of: "differs from code"), "\(name)")
            #expect(show.lines[difference + 1] == "  PolicyDocument.Statement[0].Principal.AWS  [\"123456789012\"] → [\"*\"]")
            #expect(try kamae("show", name, "--store", "d.db", "--format", "json").objects().count == 2)
        }
        let japanese = try kamae("show", queue, "--store", "d.db", "--language", "ja")
        #expect(japanese.lines.contains("コードとの差異"))
        #expect(japanese.lines.contains("  アカウント  123456789012"))
        #expect(try kamae("show", "t.mori", "--store", "d.db").lines.last == "no code in the store declares it")
        let missing = try kamae("show", "kawase-prod-fraud-scoring", "--store", "d.db")
        #expect(missing.lines.last == "the account as it was collected does not have it")
        #expect(try kamae("show", "kawase-prod-payments-dead", "--store", "d.db").lines.last == "agrees with code")
    }

    @Test func aStoreOfOneFaceSaysNothingOfTheOther() throws {
        try folder.write("code/main.tf", TestContent.queue)
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        let show = try kamae.run(["show", "orders", "--store", "s.db"] + content)
        #expect(show.output.hasPrefix("orders  AWS::SQS::Queue\n"))
        #expect(!show.output.contains("account as it was collected"))
    }

    @Test func theDemoIsCalledTheSameWhereverItLies() throws {
        let demo = try kamae("demo", "--store", "d.db", "--format", "json")
        #expect(!demo.output.contains(".resources"))
        let code = try kamae("find", "true", "--face", "code", "--store", "d.db", "--format", "json")
        #expect(!code.output.contains(".resources"))
        let ids = try code.objects().compactMap { $0["id"] as? String }
        #expect(ids.contains("kawase-payments/code/infrastructure#module.data.aws_kms_key.storage"))
    }

    @Test func whatToDoNextIsSaidAtATerminal() throws {
        try folder.write(
            "code/main.tf", "variable \"key\" {}\nresource \"aws_sqs_queue\" \"q\" {\n  kms_master_key_id = var.key\n}\n")
        let scan = ["scan", "code"] + content
        let unknown = "--status unknown lists what could not be decided"
        let kept = "nothing was kept; --store sqlite:kamae.db keeps it for kamae find and kamae show"
        let shown = try kamae.onTerminal(columns: 120, scan + ["--no-color"])
        #expect(shown.contains("\n\(unknown)\n\(kept)\n"), "\(shown)")
        let all = try kamae.onTerminal(columns: 120, scan + ["--no-color", "--status", "all", "--store", "s.db"])
        #expect(!all.contains("--status") && !all.contains("nothing was kept"))
        #expect(try !kamae.run(scan).output.contains("nothing was kept"))
    }

    @Test(arguments: [
        [], ["scan"], ["collect", "aws"], ["find"], ["show"], ["findings"], ["policy", "test"], ["permissions", "aws"], ["demo"],
        ["completion"],
    ])
    func helpFitsATerminal(command: [String]) throws {
        let lines = try kamae.onTerminal(columns: 80, command + ["--help"]).split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        // A paragraph is one paragraph: no line but its last one is short.
        let usage = try #require(lines.firstIndex { $0.hasPrefix("USAGE: ") })
        #expect(lines[usage + 1] == "", "\(command): the usage takes one line")
        let start = (lines.firstIndex { $0.contains("EXAMPLES") } ?? lines.endIndex - 1) + 1
        for line in lines[start...].prefix(while: { $0 != "" }) { #expect(line.count <= 76, "\(line)") }
    }

    @Test func remarksKeepWithinTheTerminal() throws {
        let long = String(repeating: "a folder with a long name/", count: 6)
        let shown = try kamae.onTerminal(columns: 60, script: "\"$KAMAE\" find true --store '\(long)s.db'").shown
        #expect(shown.contains("there is no store at"))
        for line in shown.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
        // Elsewhere a line stays whole.
        #expect(try kamae("find", "true", "--store", "\(long)s.db").errorLines.count == 1)
    }

    @Test func eachSourceOfCredentialsHasALine() throws {
        var other = kamae
        other.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        let run = try other.run(["collect", "aws", "--store", "s.db"])
        #expect(run.status == 2)
        let lines = run.errorLines
        #expect(lines.first?.hasSuffix("no credentials; tried") == true, "\(run.errors)")
        #expect(lines.dropFirst().filter { $0.hasPrefix("  ") }.count >= 3, "\(run.errors)")
    }
}
