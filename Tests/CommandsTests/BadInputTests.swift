import Foundation
import Testing

/// Files that are broken, hostile or odd: each ends in a diagnostic with its place, and the rest is still judged, in seconds.
@Suite struct BadInputTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        // Two more files of each kind: what is read side by side is read on threads with stacks of their own.
        try folder.write("code/zz-good.tf", TestContent.queue)
        try folder.write("code/zz-good.yaml", "Resources: {Q: {Type: 'AWS::SQS::Queue'}}\n")
        try folder.write("code/zz-good.json", "{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\"}}}\n")
    }

    private static let deep = 100_000

    private static func nested(_ open: String, _ inside: String, _ close: String, _ count: Int = deep) -> String {
        String(repeating: open, count: count) + inside + String(repeating: close, count: count)
    }

    private func scan(_ path: String = "code") throws -> Kamae.Outcome {
        let run = try kamae.run(["scan", path, "--format", "json", "--control", "test/queue-key"] + content)
        _ = try run.objects()
        return run
    }

    /// The good files are judged, and what is wrong is said.
    private func expect(_ file: String, _ text: String, _ expected: String) throws {
        try folder.write("code/\(file)", text)
        let run = try scan()
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.lines.count >= 3)
        #expect(run.errors.contains("code/\(file)\(expected)"), "\(run.errors)")
    }

    @Test(arguments: [
        ("a/a.tf", "resource \"x\" {{{", ":1:15: error: "),
        ("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: [\n", ":4:1: error: "),
        ("a.json", "{\"Resources\": {\"a\": {\"Type\": \"AWS::SQS::Queue\"", ":1:47: error: the text ends too early"),
        ("a.json", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",}", ":1:33: error: expected a key in double quotes, found '}'"),
    ])
    func brokenText(file: String, text: String, expected: String) throws { try expect(file, text, expected) }

    @Test func deepJSON() throws {
        let head = "{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Resources\":"
        try expect(
            "a.json", head + Self.nested("[", "", "]") + "}", ":1:310: error: the value is nested more than 256 deep (document-too-deep)")
        try expect(
            "a.json", head + Self.nested("{\"a\":", "1", "}") + "}",
            ": error: the value is nested more than 256 deep".replacingOccurrences(of: ": error", with: ":1:1330: error"))
    }

    @Test(arguments: [
        ("a.yaml", "apiVersion: v1\nkind: Pod\nx: " + nested("[", "", "]"), ":3:259: error: the value is nested more than 256 deep"),
        ("a.yaml", "apiVersion: v1\nkind: Pod\nx: " + nested("{a: ", "", "}"), ":3:1024: error: the value is nested more than 256 deep"),
        ("a.yaml", "apiVersion: v1\nkind: Pod\nx:\n " + nested("- ", "1", ""), ":4:512: error: the value is nested more than 256 deep"),
        ("a/a.tf", "locals {\n a = " + nested("[", "", "]") + "\n}\n", "error: nested deeper than"),
        ("a/a.tf", "locals {\n a = " + nested("(", "1", ")") + "\n}\n", "error: nested deeper than"),
        ("a/a.tf", nested("a {\n", "", "}\n"), "error: nested deeper than"),
        ("a/a.tf", "locals {\n a = " + nested("-", "1", "") + "\n}\n", "error: nested deeper than"),
        ("a/a.tf", "locals {\n a = \"" + nested("${\"", "x", "\"}") + "\"\n}\n", "error: nested deeper than"),
        ("a/a.tf", "locals {\n a = " + nested("true ? 1 : ", "1", "") + "\n}\n", "error: nested deeper than"),
        ("a/a.tf", "locals {\n a = " + nested("f(", "", ")") + "\n}\n", "error: nested deeper than"),
    ])
    func deepNesting(file: String, text: String, expected: String) throws {
        try folder.write("code/\(file)", text)
        let run = try scan()
        #expect(run.status == 1)
        #expect(run.lines.count == 3)
        #expect(run.errorLines.contains { $0.hasPrefix("code/\(file):") && $0.contains(expected) }, "\(run.errors)")
        // One broken file does not bury what is said of the others.
        #expect(run.errorLines.count <= 12)
    }

    @Test func aliasesThatExplode() throws {
        let laughs = (1..<12).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ",") + "]\n" }
        try expect(
            "a.yaml", "apiVersion: v1\nkind: Pod\na0: &a0 [x,x,x,x,x,x,x,x,x]\n" + laughs.joined(),
            ":1:1: error: aliases make more than 20000 values of the ")
    }

    @Test func loopsThatExplode() throws {
        func list(_ name: String) -> String { (0..<1_000).map { "\(name)\($0)" }.joined(separator: ", ") }
        let text = """
            Transform: AWS::LanguageExtensions
            Resources:
              Fn::ForEach::A:
                - I
                - [\(list("a"))]
                - Fn::ForEach::B:
                    - J
                    - [\(list("b"))]
                    - "Q${I}${J}": {Type: 'AWS::SQS::Queue', Properties: {KmsMasterKeyId: k}}

            """
        try expect("a.yaml", text, ":7:9: error: the template's loops make more than 10000 turns; the rest is not judged")
    }

    @Test func cycles() throws {
        try expect(
            "a.yaml",
            """
            Conditions:
              A: !Not [{Condition: B}]
              B: !Not [{Condition: A}]
            Resources:
              Q: {Type: 'AWS::SQS::Queue', Condition: A, Properties: {QueueName: !Ref R}}
              R: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Ref Q}}

            """, ":2:6: error: the condition A depends on itself (condition-cycle)")
        try folder.write("code/n/n.tf", "module \"o\" {\n  source = \"../o\"\n}\n" + TestContent.queue)
        try folder.write("code/o/o.tf", "module \"n\" {\n  source = \"../n\"\n}\n" + TestContent.queue)
        let run = try scan()
        #expect(run.errors.contains("error: "))
        #expect(run.output.contains("code/n/n.tf") && run.output.contains("code/o/o.tf"))
    }

    @Test func hugeFiles() throws {
        for name in ["big.yaml", "big.json", "big.template", "m/big.tf"] {
            try folder.write("code/\(name)", name == "big.yaml" ? "apiVersion: v1\nkind: Pod\n" : "")
            try #require(truncate(folder.path + "/code/\(name)", 1 << 30) == 0)
        }
        let run = try scan()
        #expect(run.status == 1)
        #expect(run.lines.count == 3)
        #expect(
            run.errorLines.sorted()
                == ["big.yaml", "m/big.tf"].map {
                    "code/\($0): error: the file has 1073741824 bytes, more than the limit of 16777216 (file-too-large)"
                })
        let named = try scan("code/big.json")
        #expect(named.status == 3)
        #expect(named.errors.contains("code/big.json: error: the file has 1073741824 bytes"))
    }

    @Test func textsThatAreNotUTF8() throws {
        try folder.write("code/a.yaml", Array("apiVersion: v1\nkind: Pod\nmetadata: {name: \"".utf8) + [0xFF, 0xFE] + Array("\"}\n".utf8))
        try folder.write("code/b.json", Array("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"x\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        try folder.write("code/c/c.tf", Array("locals {\n  a = \"".utf8) + [0xFF] + Array("\"\n}\n".utf8))
        try folder.write("code/d.yaml", [0xFF, 0xFE] + "apiVersion: v1\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] })
        let run = try scan()
        #expect(run.status == 1)
        for place in ["a.yaml:3:19: error", "b.json:1:38: error", "c/c.tf:2:8: error", "d.yaml:1:1: warning"] {
            #expect(run.errors.contains("code/\(place)"), "\(run.errors)")
        }
    }

    @Test func linksThatLoop() throws {
        let path = folder.path + "/code/"
        for (name, target) in [
            ("up", ".."), ("root", "/"), ("one.tf", "two.tf"), ("two.tf", "one.tf"), ("self.yaml", "self.yaml"), ("zero.yaml", "/dev/zero"),
        ] {
            try FileManager.default.createSymbolicLink(atPath: path + name, withDestinationPath: target)
        }
        let run = try scan()
        #expect(run.status == 1)
        #expect(run.lines.count == 3)
        for name in ["one.tf", "two.tf", "self.yaml"] { #expect(run.errors.contains("code/\(name): warning: the link leads nowhere")) }
    }

    @Test func thingsThatAreNoFiles() throws {
        let path = folder.path + "/code/"
        try #require(mkfifo(path + "pipe.yaml", 0o600) == 0)
        try folder.write("code/folder.tf/main.tf", TestContent.queue)
        let run = try scan()
        #expect(run.status == 1)
        #expect(run.lines.count == 4)
        #expect(run.errors.contains("code/pipe.yaml: warning: neither a file nor a folder (file-not-regular)"))
        for name in ["code/pipe.yaml", "/dev/zero", "/dev/null"] {
            let named = try scan(name)
            #expect(named.status == 3)
            #expect(named.errors == "\(name): error: neither a file nor a folder (file-not-regular)\n")
        }
    }

    @Test func whatMayNotBeRead() throws {
        for name in ["no.yaml", "m/no.tf", "closed/a.tf", "unsearchable/a.tf"] { try folder.write("code/\(name)", TestContent.queue) }
        let modes: [(String, mode_t)] = [("no.yaml", 0), ("m/no.tf", 0), ("closed", 0), ("unsearchable", 0o444)]
        for (name, mode) in modes { try #require(chmod(folder.path + "/code/" + name, mode) == 0) }
        defer { for (name, _) in modes { _ = chmod(folder.path + "/code/" + name, 0o700) } }
        try #require(chmod(folder.path, 0o755) == 0)
        // Root may read everything: somebody else looks.
        let user = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "env"
        let run = try kamae.shell("\(user) \"$KAMAE\" scan code --format json --control test/queue-key --content content")
        guard !run.errors.contains("setpriv:"), !run.errors.contains("Permission denied\n") || run.status != 126 else { return }
        #expect(run.status == 1)
        #expect(run.lines.count == 3)
        for text in [
            "code/no.yaml: error: cannot read the file: Permission denied", "code/m/no.tf: error: cannot read the file: Permission denied",
            "code/closed: error: cannot read the folder: Permission denied",
            "code/unsearchable/a.tf: error: cannot read it: Permission denied",
        ] { #expect(run.errors.contains(text), "\(run.errors)") }
    }

    @Test func namesThatAreNoText() throws {
        for (name, text) in [
            ("a\nb.tf", TestContent.queue), ("e\u{1B}[31m/x.tf", TestContent.queue), ("r\u{202E}ft.tf", "locals {\n x = \n}\n"),
        ] {
            try folder.write("code/\(name)", text)
        }
        try folder.write("code/n\nb.yaml", "apiVersion: v1\nkind: Pod\nmetadata: [\n")
        let bytes = Array((folder.path + "/code/").utf8) + [0xFF]
        for ending in [".tf", ".txt"] {
            let descriptor = (bytes + Array(ending.utf8) + [0]).withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
            }
            try #require(descriptor >= 0)
            close(descriptor)
        }
        let run = try scan()
        #expect(run.status == 1)
        let files = try run.objects().compactMap { ($0["location"] as? [String: Any])?["file"] as? String }
        #expect(files.contains("code/e\u{1B}[31m/x.tf"))
        #expect(!run.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        #expect(run.errors.contains("code/n b.yaml:4:1: error: "))
        #expect(run.errors.contains("code/\u{FFFD}.tf: error: the name is not UTF-8; it is not read (name-not-utf8)"))
        #expect(!run.errors.contains("\u{FFFD}.txt"))
        let table = try kamae.run(["scan", "code"] + content)
        #expect(!table.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        let terminal = try kamae.onTerminal(columns: 80, ["scan", "code", "--no-color"] + content)
        #expect(!terminal.contains("\u{1B}"))
    }

    @Test func foldersWithoutEnd() throws {
        var name = "code"
        for _ in 0..<200 { name += "/d" }
        try folder.write(name + "/main.tf", TestContent.queue)
        let run = try scan()
        #expect(run.status == 1)
        #expect(run.errors.contains("error: folders are nested more than 128 deep (folder-too-deep)"))
    }

    @Test func anExplosionOfInstances() throws {
        try expect("a/a.tf", "resource \"aws_sqs_queue\" \"q\" {\n  count = 1000000000\n}\n", ":2:3: error: ")
    }

    @Test func aFileThatChangesWhileItIsRead() throws {
        try folder.write("code/grow.yaml", "apiVersion: v1\nkind: Pod\n")
        let path = folder.path + "/code/grow.yaml"
        let writer = Thread {
            for _ in 0..<2_000 {
                truncate(path, Int.random(in: 0...100_000))
                usleep(100)
            }
        }
        writer.start()
        for _ in 0..<10 {
            let run = try scan()
            #expect(run.status == 1)
            #expect(run.lines.count == 3)
        }
    }
}
