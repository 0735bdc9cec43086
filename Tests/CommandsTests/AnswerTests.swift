import Foundation
import Testing

/// Where answers go, and what they look like.
@Suite struct AnswerTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        try folder.write("code/main.tf", TestContent.queue)
    }

    private func scan(_ arguments: String...) throws -> Kamae.Outcome { try kamae.run(["scan", "code"] + arguments + content) }

    @Test func answersAndDiagnosticsAreKeptApart() throws {
        try folder.write("code/broken.yaml", "apiVersion: v1\nkind: Pod\nmetadata: [\n")
        let run = try scan("--format", "json")
        #expect(try run.objects().count == 2)
        #expect(run.errors == "code/broken.yaml:4:1: error: did not find expected node content (yaml-syntax)\n")
        let table = try scan()
        #expect(!table.output.contains("broken.yaml"))
    }

    @Test func quietSaysOnlyAnswersAndErrors() throws {
        try folder.make("code/sub")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/code/gone.tf", withDestinationPath: "nowhere")
        #expect(try scan().errors == "code/gone.tf: warning: the link leads nowhere (symlink-broken)\n")
        #expect(try scan("--quiet").errors == "")
        #expect(try scan("--quiet").lines.count == scan().lines.count)
    }

    @Test func outputTakesTheAnswer() throws {
        let run = try scan("--format", "json", "--output", "answer.jsonl")
        #expect(run.status == 1)
        #expect(run.output == "")
        #expect(try folder.read("answer.jsonl") == scan("--format", "json").output)
    }

    @Test func anAnswerThatCannotBeWrittenIsNoAnswer() throws {
        let missing = try scan("--output", "nowhere/answer")
        #expect(missing.status == 2)
        #expect(missing.errors == "kamae: error: cannot write nowhere/answer: No such file or directory (output-unwritable)\n")
        let full = try scan("--output", "/dev/full")
        #expect(full.status == 2)
        #expect(full.errors == "kamae: error: cannot write /dev/full: No space left on device (output-unwritable)\n")
        let standard = try kamae.shell("\"$KAMAE\" scan code --content content > /dev/full")
        #expect(standard.status == 2)
        #expect(standard.errors.contains("cannot write standard output: No space left on device"))
    }

    @Test func aReaderThatGoesAwayIsNoFault() throws {
        for number in 0..<400 { try folder.write("many/q\(number)/main.tf", TestContent.queue) }
        let run = try kamae.shell(
            "\"$KAMAE\" scan many --format json --content content | head -1 > /dev/null; echo ${PIPESTATUS[0]}")
        #expect(run.output == "1\n")
        #expect(run.errors == "")
        let stored = try kamae.shell(
            """
            "$KAMAE" scan many --content content --store s.db --quiet > /dev/null
            "$KAMAE" find true --store s.db --format json --quiet | head -1 > /dev/null; echo ${PIPESTATUS[0]}
            """)
        #expect(stored.output == "0\n")
        #expect(stored.errors == "")
    }

    @Test func statusSeverityAndControlChoose() throws {
        func chosen(_ arguments: String...) throws -> [String] {
            try kamae.run(["scan", "code", "--format", "json"] + arguments + content).objects().map {
                "\($0["control"] ?? "") \($0["status"] ?? "")"
            }
        }
        #expect(try chosen() == ["test/queue-key fail", "test/queue-fifo fail"])
        #expect(try chosen("--status", "pass") == ["test/queue-any pass"])
        #expect(try chosen("--status", "all") == ["test/queue-key fail", "test/queue-fifo fail", "test/queue-any pass"])
        #expect(try chosen("--status", "pass,fail", "--severity", "low") == ["test/queue-key fail", "test/queue-fifo fail"])
        #expect(try chosen("--control", "test/queue-fifo") == ["test/queue-fifo fail"])
        #expect(try chosen("--control", "test/queue-fifo,test/queue-key") == ["test/queue-key fail", "test/queue-fifo fail"])
    }

    @Test func theSameAnswerEveryTime() throws {
        for number in 0..<60 {
            try folder.write("code/\(number)/main.tf", TestContent.queue)
            try folder.write("code/\(number)/q.yaml", "Resources: {Q: {Type: 'AWS::SQS::Queue'}}\n")
        }
        let first = try scan("--format", "json", "--status", "all").output
        #expect(first.split(separator: "\n").count == 3 * 121)
        for _ in 0..<4 { #expect(try scan("--format", "json", "--status", "all").output == first) }
        let onOneCore = try kamae.shell(
            "taskset -c 0 \"$KAMAE\" scan code --format json --status all --content content")
        #expect(onOneCore.output == first)
    }

    @Test func japanese() throws {
        let run = try scan("--language", "ja")
        #expect(run.output.contains("キューに鍵がある  test/queue-key"))
        #expect(run.output.contains("→ kms_master_key_id を設定してください。"))
        #expect(run.output.contains("不合格 2（high 1、low 1） · 合格 1 · アセット 1 件"))
        var other = kamae
        other.environment = ["LANG": "ja_JP.UTF-8"]
        #expect(try other.run(["scan", "code"] + content).output.contains("キューに鍵がある"))
        other.environment = ["LANG": "ja_JP.UTF-8", "LC_ALL": "C"]
        #expect(try other.run(["scan", "code"] + content).output.contains("Queues have a key"))
        let line = try #require(try scan("--language", "ja", "--format", "json").objects().first)
        #expect(line["title"] as? String == "キューに鍵がある")
    }

    @Test func aPathGivenTwiceIsReadOnce() throws {
        let run = try scan("code/main.tf", "./code", folder.path + "/code", "code/../code", "--format", "json")
        #expect(try run.objects().count == 2)
    }

    @Test func nothingToJudgeIsSaid() throws {
        try folder.make("empty")
        let run = try kamae.run(["scan", "empty"] + content)
        #expect(run.status == 3)
        #expect(
            run.errors == """
                error: there is no Terraform, CloudFormation or Kubernetes file in empty; name the folder or file that holds the code \
                (nothing-to-scan)

                """)
    }

    @Test func completionScripts() throws {
        for (shell, mark) in [("bash", "complete -o filenames"), ("zsh", "#compdef kamae"), ("fish", "complete -c 'kamae'")] {
            let run = try kamae("completion", shell)
            #expect(run.status == 0)
            #expect(run.output.contains(mark))
            for command in ["scan", "collect", "find", "show", "findings", "policy", "permissions"] {
                #expect(run.output.contains(command))
            }
        }
        #expect(try kamae.shell("\"$KAMAE\" completion bash | bash -n").errors == "")
    }
}
