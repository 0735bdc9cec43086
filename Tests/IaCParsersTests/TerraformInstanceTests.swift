import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

@Suite struct TerraformInstanceTests {
    @Test func splitResourcesReferToInstances() throws {
        let program = try terraform(
            """
            resource "aws_s3_bucket" "b" {
              for_each = toset(["x", "y"])
              bucket = "${each.key}-${var.env}"
            }
            variable "env" {}
            resource "aws_s3_bucket_acl" "a" {
              for_each = aws_s3_bucket.b
              bucket = each.value.id
              acl = "private"
            }
            resource "aws_s3_bucket_policy" "p" {
              count = 2
              bucket = values(aws_s3_bucket.b)[count.index].bucket
              policy = jsonencode({ Resource = ["${aws_s3_bucket.b["x"].arn}/*", aws_s3_bucket.b["y"].arn] })
            }
            resource "aws_kms_key" "k" { count = 1 }
            resource "t_r" "splat" {
              a = aws_kms_key.k[*].arn
              b = aws_kms_key.k.*.key_id
              c = one(aws_kms_key.k[*].arn)
              d = element(aws_kms_key.k[*].arn, 0)
              e = join("", aws_kms_key.k.*.arn)
              f = try(aws_kms_key.k[0].arn, "")
              g = length(aws_kms_key.k) > 0 ? aws_kms_key.k[0].arn : null
              h = coalesce(aws_kms_key.k[0].arn, "x")
              i = element(concat(aws_kms_key.k.*.arn, [""]), 0)
            }
            """)
        #expect(program.codes == [])
        #expect(
            program.json(#"aws_s3_bucket.b["x"]"#) == #"{"bucket":<x-…${var.env}…>}"#
                || program.json(#"aws_s3_bucket.b["x"]"#).contains("x-…"))
        #expect(program.json(#"aws_s3_bucket_acl.a["y"]"#) == #"{"acl":"private","bucket":<aws_s3_bucket.b["y"].id!>}"#)
        #expect(program.json("aws_s3_bucket_policy.p[1]").contains(#"aws_s3_bucket.b["y"].bucket"#))
        #expect(program.json("aws_s3_bucket_policy.p[1]").contains(#"<arn:…aws_s3_bucket.b["y"].arn!>"#))
        #expect(program.json("aws_s3_bucket_policy.p[1]").contains(#"<arn:…aws_s3_bucket.b["x"].arn ……/*!>"#))
        let arn = "<arn:…aws_kms_key.k[0].arn!>"
        let body = try #require(program.body("t_r.splat"))
        #expect(shown(body["a"]) == "[\(arn)]")
        #expect(shown(body["b"]) == "[<aws_kms_key.k[0].key_id!>]")
        for name in ["c", "d", "f", "g", "h", "i"] { #expect(shown(body[name]) == arn, "\(name)") }
        #expect(shown(body["e"]).contains("aws_kms_key.k[0].arn"))
    }

    @Test func unknownCountsAndKeys() throws {
        let program = try terraform(
            """
            variable "n" {}
            variable "create" {}
            variable "names" { type = set(string) }
            variable "map" { type = map(object({ port = number })) }
            resource "t_r" "n" {
              count = var.n
              v = count.index
            }
            resource "t_r" "create" {
              count = var.create ? 1 : 0
              v = count.index
            }
            resource "t_r" "names" {
              for_each = var.names
              v = each.key
              w = "fixed"
            }
            resource "t_r" "map" {
              for_each = var.map
              v = each.value.port
            }
            resource "t_r" "choice" {
              for_each = var.create ? { a = 1 } : {}
              v = each.value
            }
            resource "t_r" "refs" {
              a = t_r.create[0].id
              b = t_r.choice["a"].id
              c = var.create ? t_r.create[0].id : ""
              d = t_r.n[5].id
              e = t_r.names["zz"].id
            }
            """)
        #expect(program.codes == [])
        #expect(
            program.addresses == ["t_r.n[0]", "t_r.create[0]", "t_r.names[each.key]", "t_r.map[each.key]", #"t_r.choice["a"]"#, "t_r.refs"])
        #expect(program.json("t_r.create[0]") == #"{"v":0}"#)
        #expect(program.json(#"t_r.choice["a"]"#) == #"{"v":1}"#)
        #expect(program.json("t_r.names[each.key]").contains(#""w":"fixed""#))
        #expect(
            program.json("t_r.refs")
                == #"{"a":<t_r.create[0].id!>,"b":<t_r.choice["a"].id!>,"c":<t_r.create[0].id>,"d":<t_r.n[5].id>,"e":<t_r.names["zz"].id>}"#
        )
    }

    @Test func loopsOverOneUnknownCollectionMeet() throws {
        let program = try terraform(
            """
            variable "names" { type = set(string) }
            variable "others" { type = set(string) }
            resource "aws_s3_bucket" "b" {
              for_each = var.names
              bucket = each.key
            }
            resource "aws_s3_bucket_acl" "same" {
              for_each = var.names
              bucket = aws_s3_bucket.b[each.key].id
            }
            resource "aws_s3_bucket_acl" "chained" {
              for_each = aws_s3_bucket.b
              bucket = each.value.id
            }
            resource "aws_s3_bucket_acl" "other" {
              for_each = var.others
              bucket = aws_s3_bucket.b[each.key].id
            }
            """)
        #expect(program.codes == [])
        #expect(program.json("aws_s3_bucket.b[each.key]") == #"{"bucket":<each.key of var.names>}"#)
        for name in ["same", "chained"] {
            #expect(program.json("aws_s3_bucket_acl.\(name)[each.key]") == #"{"bucket":<aws_s3_bucket.b[each.key].id!>}"#)
        }
        #expect(!program.json("aws_s3_bucket_acl.other[each.key]").contains("aws_s3_bucket.b[each.key].id"))
    }

    @Test func dynamicBlocks() throws {
        let program = try terraform(
            """
            variable "ports" { type = list(number) }
            variable "on" { type = bool }
            resource "aws_security_group" "g" {
              ingress { from_port = 1 }
              dynamic "ingress" {
                for_each = { a = 80, b = 443 }
                iterator = rule
                content {
                  description = rule.key
                  from_port = rule.value
                  dynamic "nested" {
                    for_each = toset(["x"])
                    content { v = "${rule.key}${nested.value}${nested.key}" }
                  }
                }
              }
              dynamic "egress" {
                for_each = var.ports
                content { from_port = egress.value }
              }
              dynamic "timeouts" {
                for_each = var.on ? [1] : []
                content { create = "1m" }
              }
              dynamic "logging" {
                for_each = var.on ? ["a"] : ["b"]
                content {
                  bucket = logging.value
                  fixed = true
                }
              }
              dynamic "labelled" {
                for_each = ["a"]
                labels = [labelled.value]
                content { v = 1 }
              }
            }
            """)
        let body = try #require(program.body("aws_security_group.g"))
        #expect(
            shown(body["ingress"])
                == #"[{"from_port":1},{"description":"a","from_port":80,"nested":[{"v":"axx"}]},{"description":"b","from_port":443,"nested":[{"v":"bxx"}]}]"#
        )
        #expect(shown(body["egress"]) == "[<*var.ports>]")
        #expect(shown(body["timeouts"]).hasPrefix("[<*var.on"))
        #expect(shown(body["logging"]).contains(#""fixed":true"#))
        #expect(program.codes == [])
        let origin = body["ingress"]?.elements[1]["description"]?.origin
        #expect(origin != nil)
    }

    @Test func hugeCountsAreCut() throws {
        let count = try terraform(
            """
            resource "t_r" "r" { count = 1000000000 }
            resource "t_r" "s" { count = 1e30 }
            resource "t_r" "neg" { count = -1 }
            resource "t_r" "after" {}
            """)
        #expect(count.resources.count == 10_002 || count.resources.count == 10_001)
        #expect(count.codes.contains("terraform-too-many-instances"))
        #expect(count.codes.contains("terraform-count"))
        #expect(count.addresses.last == "t_r.after")
        let each = try terraform(
            """
            resource "t_r" "r" { for_each = toset([for i in range(1000) : format("%d", i * 1000 + j) if true]) }
            resource "t_r" "many" { for_each = { for i in setproduct(range(1000), range(1000)) : "${i[0]}-${i[1]}" => i } }
            resource "t_r" "after" {}
            """)
        #expect(each.addresses.last == "t_r.after")
        #expect(!each.codes.isEmpty)
        #expect(each.resources.count <= 20_001)
    }

    @Test func variables() throws {
        let programs = try terraform(
            [
                "main.tf": """
                variable "plain" { default = "d" }
                variable "env" { type = number }
                variable "list" { type = list(string) }
                variable "auto" { default = 0 }
                variable "typed" {
                  type = object({ a = string, b = optional(number, 7), c = optional(bool) })
                  default = { a = 1, extra = 2 }
                }
                variable "bad" {
                  type = number
                  default = "x"
                }
                resource "t_r" "r" {
                  plain = var.plain
                  env = var.env
                  list = var.list
                  auto = var.auto
                  typed = var.typed
                  bad = var.bad
                }
                module "m" {
                  source = "./m"
                  a = null
                  b = null
                }
                """,
                "m/m.tf": """
                variable "a" { default = "da" }
                variable "b" {
                  default = "db"
                  nullable = false
                }
                variable "missing" { type = list(string) }
                resource "t_r" "m" {
                  a = var.a
                  b = var.b
                  c = var.missing
                  d = [for x in var.missing : x]
                }
                """,
                "terraform.tfvars": "plain = \"file\"\nauto = 1\n",
                "b.auto.tfvars": "auto = 3\n",
                "a.auto.tfvars.json": #"{"auto": 2, "plain": "json"}"#,
                "ignored.tfvars": "auto = 9\n",
            ], variables: ["env": "12", "list": #"["a", "b"]"#, "plain": "environment", "unused": "["])
        let program = try #require(programs.first)
        #expect(
            program.json("t_r.r")
                == #"{"auto":3,"bad":"x","env":12,"list":["a","b"],"plain":"json","typed":{"a":"1","b":7}}"#)
        #expect(program.json("module.m.t_r.m") == #"{"b":"db","c":<module.m.var.missing>,"d":<module.m.var.missing …>}"#)
        #expect(program.codes == ["terraform-variable-type"])
    }

    @Test func valuesKeepTheirPlaces() throws {
        let programs = try terraform([
            "main.tf": """
            module "m" {
              source = "./m"
              acl = "public-read"
            }
            """,
            "m/m.tf": """
            variable "acl" { type = string }
            resource "aws_s3_bucket" "b" {
              acl = var.acl
            }
            """,
        ])
        let value = programs.first?.body("module.m.aws_s3_bucket.b")?["acl"]
        #expect(value?.string == "public-read")
        #expect(value?.origin?.range.start == 38)
    }

    @Test func undeclaredThingsAreErrorsAndJudged() throws {
        let program = try terraform(
            """
            resource "t_r" "r" {
              a = aws_kms_key.missing.arn
              b = aws_kms_key.missing[0].id
              c = var.nothing
              d = local.nothing
              e = module.nothing.x
              f = data.aws_vpc.v.id
            }
            """)
        #expect(program.diagnostics.count == 6)
        #expect(shown(program.body("t_r.r")?["a"]) == "<arn:…aws_kms_key.missing.arn!>")
        #expect(shown(program.body("t_r.r")?["b"]) == "<aws_kms_key.missing[0].id!>")
        #expect(shown(program.body("t_r.r")?["f"]) == "<data.aws_vpc.v.id!>")
    }

    @Test func filesAreReadInsideOnly() throws {
        let programs = try terraform([
            "r/main.tf": """
            resource "t_r" "r" {
              a = file("${path.module}/a.txt")
              b = file("../shared/b.txt")
              c = file("/etc/hostname")
              d = templatefile("${path.module}/t.tpl", { n = 2, id = t_r.x.id })
              e = fileset(path.module, "{sub,other}/**/*.json")
              f = jsondecode(file("sub/deep/x.json"))
              g = data.template_file.t.rendered
            }
            resource "t_r" "x" {}
            data "template_file" "t" {
              template = file("t2.tpl")
              vars = { name = "w" }
            }
            """,
            "r/a.txt": "A", "shared/b.txt": "B", "r/t.tpl": "n=${n} id=${id}", "r/t2.tpl": "hello ${name}",
            "r/sub/deep/x.json": #"{"k":[1]}"#,
        ])
        let body = try #require(programs.first?.body("t_r.r"))
        #expect(shown(body["a"]) == #""A""#)
        #expect(shown(body["b"]) == #""B""#)
        #expect(shown(body["c"]).hasPrefix("<file("))
        #expect(shown(body["d"]).hasPrefix("<n=2 id=…"))
        #expect(shown(body["e"]) == #"["sub/deep/x.json"]"#)
        #expect(shown(body["f"]) == #"{"k":[1]}"#)
        #expect(shown(body["g"]) == #""hello w""#)
        #expect(programs.flatMap(\.codes) == [])
    }
}
