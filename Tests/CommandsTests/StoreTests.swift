import Foundation
import Testing

/// Commands on a store: where it is, what is wrong with it, and what searches over it can't do.
@Suite struct StoreTests {
    private let folder = TestFolder()
    private let content: [String]
    private let kamae: Kamae

    init() throws {
        content = try TestContent.make(in: folder)
        kamae = Kamae(in: folder)
        try folder.write("code/main.tf", TestContent.queue)
        try kamae.run(["scan", "code", "--store", "sqlite:s.db"] + content)
    }

    @Test func theStoreIsNamedOrInTheEnvironmentOrInTheDataFolder() throws {
        #expect(try kamae("find", "true", "--store", "s.db").lines == ["orders  AWS::SQS::Queue  -  aws_sqs_queue.orders  code/main.tf:1"])
        var other = kamae
        other.environment["KAMAE_STORE"] = "sqlite:s.db"
        #expect(try other("find", "true").lines.count == 1)
        // The option is over the environment.
        let missing = try other("find", "true", "--store", "new.db")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("there is no store at sqlite:new.db, so nothing is known yet"))
        // A scan keeps nothing unless a store is named, and reading makes no store.
        try kamae.run(["scan", "code"] + content)
        for arguments in [["find", "true"], ["show", "orders"], ["findings"] + content] {
            let run = try kamae.run(arguments)
            #expect(run.status == 2)
            #expect(run.errors.contains("/home/.local/share/kamae/kamae.db, so nothing is known yet"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/home/.local/share/kamae/kamae.db"))
    }

    @Test func anEmptyStoreIsNoGoodNews() throws {
        try folder.make("nothing")
        try kamae.run(["scan", "nothing", "--store", "empty.db"] + content)
        for arguments in [["find", "true"], ["findings"] + content] {
            let run = try kamae.run(arguments + ["--store", "empty.db"])
            #expect(run.output == "")
            #expect(run.errorLines.last == "the store is empty: run kamae collect aws, or kamae scan PATH --store …")
        }
        // A filter that leaves nothing is another thing.
        #expect(try kamae("find", "asset.name == 'other'", "--store", "s.db").errors == "0 assets\n")
        // What was not asked for is not counted.
        #expect(try kamae.run(["findings", "--store", "s.db", "--severity", "critical"] + content).output == "0 failed\n")
    }

    @Test func thingsAreShownByTheirNames() throws {
        try folder.write("more/main.tf", TestContent.queue)
        try kamae.run(["scan", "more", "--store", "s.db"] + content)
        try folder.write("one/main.tf", TestContent.goodQueue)
        try kamae.run(["scan", "one", "--store", "s.db"] + content)
        let one = try kamae("show", "good.fifo", "--store", "s.db")
        #expect(one.status == 0)
        #expect(one.output.hasPrefix("good.fifo  AWS::SQS::Queue\n"))
        let two = try kamae("show", "orders", "--store", "s.db")
        #expect(two.status == 2)
        #expect(two.errors.contains("2 assets are called orders; name one by its id or address:\n  AWS::SQS::Queue aws_sqs_queue.orders\n"))
        #expect(try kamae.run(["findings", "--asset", "nothing", "--store", "s.db"] + content).status == 2)
        #expect(try kamae("find", "true", "--type", "AWS::SQS::Quee", "--store", "s.db").errors.contains("did you mean 'AWS::SQS::Queue'?"))
    }

