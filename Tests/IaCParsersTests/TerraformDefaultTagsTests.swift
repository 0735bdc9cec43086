import Document
import IaCParsers
import PostureModel
import Testing

/// `default_tags` of the AWS provider, handed down as providers are.
@Suite struct TerraformDefaultTagsTests {
    private func tags(_ files: [String: String]) throws -> [String: String] {
        let program = try #require(try terraform(files).first)
        return Dictionary(uniqueKeysWithValues: program.resources.map { ($0.address, $0.defaultTags?.root.description ?? "none") })
    }

    @Test func aliasesAndModules() throws {
        let tags = try tags([
            "main.tf": """
            variable "team" { default = "shop" }
            provider "aws" {
              default_tags {
                tags = { team = var.team }
              }
            }
            provider "aws" {
              alias = "west"
              default_tags {
                tags = merge({ team = "west" }, { stage = "prod" })
              }
            }
            provider "aws" { alias = "bare" }
            provider "google" {}
            resource "aws_sqs_queue" "plain" { tags = { own = "x" } }
            resource "aws_sqs_queue" "west" { provider = aws.west }
            resource "aws_sqs_queue" "bare" { provider = aws.bare }
            resource "aws_autoscaling_group" "g" {}
            resource "google_pubsub_topic" "t" {}
            resource "aws_sqs_queue" "read" { name = data.aws_default_tags.here.tags["team"] }
            data "aws_default_tags" "here" {}
            module "same" { source = "./m" }
            module "other" {
              source = "./m"
              providers = { aws = aws.west, aws.second = aws.bare }
            }
            """,
            "m/m.tf": """
            resource "aws_sqs_queue" "r" {}
            resource "aws_sqs_queue" "s" { provider = aws.second }
            module "deeper" { source = "./n" }
            """,
            "m/n/n.tf": #"resource "aws_sqs_queue" "d" {}"#,
        ])
        let own = #"{"team":"shop"}"#
        let west = #"{"stage":"prod","team":"west"}"#
        #expect(
            tags == [
                "aws_sqs_queue.plain": own, "aws_sqs_queue.west": west, "aws_sqs_queue.bare": "none", "aws_autoscaling_group.g": "none",
                "google_pubsub_topic.t": "none", "aws_sqs_queue.read": own, "module.same.aws_sqs_queue.r": own,
                "module.same.aws_sqs_queue.s": "none", "module.same.module.deeper.aws_sqs_queue.d": own,
                "module.other.aws_sqs_queue.r": west, "module.other.aws_sqs_queue.s": "none",
                "module.other.module.deeper.aws_sqs_queue.d": west,
            ])
    }

    @Test func dataSourceTellsThem() throws {
        let program = try terraform(
            """
            provider "aws" {
              default_tags {
                tags = { team = "shop" }
              }
            }
            data "aws_default_tags" "here" {}
            resource "aws_sqs_queue" "q" { name = data.aws_default_tags.here.tags["team"] }
            """)
        #expect(program.json("aws_sqs_queue.q") == #"{"name":"shop"}"#)
    }

    /// What is not known is not absent.
    @Test(arguments: [
        ("default_tags { tags = var.tags }", "var.tags"),
        ("default_tags { tags = merge(var.tags, { team = \"shop\" }) }", "var.tags"),
        ("dynamic \"default_tags\" {\n for_each = var.sets\n content { tags = default_tags.value }\n}", "var.sets"),
        ("default_tags { tags = 1 }", "provider.aws.default_tags"),
        ("default_tags { tags = provider_of_tags( }", "provider.aws.default_tags"),
        ("for_each = toset([\"eu-west-1\"])\ndefault_tags { tags = { team = each.key } }", "provider.aws.default_tags"),
    ])
    func unknown(_ block: String, _ symbol: String) throws {
        let program = try terraform(
            """
            variable "tags" {}
            variable "sets" {}
            provider "aws" {
              \(block)
            }
            resource "aws_sqs_queue" "q" {}
            """)
        let root = try #require(program.resources.first?.defaultTags).root
        let unknown = root.unknown ?? root.pointer.rest.flatMap { root.document.unknown(at: $0) }
        #expect(unknown?.symbol.hasPrefix(symbol) == true, "\(root)")
    }

    @Test func jsonSyntaxSaysThemToo() throws {
        let json = #"{"provider": {"aws": {"default_tags": {"tags": {"team": "shop"}}}}, "resource": {"aws_sqs_queue": {"q": {"name": "q"}}}}"#
        #expect(try tags(["main.tf.json": json]) == ["aws_sqs_queue.q": #"{"team":"shop"}"#])
        let listed = #"{"provider": {"aws": [{"default_tags": [{"tags": {"team": "shop"}}]}]}, "resource": {"aws_sqs_queue": {"q": {}}}}"#
        #expect(try tags(["main.tf.json": listed]) == ["aws_sqs_queue.q": #"{"team":"shop"}"#])
    }
}
