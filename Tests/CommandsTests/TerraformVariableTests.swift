import Foundation
import Testing

/// Values that Terraform would take from the environment.
@Suite struct TerraformVariableTests {
    private let folder = TestFolder()
    private let content: [String]
    private let secret = "hunter2-c0ffee"

    init() throws {
        content = try TestContent.make(in: folder)
    }

    /// The control's verdict, and what decided it.
    private func fifo(_ environment: [String: String]) throws -> (status: String, evidence: [String]) {
        let kamae = Kamae(in: folder, environment: environment)
        let run = try kamae.run(["scan", "code", "--control", "test/queue-fifo", "--status", "all", "--format", "json"] + content)
        let finding = try #require(try run.objects().first)
        let evidence = (finding["evidence"] as? [[String: Any]] ?? []).map {
            "\($0["path"] ?? "") \($0["actual"] ?? "") \($0["source"] ?? "")"
        }
        return (finding["status"] as? String ?? "", evidence)
    }

    @Test func theEnvironmentGivesValues() throws {
        try folder.write(
            "code/main.tf", "variable \"fifo\" {\n  type = bool\n}\nresource \"aws_sqs_queue\" \"q\" {\n  fifo_queue = var.fifo\n}\n")
        #expect(try fifo([:]).status == "unknown")
        #expect(try fifo(["TF_VAR_fifo": "true"]).status == "pass")
        let wrong = try fifo(["TF_VAR_fifo": "false"])
        #expect(wrong.status == "fail")
        #expect(wrong.evidence == ["FifoQueue false TF_VAR_fifo:1:1"])
        // Nothing else is one of its variables.
        for name in ["fifo", "FIFO", "TF_VAR_", "TF_VAR_FIFO", "tf_var_fifo", "TF_VARfifo", "XTF_VAR_fifo", "TF_VAR", "TF_VAR_fifo_"] {
            #expect(try fifo([name: "true"]).status == "unknown", "\(name)")
        }
        // Files win over it.
        try folder.write("code/terraform.tfvars", "fifo = false\n")
        #expect(try fifo(["TF_VAR_fifo": "true"]).evidence == ["FifoQueue false code/terraform.tfvars:1:8"])
    }

    /// Whatever a sensitive variable is used for, its value stays where it is.
    @Test(arguments: ["sensitive = true", "ephemeral = true", "type = object({a = string})\n  sensitive = true"])
    func sensitiveOnesAreNotPrinted(declaration: String) throws {
        let isObject = declaration.contains("object")
        try folder.write(
            "code/main.tf",
            """
            variable "password" {
              \(declaration)
            }
            variable "open" {}
            module "m" {
              source = "./m"
              handed = var.open
            }
            resource "aws_sqs_queue" "q" {
              name              = var.password\(isObject ? ".a" : "")
              kms_master_key_id = "alias/${var.password\(isObject ? ".a" : "")}-x"
              policy = jsonencode({ Version = "2012-10-17", Statement = [{
                Sid = upper(var.password\(isObject ? ".a" : "")), Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*"
              }] })
            }

            """)
        try folder.write(
            "code/m/main.tf",
            """
            variable "handed" {
              sensitive = true
            }
            resource "aws_sqs_queue" "inner" {
              name = var.handed
              tags = { a = "b-${var.handed}" }
            }

            """)
        let value = isObject ? "{ a = \"\(secret)\" }" : secret
        let kamae = Kamae(in: folder, environment: ["TF_VAR_password": value, "TF_VAR_open": secret])
        var texts: [String] = []
        for more in [["--format", "json"], ["--verbose"], ["--store", "s.db"]] {
            let run = try kamae.run(["scan", "code", "--status", "all"] + content + more)
            #expect(run.status == 1)
            texts += [run.output, run.errors]
        }
        for arguments in [
            ["find", "true", "--format", "json"], ["find", "true"], ["show", "aws_sqs_queue.q"], ["show", "module.m.aws_sqs_queue.inner"],
        ] {
            let run = try kamae.run(arguments + ["--store", "s.db"])
            #expect(run.status == 0)
            texts += [run.output, run.errors]
        }
        for text in texts { #expect(!text.lowercased().contains(secret), "\(text)") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/s.db")).range(of: Data(secret.utf8)) == nil)
        // What is known beside it stays known.
        let show = try kamae("show", "aws_sqs_queue.q", "--store", "s.db").output
        #expect(show.contains("Effect = \"Allow\""), "\(show)")
        #expect(show.contains("var.password"))
        #expect(show.contains("it is marked as sensitive, so its value is not kept"))
    }

    @Test(arguments: ["[hunter2", "[hunter2, \"a\"]", "hunter2", "{ hunter2 = hunter2.a }"])
    func aBrokenSensitiveValueIsNotPrintedEither(text: String) throws {
        try folder.write("code/main.tf", "variable \"a\" {\n  type = list(string)\n  sensitive = true\n}\n" + TestContent.queue)
        let kamae = Kamae(in: folder, environment: ["TF_VAR_a": text])
        let run = try kamae.run(["scan", "code", "--verbose"] + content)
        #expect(run.status == 1)
        #expect(!(run.output + run.errors).contains("hunter2"))
    }
}
