import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

@Suite struct TerraformPolicyTests {
    /// Heredoc, jsonencode, data source and a file: with an unknown piece each, and one tree for all.
    @Test func fourSpellings() throws {
        let programs = try terraform([
            "main.tf": """
            resource "aws_s3_bucket" "b" {}
            resource "aws_s3_bucket_policy" "heredoc" {
              policy = <<-EOT
                {
                  "Version": "2012-10-17",
                  "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["${aws_s3_bucket.b.arn}/*"]}]
                }
              EOT
            }
            resource "aws_s3_bucket_policy" "encoded" {
              policy = jsonencode({
                Version = "2012-10-17"
                Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["${aws_s3_bucket.b.arn}/*"] }]
              })
            }
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["s3:*"]
                resources = ["${aws_s3_bucket.b.arn}/*"]
              }
            }
            resource "aws_s3_bucket_policy" "data" { policy = data.aws_iam_policy_document.d.json }
            resource "aws_s3_bucket_policy" "file" {
              policy = templatefile("p.json", { arn = aws_s3_bucket.b.arn })
            }
            """,
            "p.json":
                #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["${arn}/*"]}]}"#,
        ])
        let program = try #require(programs.first)
        let expected =
            #"{"Statement":[{"Action":["s3:*"],"Effect":"Allow","Resource":[<arn:…aws_s3_bucket.b.arn ……/*!>]}],"Version":"2012-10-17"}"#
        for name in ["heredoc", "encoded", "data", "file"] {
            #expect(shown(program.body("aws_s3_bucket_policy.\(name)")?["policy"]) == expected, "\(name)")
        }
        #expect(program.codes == [])
    }

    @Test func documentsAreMergedBySid() throws {
        let program = try terraform(
            """
            data "aws_iam_policy_document" "base" {
              statement {
                sid = "one"
                actions = ["a:1"]
                resources = ["*"]
              }
              statement {
                sid = "two"
                actions = ["a:2"]
                resources = ["*"]
              }
            }
            data "aws_iam_policy_document" "over" {
              statement {
                sid = "two"
                effect = "Deny"
                actions = ["a:3"]
                resources = ["&{aws:username}"]
              }
            }
            data "aws_iam_policy_document" "all" {
              policy_id = "P"
              source_policy_documents = [data.aws_iam_policy_document.base.json, jsonencode({ Statement = { Sid = "s", Effect = "Allow" } })]
              override_policy_documents = [data.aws_iam_policy_document.over.json]
              statement {
                sid = "one"
                actions = ["a:9"]
                principals {
                  type = "AWS"
                  identifiers = ["111111111111"]
                }
                principals {
                  type = "AWS"
                  identifiers = ["222222222222"]
                }
                condition {
                  test = "StringEquals"
                  variable = "aws:x"
                  values = ["1"]
                }
                condition {
                  test = "StringEquals"
                  variable = "aws:x"
                  values = ["2"]
                }
              }
              statement {
                principals {
                  type = "*"
                  identifiers = ["*"]
                }
              }
            }
            resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.all.json }
            """)
        #expect(
            shown(program.body("aws_iam_policy.p")?["policy"])
                == #"{"Id":"P","Statement":[{"Action":["a:9"],"Condition":{"StringEquals":{"aws:x":["1","2"]}},"Effect":"Allow","Principal":{"AWS":["111111111111","222222222222"]},"Sid":"one"},{"Action":["a:3"],"Effect":"Deny","Resource":["${aws:username}"],"Sid":"two"},{"Effect":"Allow","Sid":"s"},{"Effect":"Allow","Principal":"*"}],"Version":"2012-10-17"}"#
        )
    }

    @Test func unknownStatementsStayVisible() throws {
        let program = try terraform(
            """
            variable "more" {}
            variable "who" {}
            data "aws_iam_policy_document" "d" {
              source_policy_documents = [var.more]
              statement {
                actions = ["s3:*"]
                principals {
                  type = "AWS"
                  identifiers = var.who
                }
              }
            }
            resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d.json }
            """)
        #expect(
            shown(program.body("aws_iam_policy.p")?["policy"])
                == #"{"Statement":[{"Action":["s3:*"],"Effect":"Allow","Principal":{"AWS":[<*var.who>]}},<*var.more>],"Version":"2012-10-17"}"#
        )
    }

    @Test func statementsKeepTheirLines() throws {
        let program = try terraform(
            """
            data "aws_iam_policy_document" "d" {
              statement {
                actions = ["s3:*"]
              }
            }
            resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d.json }
            """)
        let action = program.body("aws_iam_policy.p")?["policy"]?["Statement"]?.elements.first?["Action"]?.elements.first
        #expect(action?.origin?.range.start == 66)
    }
}