    @Test func findShowAndFindings() throws {
        #expect(try kamae("find", "asset.name == 'orders'", "--store", "s.db").errors == "1 asset\n")
        #expect(try kamae("find", "asset.name == 'other'", "--store", "s.db").output == "")
        #expect(try kamae("find", "true", "--type", "AWS::S3::Bucket", "--store", "s.db").output == "")
        #expect(try kamae("find", "true", "--face", "live", "--store", "s.db").output == "")
        let show = try kamae("show", "aws_sqs_queue.orders", "--store", "s.db")
        #expect(show.status == 0)
        #expect(show.output.contains("QueueName = \"orders\""))
        #expect(show.output.contains("HIGH     Queues have a key  test/queue-key"))
        let unknown = try kamae("show", "nothing", "--store", "s.db")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("the store has no asset nothing"))
        #expect(try kamae.run(["findings", "--store", "s.db"] + content).status == 0)
        #expect(try kamae.run(["findings", "--store", "s.db", "--fail-on", "high"] + content).status == 1)
        #expect(try kamae.run(["findings", "--store", "s.db", "--fail-on", "critical"] + content).status == 0)
        #expect(
            try kamae.run(["findings", "--store", "s.db", "--control", "test/queue-key", "--format", "json"] + content).lines.count == 1)
        #expect(try kamae.run(["findings", "--store", "s.db", "--control", "test/nothing"] + content).status == 2)
    }

    @Test func storesThatAreNone() throws {
        try folder.write("noise.db", (0..<30_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) })
        try folder.write("text.db", "not a store")
        try folder.make("folder.db")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/s.db"))
        try folder.write("damaged.db", Array(bytes.prefix(4096)) + [UInt8](repeating: 0xA5, count: bytes.count - 4096))
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/noise.db"))
        for (name, code) in [
            ("noise.db", "store-not-a-store"), ("text.db", "store-not-a-store"), ("folder.db", "store-unreadable"),
            ("damaged.db", "store-corrupt"), ("mysql:x", "store-kind"),
            ("sqlite:", "store-location"),
        ] {
            for arguments in [["find", "true"], ["show", "x"], ["findings"] + content, ["scan", "code"] + content] {
                let run = try kamae.run(arguments + ["--store", name])
                #expect(run.status == 2, "\(arguments) \(name): \(run.errors)")
                #expect(run.errors.contains("(\(code))"), "\(arguments) \(name): \(run.errors)")
                #expect(run.output == "")
            }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/noise.db")) == before)
    }

    @Test func aSearchThatFailsIsNotAnEmptyOne() throws {
        let list = "[1,2,3,4,5,6,7,8,9,10]"
        let expensive = "abcdefghij".reversed().reduce("true") { "\(list).all(\($1), \($0))" }
        let run = try kamae("find", expensive, "--store", "s.db", "--quiet")
        #expect(run.status == 3)
        #expect(run.errors == "error: 1 of the assets could not be judged: the evaluation took more steps than its limit\n")
        #expect(try kamae("find", "9223372036854775807 + size(asset.name) > 0", "--store", "s.db").status == 3)
        // A property that an asset does not have only means that it does not fit.
        let missing = try kamae("find", "asset.properties.QueueNam == 'orders'", "--store", "s.db")
        #expect(missing.status == 0)
        #expect(missing.errors == "0 assets\nnote: on some assets: no such key: \"QueueNam\"\n")
    }

    /// A slip is no empty answer, whatever the store holds.
    @Test(arguments: [
        ("asset.name", "expression:1:1: error: the expression gives string, but bool is wanted here"),
        ("true ? asset.region : asset.name", "expression:1:1: error: the expression gives string, but bool is wanted here"),
        ("asset.tags", "expression:1:1: error: the expression gives map(string, dyn), but bool is wanted here"),
        ("asset", "expression:1:1: error: the expression gives asset, but bool is wanted here"),
        ("asset.nam == 'orders'", "expression:1:7: error: asset has no field 'nam'; did you mean 'name'?"),
    ])
    func whatIsNoConditionIsRefused(expression: String, expected: String) throws {
        for store in ["s.db", "empty.db"] {
            let run = try kamae("find", expression, "--store", store)
            #expect(run.status == 2)
            #expect(run.output == "")
            #expect(run.errors.hasPrefix("kamae: " + expected), "\(run.errors)")
        }
    }

    /// What a property is shows only where there is one.
    @Test func whatTurnsOutToBeNoConditionIsRefused() throws {
        let run = try kamae("find", "asset.properties.QueueName", "--store", "s.db")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("kamae: expression:1:1: error: the expression gives string, but bool is wanted here"))
        // It is one of some assets.
        try folder.write("code/b.tf", "resource \"aws_sqs_queue\" \"b\" {\n  name = \"b\"\n}\n")
        try kamae.run(["scan", "code", "--store", "s.db"] + content)
        let mixed = try kamae("find", "asset.name == 'b' ? false : dyn(asset.name)", "--store", "s.db")
        #expect(mixed.status == 0)
        #expect(mixed.errors.contains("note: on some assets: the expression gives string, but bool is wanted here"))
    }

    @Test(arguments: [
        ("asset.name ==", "expression:1:14: error: expected an expression, found the end of the expression (cel-syntax)"),
        ("asset.name ==\n  \"x", "expression:2:3: error: the string has no closing quote"),
        ("assett.name == ''", "expression:1:1: error: 'assett' is not declared; did you mean 'asset'? (cel-unknown-name)"),
        ("1", "expression:1:1: error: the expression gives int, but bool is wanted here; compare it with something, or ask has(…) (cel-type-mismatch)"),
        ("asset.name.matches('(((a{1000}){1000}){1000})')", "expression:1:20: error: the regular expression is not valid"),
        ("asset.name.matches('\u{1B}]0;x\u{07}\u{9B}31m\u{202E}(')", "missing ): \\u{1b}]0;x\\u{7}\\u{9b}31m\\u{202e}("),
        ("asset.name == \u{1B}[31m", "expression:1:15: error: "),
        ("`\u{1B}[2J` == 1", "\\u{1b}[2J"),
        ("asset.name.startsWith('a').\u{202E}b", "expression:1:28: error: "),
        (String(repeating: "(", count: 10_000) + "true" + String(repeating: ")", count: 10_000), "is nested more than 250 levels deep"),
        (String(repeating: "!", count: 10_001) + "true", "is nested more than 250 levels deep"),
        (String(repeating: "[", count: 60_000), "is nested more than 250 levels deep"),
        ("asset" + String(repeating: ".b", count: 50_000), "is nested more than 250 levels deep"),
        ("asset.name.matches('" + String(repeating: "(a|b)*", count: 10_000) + "')", "the pattern has more than 4096 bytes"),
    ])
    func hostileExpressions(expression: String, expected: String) throws {
        let run = try kamae("find", expression, "--store", "s.db")
        #expect(run.status == 2)
        #expect(run.output == "")
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(!run.errors.unicodeScalars.contains(where: Self.isHostile), "\(run.errors.debugDescription)")
    }

    /// What moves the cursor, changes colours, or turns the order of what is read.
    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    /// Names, tags, values and what is not known of them come from files and APIs, whoever wrote them.
    @Test func whatOthersWroteMovesNoCursor() throws {
        let evil = "\\u001b[31mx\\u001b]0;t\\u0007\\u009b2J\\u202ey\\u2066z\\r"
        try folder.write(
            "evil/main.tf",
            """
            resource "aws_sqs_queue" "q" {
              for_each          = toset(["\(evil)"])
              name              = each.key
              kms_master_key_id = aws_kms_key.k["\(evil)"].arn
              tags              = { "\(evil)" = "\(evil)" }
            }
            resource "aws_kms_key" "k" {
              for_each = toset(["\(evil)"])
            }

            """)
        let code = ["evil"] + content + ["--status", "all"]
        try kamae.run(["scan"] + code + ["--store", "e.db"])
        let found = try kamae("find", "asset.type == 'AWS::SQS::Queue'", "--store", "e.db", "--format", "json")
        let id = try #require(try found.objects().first?["id"] as? String)
        #expect(id.contains("\u{1B}"))
        for arguments in [
            ["scan"] + code, ["findings", "--store", "e.db", "--status", "all"] + content, ["find", "true", "--store", "e.db"],
            ["show", id, "--store", "e.db"], ["show", id + "\u{1B}", "--store", "e.db"],
        ] {
            let run = try kamae.run(arguments)
            let terminal = try kamae.onTerminal(columns: 80, arguments + ["--no-color"])
            #expect((run.output + run.errors).contains("\\u{1b}[31mx"))
            for text in [run.output, run.errors, terminal] {
                #expect(!text.unicodeScalars.contains(where: Self.isHostile), "\(arguments): \(text.debugDescription)")
            }
        }
    }
}
