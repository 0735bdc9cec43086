import Document
import Foundation
import IaCParsers
import PostureModel
import Testing

/// Generated configurations, planned by the `terraform` program where there is one and evaluated here: the same resource
/// instances with the same values.
@Suite struct TerraformOracleTests {
    static let program = ["/usr/local/bin/terraform", "/usr/bin/terraform"].first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: program != nil, "there is no terraform program")) func plansAgree() throws {
        let terraform = try #require(Self.program)
        for seed in 1...3 {
            var generator = ConfigurationGenerator(seed: UInt64(seed))
            let tree = try TemporaryTree(generator.files(cases: 120))
            _ = try Self.run(terraform, ["init", "-input=false", "-no-color"], in: tree.path)
            _ = try Self.run(terraform, ["plan", "-input=false", "-no-color", "-out=plan"], in: tree.path)
            let plan = try Document(json: try Self.run(terraform, ["show", "-json", "plan"], in: tree.path)).root
            var expected: [String: String] = [:]
            for change in plan["resource_changes"]?.elements ?? [] {
                guard let address = change["address"]?.string else { continue }
                expected[address] = JSONWriter(sortsKeys: true).string(try #require(change["change"]?["after"]?["input"]))
            }
            let result = scanned(tree)
            let program = try #require(result.programs.first)
            #expect(program.diagnostics.isEmpty, "\(program.diagnostics.prefix(5))")
            #expect(expected.count > 200)
            #expect(Set(program.addresses) == Set(expected.keys))
            for resource in program.resources {
                let input = resource.body.root["input"].map { JSONWriter(sortsKeys: true).string(Self.withoutNulls($0)) }
                let wanted = try expected[resource.address].map {
                    JSONWriter(sortsKeys: true).string(Self.withoutNulls(try Document(json: $0).root))
                }
                #expect(input == wanted, "\(resource.address) of seed \(seed)")
            }
        }
    }

    /// Bodies leave out what is null.
    private static func withoutNulls(_ value: DocumentValue) -> DocumentValue {
        let builder = DocumentBuilder()
        func copy(_ value: DocumentValue) {
            switch value.kind {
            case .map:
                builder.beginMap()
                for (key, member) in value.members where !member.isNull {
                    builder.key(key.text)
                    copy(member)
                }
                builder.endMap()
            case .list:
                builder.beginList()
                value.elements.forEach(copy)
                builder.endList()
            default: builder.copy(value)
            }
        }
        copy(value)
        return (try? builder.finish().root) ?? value
    }

    private static func run(_ program: String, _ arguments: [String], in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["CHECKPOINT_DISABLE": "1", "PATH": "/usr/bin:/bin", "HOME": folder]
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(arguments): \(String(decoding: said, as: UTF8.self).prefix(3000))")
        return String(decoding: text, as: UTF8.self)
    }
}

