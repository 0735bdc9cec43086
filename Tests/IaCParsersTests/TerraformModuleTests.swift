import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

@Suite struct TerraformModuleTests {
    @Test func modulesThreeDeepWithCountAndForEach() throws {
        let programs = try terraform([
            "main.tf": """
            module "a" {
              source = "./a"
              for_each = { x = 1, y = 2 }
              name = each.key
              size = each.value
            }
            output "all" { value = [for k, m in module.a : m.ids] }
            resource "aws_sns_topic" "t" { name = "${join("-", module.a["y"].names)}" }
            """,
            "a/main.tf": """
            variable "name" { type = string }
            variable "size" { type = number }
            module "b" {
              count  = var.size
              source = "../b"
              name   = "${var.name}-${count.index}"
            }
            output "names" { value = module.b[*].name }
            output "ids" { value = module.b[*].id }
            """,
            "b/main.tf": """
            variable "name" {}
            module "c" {
              source = "./c"
              name = upper(var.name)
            }
            output "name" { value = module.c.name }
            output "id" { value = module.c.id }
            """,
            "b/c/main.tf": """
            variable "name" {}
            resource "aws_s3_bucket" "this" { bucket = var.name }
            output "name" { value = aws_s3_bucket.this.bucket }
            output "id" { value = aws_s3_bucket.this.id }
            """,
        ])
        #expect(programs.count == 1)
        let program = try #require(programs.first)
        #expect(
            program.addresses == [
                "aws_sns_topic.t", #"module.a["x"].module.b[0].module.c.aws_s3_bucket.this"#,
                #"module.a["y"].module.b[0].module.c.aws_s3_bucket.this"#, #"module.a["y"].module.b[1].module.c.aws_s3_bucket.this"#,
            ])
        #expect(program.json("aws_sns_topic.t") == #"{"name":"Y-0-Y-1"}"#)
        #expect(program.json(#"module.a["y"].module.b[1].module.c.aws_s3_bucket.this"#) == #"{"bucket":"Y-1"}"#)
        #expect(program.resources.last?.moduleCalls.map(\.description) == ["main.tf:1:1", "a/main.tf:3:1", "b/main.tf:2:1"])
        #expect(program.diagnostics.isEmpty)
        #expect(program.fileCount == 4)
    }

    @Test func modulesMayFeedEachOther() throws {
        let programs = try terraform([
            "main.tf": """
            module "a" {
              source = "./m"
              in1 = "x"
              in2 = module.b.out1
            }
            module "b" {
              source = "./m"
              in1 = "y"
              in2 = module.a.out1
            }
            resource "t_r" "r" { v = [module.a.out2, module.b.out2] }
            """,
            "m/m.tf": """
            variable "in1" {}
            variable "in2" {}
            output "out1" { value = var.in1 }
            output "out2" { value = var.in2 }
            """,
        ])
        #expect(programs.first?.json("t_r.r") == #"{"v":["y","x"]}"#)
        #expect(programs.first?.codes == [])
    }

    @Test func missingModulesAreSaidAndTheirOutputsUnknown() throws {
        let program = try terraform(
            """
            module "vpc" {
              source = "terraform-aws-modules/vpc/aws"
              version = "5.0"
            }
            resource "aws_db_instance" "d" { subnets = module.vpc.private_subnets }
            """)
        #expect(program.codes == ["terraform-module-missing"])
        #expect(program.json("aws_db_instance.d") == #"{"subnets":<module.vpc.private_subnets>}"#)
    }

    @Test func manifestSaysWhereModulesAre() throws {
        let programs = try terraform([
            "main.tf": """
            module "vpc" { source = "terraform-aws-modules/vpc/aws" }
            """,
            ".terraform/modules/modules.json": """
            {"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"vpc","Source":"x","Dir":".terraform/modules/vpc"},
            {"Key":"vpc.inner","Source":"y","Dir":".terraform/modules/vpc.inner/sub"}]}
            """,
            ".terraform/modules/vpc/main.tf": #"module "inner" { source = "registry/x/y" }"#,
            ".terraform/modules/vpc.inner/sub/main.tf": #"resource "t_r" "r" { v = path.module }"#,
            ".terraform/environment": "stage\n",
            "w.tf": #"resource "t_r" "w" { v = terraform.workspace }"#,
        ])
        #expect(programs.first?.json("module.vpc.module.inner.t_r.r") == #"{"v":".terraform/modules/vpc.inner/sub"}"#)
        #expect(programs.first?.json("t_r.w") == #"{"v":"stage"}"#)
    }

    @Test func cyclesEndInADiagnostic() throws {
        let self1 = try terraform(["main.tf": #"module "m" { source = "./m" }"#, "m/m.tf": #"module "m" { source = "../m" }"#])
        #expect(self1.flatMap(\.codes) == ["terraform-module-cycle"])
        let pair = try terraform([
            "a/a.tf": #"module "b" { source = "../b" }"# + "\nresource \"t_r\" \"a\" {}",
            "b/b.tf": #"module "a" { source = "../a" }"# + "\nresource \"t_r\" \"b\" {}",
        ])
        #expect(pair.map(\.path) == ["a"])
        #expect(pair.flatMap(\.addresses) == ["t_r.a", "module.b.t_r.b"])
        let locals = try terraform(
            """
            locals {
              a = local.b
              b = local.a
            }
            resource "t_r" "x" { v = local.a }
            resource "t_r" "y" {
              count = length(t_r.y)
              v = t_r.z.v
            }
            resource "t_r" "z" { v = t_r.y[0].v }
            """)
        #expect(Set(locals.codes) == ["terraform-cycle"])
        #expect(locals.addresses == ["t_r.x", "t_r.y[0]", "t_r.z"])
        #expect(locals.json("t_r.x") == #"{"v":<local.a>}"#)
    }

    @Test func exponentialModulesAreBounded() throws {
        var files = ["main.tf": calls("l0")]
        for level in 0..<20 { files["l\(level)/m.tf"] = calls("../l\(level + 1)") }
        files["l20/m.tf"] = #"resource "t_r" "r" {}"#
        let programs = try terraform(files)
        #expect(programs.first?.codes == ["terraform-too-many-resources"])
        #expect((programs.first?.resources.count ?? 0) < 50_000)
    }

    private func calls(_ folder: String) -> String {
        let source = folder.hasPrefix("..") ? folder : "./\(folder)"
        return """
            module "p" { source = "\(source)" }
            module "q" { source = "\(source)" }
            """
    }

    @Test func overrideFilesAreMerged() throws {
        let programs = try terraform([
            "main.tf": """
            variable "v" { default = "a" }
            locals { l = 1 }
            resource "aws_s3_bucket" "b" {
              bucket = "base"
              acl    = var.v
              logging { target = "x" }
              logging { target = "y" }
              versioning { enabled = false }
            }
            """,
            "override.tf": #"variable "v" { default = "b" }"#,
            "z_override.tf": """
            locals { l = 2 }
            resource "aws_s3_bucket" "b" {
              bucket = "new-${local.l}"
              logging { target = "z" }
            }
            """,
        ])
        let program = try #require(programs.first)
        #expect(
            program.json("aws_s3_bucket.b")
                == #"{"acl":"b","bucket":"new-2","logging":[{"target":"z"}],"versioning":[{"enabled":false}]}"#)
        #expect(programs.first?.codes == [])
    }

    @Test func tofuFilesTakeTheirNamesakesPlace() throws {
        let programs = try terraform([
            "main.tf": #"resource "t_r" "terraform" {}"#, "main.tofu": #"resource "t_r" "tofu" {}"#,
            "other.tofu": #"resource "t_r" "other" {}"#,
        ])
        #expect(programs.first?.addresses == ["t_r.tofu", "t_r.other"])
    }

    @Test func bytesAsEditorsWriteThem() throws {
        let program = try terraform("\u{FEFF}resource \"t_r\" \"r\" {\r\n  a = <<EOT\r\nx\r\nEOT\r\n  b = 1\r\n}\r\n")
        #expect(program.codes == [])
        #expect(program.json("t_r.r") == #"{"a":"x\r\n","b":1}"#)
    }

    @Test func linksNeverLeadOutOrRound() throws {
        let outside = try TemporaryTree(["secret.tf": #"resource "t_r" "outside" {}"#])
        let tree = try TemporaryTree(["main.tf": #"resource "t_r" "r" { v = fileexists("loop/loop/main.tf") }"#])
        try tree.link("loop", to: ".")
        try tree.link("linked.tf", to: "\(outside.path)/secret.tf")
        try tree.link("broken.tf", to: "nowhere.tf")
        let result = scanned(tree)
        #expect(result.programs.flatMap(\.addresses) == ["t_r.r"])
        #expect(Set(result.diagnostics.map(\.code)) == ["symlink-outside-root", "symlink-broken"])
        #expect(result.programs.first?.json("t_r.r") == #"{"v":true}"#)
    }

    @Test func jsonSyntax() throws {
        let json = #"""
            {
              "//": "made by a tool",
              "variable": {"name": {"type": "string", "default": "logs"}, "on": {"type": "bool"}},
              "locals": {"tags": {"a": "${upper(var.name)}"}},
              "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "us", "region": "us-east-1"}]},
              "resource": {
                "aws_s3_bucket": {
                  "b": {
                    "for_each": "${toset([\"x\", \"y\"])}",
                    "provider": "aws.us",
                    "bucket": "${var.name}-${each.key}\n",
                    "tags": "${local.tags}",
                    "lifecycle": {"prevent_destroy": true},
                    "versioning": {"enabled": true},
                    "price": "$${literal}"
                  }
                },
                "aws_s3_bucket_acl": {"b": {"bucket": "${aws_s3_bucket.b[\"x\"].id}", "count": 1}},
                "aws_security_group": {
                  "g": {"dynamic": {"ingress": {"for_each": [80, 443], "iterator": "port", "content": {"from_port": "${port.value}"}}}}
                }
              },
              "module": {"m": [{"source": "./m", "providers": {"aws": "aws.us"}, "v": 1}]},
              "wrong": {}
            }
            """#
        let programs = try terraform(["main.tf.json": json, "m/m.tf": "variable \"v\" {}\nresource \"aws_r\" \"r\" { v = var.v }"])
        let program = try #require(programs.first)
        #expect(
            program.json(#"aws_s3_bucket.b["y"]"#)
                == #"{"bucket":"logs-y\n","price":"${literal}","tags":{"a":"LOGS"},"versioning":{"enabled":true}}"#)
        #expect(program.json("aws_s3_bucket_acl.b[0]") == #"{"bucket":<aws_s3_bucket.b["x"].id!>}"#)
        #expect(program.json("aws_security_group.g") == #"{"ingress":[{"from_port":80},{"from_port":443}]}"#)
        #expect(program.json("module.m.aws_r.r") == #"{"v":1}"#)
        #expect(program.resources.filter { $0.region == "us-east-1" }.count == 3)
        #expect(program.codes == ["hcl-json-block"])
        let place = program.body(#"aws_s3_bucket.b["x"]"#)?["versioning"]?["enabled"]?.origin
        #expect(place.map { json.utf8.dropFirst($0.range.start).prefix(4).elementsEqual("true".utf8) } == true)
    }

    @Test func brokenJSONSyntaxIsNeverSilent() throws {
        for text in ["{", "[1]", "{\"resource\": []}", "{\"resource\": {\"a\": 1}}", "nonsense", ""] {
            let programs = try terraform(["main.tf.json": text, "x.tf": "resource \"t_r\" \"r\" {}"])
            #expect(programs.flatMap(\.addresses) == ["t_r.r"])
            #expect(text == "{\"resource\": []}" || programs.flatMap(\.diagnostics).contains { $0.severity == .error }, "\(text)")
        }
    }

    @Test func whatIsWrongWithASharedModuleIsSaidOnce() throws {
        let programs = try terraform([
            "a/m.tf": #"module "m" { source = "../m" }"#, "b/m.tf": #"module "m" { source = "../m" }"#, "m/m.tf": "resource {",
        ])
        #expect(programs.map(\.path) == ["a", "b"])
        #expect(programs.map { $0.diagnostics.isEmpty } == [false, true])
        #expect(programs.map(\.fileCount) == [2, 1])
    }

    @Test func eachFileIsCountedOnce() throws {
        let tree = try TemporaryTree([
            "m/m.tf": "resource {", "m/n/n.tf": "", "b/m.tf": #"module "m" { source = "../m" }"#,
            "c/m.tf": "module \"m\" { source = \"../link\" }\nmodule \"n\" { source = \"../link/n\" }", "t.yaml": "Resources: {A: {Type: AWS::S3::Bucket}}",
        ])
        try tree.write("a/m.tf", "module \"m\" { source = \"\(tree.path)/m\" }")
        try tree.link("link", to: "m")
        let result = scanned(tree)
        #expect(result.readCount == 6)
        let faults = (result.programs.flatMap(\.diagnostics) + result.diagnostics).filter { $0.code.hasPrefix("hcl-") }
        #expect(faults.count == 1, "\(faults)")
        #expect(IaCParsers.parse(paths: [tree.path + "/a", tree.path + "/b", tree.path + "/b/m.tf"]).readCount == 3)
    }

    @Test func providersAreHandedDown() throws {
        let programs = try terraform([
            "main.tf": """
            provider "aws" {
              region = var.region
              assume_role { role_arn = "arn:aws:iam::123456789012:role/x" }
            }
            variable "region" { default = "eu-west-1" }
            provider "aws" {
              alias = "us"
              region = "us-east-1"
            }
            resource "aws_r" "plain" {}
            resource "aws_r" "aliased" { provider = aws.us }
            resource "aws_r" "own" { region = "ap-northeast-1" }
            resource "aws_r" "current" { v = data.aws_region.here.name }
            data "aws_region" "here" { provider = aws.us }
            module "same" { source = "./m" }
            module "other" {
              source = "./m"
              providers = { aws = aws.us, aws.second = aws }
            }
            """,
            "m/m.tf": """
            resource "aws_r" "r" {}
            resource "aws_r" "s" { provider = aws.second }
            """,
        ])
        let regions = Dictionary(uniqueKeysWithValues: (programs.first?.resources ?? []).map { ($0.address, $0.region) })
        #expect(
            regions == [
                "aws_r.plain": "eu-west-1", "aws_r.aliased": "us-east-1", "aws_r.own": "ap-northeast-1", "aws_r.current": "eu-west-1",
                "module.same.aws_r.r": "eu-west-1", "module.same.aws_r.s": nil, "module.other.aws_r.r": "us-east-1",
                "module.other.aws_r.s": "eu-west-1",
            ])
        #expect(programs.first?.resources.first?.account == "123456789012")
        #expect(programs.first?.json("aws_r.current") == #"{"v":"us-east-1"}"#)
    }
}
