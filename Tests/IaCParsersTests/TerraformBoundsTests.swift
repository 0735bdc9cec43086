import Document
import Foundation
import IaCParsers
import PostureModel
import SourceText
import Testing

/// Files that no person writes: they end in a diagnostic, never in a trap or an overflowing stack, on worker threads too.
@Suite struct TerraformBoundsTests {
    /// Two folders, so that two threads work.
    private func programs(_ text: String) throws -> [DeclaredProgram] {
        try terraform(["a/main.tf": text, "b/main.tf": text])
    }

    @Test func deepNesting() throws {
        let deep = [
            String(repeating: "[", count: 100_000),
            String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000),
            String(repeating: "{a=", count: 5_000) + "1" + String(repeating: "}", count: 5_000),
            String(repeating: "!", count: 100_000) + "true",
            String(repeating: "-", count: 100_000) + "1",
            String(repeating: "f(", count: 5_000),
            String(repeating: "\"${", count: 5_000),
            String(repeating: "1 ? ", count: 5_000),
            "x" + String(repeating: "[0]", count: 100_000),
            "x" + String(repeating: ".a", count: 100_000),
            "1" + String(repeating: "+1", count: 100_000),
        ]
        for text in deep {
            let programs = try programs("resource \"t_r\" \"r\" {\n  v = \(text)\n}\nresource \"t_r\" \"s\" {}\n")
            #expect(programs.count == 2)
            for program in programs { #expect(program.addresses.contains("t_r.s") || !program.diagnostics.isEmpty) }
        }
        let blocks = try programs(String(repeating: "a {\n", count: 5_000) + String(repeating: "}\n", count: 5_000))
        #expect(blocks.allSatisfy { !$0.diagnostics.isEmpty })
    }

    @Test func nestingWithinTheLimitIsEvaluated() throws {
        let text = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
        let programs = try programs("resource \"t_r\" \"r\" { v = \(text) }")
        #expect(programs.first?.json("t_r.r") == #"{"v":\#(text)}"#)
    }

    @Test func longChains() throws {
        var locals = "locals {\n  l0 = \"end\"\n"
        for index in 1...2_000 { locals += "  l\(index) = upper(lower(\"${local.l\(index - 1)}\"))\n" }
        let text = locals + "}\nresource \"t_r\" \"near\" { v = local.l20 }\nresource \"t_r\" \"r\" { v = local.l2000 }\n"
        for program in try programs(text) {
            #expect(program.json("t_r.near") == #"{"v":"END"}"#)
            #expect(program.codes.contains("hcl-evaluation-limit"))
        }
        var resources = "resource \"t_r\" \"r0\" { b = \"x\" }\n"
        for index in 1...1_000 {
            resources +=
                "resource \"t_r\" \"r\(index)\" {\nb {\ndynamic \"c\" {\nfor_each = [t_r.r\(index - 1).b]\ncontent { v = c.value }\n}\n}\n}\n"
        }
        #expect(try programs(resources).allSatisfy { $0.resources.count == 1_001 })
    }

    @Test func deepModules() throws {
        var files: [String: String] = [:]
        for root in ["a", "b"] {
            for level in 0..<300 {
                files["\(root)/m\(level)/m.tf"] = """
                    variable "v" { default = "start" }
                    module "n" {
                      source = "../m\(level + 1)"
                      v = upper(var.v)
                    }
                    output "o" { value = lower(module.n.o) }
                    resource "t_r" "r" { v = module.n.o }
                    """
            }
            files["\(root)/m300/m.tf"] = "variable \"v\" {}\noutput \"o\" { value = var.v }\n"
        }
        let programs = try terraform(files)
        #expect(programs.count >= 2)
        #expect(programs.flatMap(\.codes).contains("terraform-module-depth"))
    }

    @Test func growingValues() throws {
        var text = "locals {\n  a0 = [\"x\", \"y\"]\n"
        for index in 1...40 { text += "  a\(index) = [local.a\(index - 1), local.a\(index - 1)]\n" }
        text += "  s0 = \"0123456789\"\n"
        for index in 1...40 { text += "  s\(index) = \"${local.s\(index - 1)}${local.s\(index - 1)}\"\n" }
        text += "}\nresource \"t_r\" \"r\" {\n  a = local.a40\n  s = local.s40\n}\nresource \"t_r\" \"after\" { v = 1 }\n"
        for program in try programs(text) {
            #expect(program.json("t_r.after") == #"{"v":1}"#)
            #expect(!program.codes.isEmpty)
        }
    }