/// Makes modules with variables, locals, loops, conditions, nested modules and outputs that Terraform accepts.
struct ConfigurationGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }

    mutating func files(cases: Int) -> [String: String] {
        var files: [String: String] = [:]
        var root = ""
        for number in 0..<cases {
            let folder = "case\(number)"
            files["\(folder)/main.tf"] = module()
            files["\(folder)/inner/main.tf"] = inner()
            root += call(number, "./\(folder)")
        }
        files["main.tf"] = root
        files["terraform.tfvars"] = "shared = { a = 1, b = \"two\" }\n"
        files["variables.tf"] = """
            variable "shared" {
              type = object({ a = number, b = string, c = optional(list(string), ["x"]) })
            }
            locals { on = \(pick(["true", "var.shared.a == 1", "length(var.shared.c) > 3"])) }
            """
        return files
    }

    private mutating func call(_ number: Int, _ source: String) -> String {
        var text = "module \"m\(number)\" {\n  source = \"\(source)\"\n"
        let repetition = next(5)
        var key = "\"k\""
        if repetition == 0 {
            text += "  count = \(pick(["2", "local.on ? 1 : 0", "length(var.shared.c)"]))\n"
            key = "count.index"
        } else if repetition == 1 {
            text +=
                "  for_each = \(pick(["toset([\"a\", \"b\"])", "{ x = 1, y = 2 }", "{ for k, v in { a = 1, b = 2 } : k => v if v > 1 }"]))\n"
            key = "each.key"
        }
        if next(2) == 0 { text += "  text = \(pick([key, "null", "var.shared.b", "\"${\(key)}-x\""]))\n" }
        if next(2) == 0 { text += "  numbers = \(pick(["[3, 1, 2]", "[\"1\", 2]", "[]", "[for i in range(4) : i * 2]"]))\n" }
        if next(2) == 0 {
            text += "  settings = \(pick(["{}", "{ p = { port = 1 } }", "{ q = { port = \"2\", on = null, tags = { a = 1 } } }"]))\n"
        }
        if next(2) == 0 { text += "  required = \(pick(["null", "\"\"", "5", "true"]))\n" } else { text += "  required = \"r\"\n" }
        return text + "}\n"
    }

    private mutating func module() -> String {
        let localText = pick([
            "upper(coalesce(var.text, \"none\"))", "format(\"%s/%03d\", coalesce(var.text, \"n\"), length(var.numbers))",
            "join(\"-\", sort([for n in var.numbers : tostring(n)]))", "var.text == null ? \"null\" : \"<${var.text}>\"",
            "try(var.settings[\"p\"].port, \"no port\")", "replace(coalesce(var.text, \"a.b\"), \".\", \"_\")",
        ])
        let localMap = pick([
            "{ for k, v in var.settings : k => v.port }", "merge({ z = 0 }, { for n in var.numbers : \"n${n}\" => n })",
            "{ for i, n in var.numbers : n => i... }", "zipmap([\"a\", \"b\"], [1, 2])",
            "{ for k, v in var.settings : upper(k) => merge({ x = 1 }, v) }",
            "tomap({ a = \"1\", b = \"2\" })",
        ])
        let localList = pick([
            "concat(var.numbers, [9])", "distinct(concat(var.numbers, var.numbers))", "flatten([var.numbers, [[1], []]])",
            "[for k, v in var.settings : \"${k}=${v.port}\"]", "slice(concat(var.numbers, [7, 8]), 0, 2)", "keys(local.map)",
            "reverse(var.numbers)",
        ])
        let repetition = pick([
            "", "count = length(local.list)", "for_each = toset([for e in local.list : tostring(e)])", "for_each = local.map",
            "for_each = var.settings", "count = var.required == null ? 0 : 2",
        ])
        let own = repetition.hasPrefix("count") ? "count.index" : repetition.isEmpty ? "local.text" : "[each.key, each.value]"
        return """
            variable "text" { default = "dflt" }
            variable "required" { \(pick(["", "type = string", "nullable = true"])) }
            variable "numbers" {
              type = \(pick(["list(number)", "list(string)", "list(number)"]))
              default = [1, 2]
              \(pick(["", "nullable = false"]))
            }
            variable "settings" {
              type = map(object({ port = number, on = optional(bool, true), tags = optional(map(string), {}) }))
              default = { d = { port = 80 } }
            }
            locals {
              text = \(localText)
              map = \(localMap)
              list = \(localList)
            }
            resource "terraform_data" "one" {
              \(repetition)
              input = { own = \(own), text = local.text, list = local.list, required = var.required }
            }
            module "inner" {
              source = "./inner"
              \(pick(["", "count = 2", "for_each = local.map"]))
              value = \(pick(["local.map", "local.list", "var.settings", "local.text"]))
            }
            resource "terraform_data" "two" {
              input = [module.inner, \(pick(["local.map", "var.settings", "length(local.list)", "[for x in local.list : x if x != null]"]))]
            }
            output "text" { value = local.text }
            """
    }

    private mutating func inner() -> String {
        """
        variable "value" { \(pick(["", "type = any"])) }
        locals { json = jsonencode(var.value) }
        resource "terraform_data" "leaf" {
          input = \(pick(["var.value", "local.json", "jsondecode(local.json)", "[var.value, path.module]", "\"${length(var.value)} of ${local.json}\""]))
        }
        output "json" { value = \(pick(["local.json", "var.value", "try(var.value.a, \"no\")", "can(keys(var.value))"])) }
        """
    }
}