    /// What is wrong is said, and a good root beside it is judged all the same.
    private func bounded(_ text: String, _ code: String, files: [String: String] = [:], steps: Int = 20_000_000) throws {
        let tree = try TemporaryTree(
            files.merging(["a/main.tf": text, "b/main.tf": "resource \"t_r\" \"good\" { v = 1 }"]) { first, _ in first })
        let programs = IaCParsers.parse(paths: [tree.path], options: .init(terraformSteps: steps)).programs
        #expect(programs.first?.codes.contains(code) == true, "\(programs.first?.codes ?? [])")
        #expect(programs.last?.json("t_r.good") == #"{"v":1}"#)
    }

    /// A small text may be said of many resources.
    @Test func manyLargeResources() throws {
        try bounded(
            """
            locals {
              line = join("", [for i in range(1000) : "0123456789"])
              text = join("", [for i in range(200) : local.line])
            }
            resource "t_r" "r" {
              count = 10000
              v     = local.text
            }
            """, "terraform-too-many-resources")
    }

    /// The work of a function grows with what it is given, and every instance asks anew.
    @Test(arguments: [
        "length(upper(local.text))", "length(split(\"1\", local.text))", "length(regexall(\"[0-9]\", local.text))",
        "length(replace(local.text, \"/1/\", \"2\"))", "sha256(local.text)", "length(jsonencode(local.list))", "length(flatten([local.list]))",
        "contains(local.list, count.index)", "local.list == concat(local.list, [1])", "length(\"${local.text}${count.index}\")",
        "length(file(\"large.txt\"))", "length(fileset(\"many\", \"*.txt\"))",
    ])
    func workOfFunctions(_ expression: String) throws {
        var files = ["a/large.txt": String(repeating: "x", count: 1_000_000)]
        for number in 0..<200 { files["a/many/\(number).txt"] = "" }
        try bounded(
            """
            locals {
              line = join("", [for i in range(1000) : "0123456789"])
              text = join("", [for i in range(300) : local.line])
              list = setproduct(range(300), range(300))
            }
            resource "t_r" "r" {
              count = 3000
              v     = [\(expression), \(expression), \(expression), \(expression)]
            }
            """, "hcl-evaluation-limit", files: files, steps: 600_000)
    }

    /// What looks at one part of a collection is not charged for all of it.
    @Test func largeTablesMayBeLookedUp() throws {
        let program = try terraform(
            """
            locals { table = { for i in range(1000) : "k${i}" => { size = i } } }
            resource "t_r" "r" {
              count = 5000
              v     = lookup(local.table, "k${count.index}", { size = 0 }).size
              w     = length(local.table)
              x     = contains(["a", "b"], "a")
            }
            """)
        #expect(program.codes.isEmpty)
        #expect(program.json("t_r.r[999]") == #"{"v":999,"w":1000,"x":true}"#)
    }

    @Test func blocksWithWrongLabelsAreSaid() throws {
        let program = try terraform("resource \"t_r\" {}\nvariable {}\nmodule \"a\" \"b\" {}\nresource \"t_r\" \"r\" {}")
        #expect(program.codes == ["terraform-block-labels", "terraform-block-labels", "terraform-block-labels"])
        #expect(program.addresses == ["t_r.r"])
    }

    @Test func brokenFilesDoNotHideTheOthers() throws {
        let programs = try terraform(["main.tf": "resource \"t_r\" \"r\" {\n  a = \n}\n", "good.tf": "resource \"t_r\" \"good\" { v = 1 }"])
        #expect(programs.first?.addresses.contains("t_r.good") == true)
        #expect(programs.first?.diagnostics.isEmpty == false)
    }

    @Test func notUTF8AndFoldersWithFileNames() throws {
        let tree = try TemporaryTree(["main.tf": "resource \"t_r\" \"good\" { v = 1 }", "x.tf/y.tf": "resource \"t_r\" \"inner\" {}"])
        try Data([0x72, 0xFF, 0xFE, 0x00]).write(to: URL(filePath: "\(tree.path)/bad.tf"))
        let result = scanned(tree)
        #expect(result.programs.flatMap(\.addresses) == ["t_r.good", "t_r.inner"])
        #expect(!result.programs.flatMap(\.diagnostics).isEmpty)
    }
}
