import SourceText
import Testing

import HCL

/// What the tree says, and that every node knows its place.
@Suite struct ParserTests {
    private let file = SourceFile(
        path: "main.tf",
        text: """
            # A comment.
            resource "aws_s3_bucket" logs {
              bucket = "a-${var.x}" // trailing
              tags = {
                "Name" = upper(var.name) # more
                (var.k) : [1, 2.5, -3]
              }
              lifecycle { prevent_destroy = true }
              policy = <<-EOT
                line ${1}
                  second
              EOT
            }

            """)

    private func text(_ range: SourceRange) -> String { file.text(range) }

    @Test func blocksAndLabelsKnowTheirPlaces() throws {
        let tree = SyntaxTree.parse(file)
        #expect(tree.diagnostics.isEmpty)
        let block = try #require(tree.body.blocks.first)
        #expect(text(block.type.range) == "resource")
        #expect(block.labels.map { text($0.range) } == ["\"aws_s3_bucket\"", "logs"])
        #expect(block.labels.map(\.text) == ["aws_s3_bucket", "logs"])
        #expect(block.labels.map(\.isQuoted) == [true, false])
        #expect(text(block.headerRange) == "resource \"aws_s3_bucket\" logs {")
        #expect(text(block.range).hasSuffix("EOT\n}"))
        #expect(text(block.body.range).hasPrefix("\n  bucket"))
        #expect(text(block.body.range).hasSuffix("EOT\n"))
        #expect(block.body.attributes.map(\.name.text) == ["bucket", "tags", "policy"])
        let nested = try #require(block.body.blocks("lifecycle").first)
        #expect(text(nested.range) == "lifecycle { prevent_destroy = true }")
        #expect(tree.body.range == SourceRange(start: 0, end: file.bytes.count))
    }

    @Test func expressionsKnowTheirPlaces() throws {
        let body = try #require(SyntaxTree.parse(file).body.blocks.first?.body)
        let bucket = try #require(body.attribute("bucket"))
        #expect(text(bucket.range) == "bucket = \"a-${var.x}\"")
        guard case .template(let template) = bucket.expression.kind else { throw Failure() }
        #expect(template.parts.map { text($0.range) } == ["a-", "${var.x}"])
        guard case .interpolation(let inner) = template.parts[1].kind, case .access(let access) = inner.kind else { throw Failure() }
        #expect(text(inner.range) == "var.x")
        #expect(text(access.steps[0].range) == ".x")
        guard case .object(let items)? = body.attribute("tags")?.expression.kind else { throw Failure() }
        #expect(items.map { text($0.key.range) } == ["\"Name\"", "(var.k)"])
        #expect(items.map { text($0.value.range) } == ["upper(var.name)", "[1, 2.5, -3]"])
        #expect(items.map(\.literalKey) == ["Name", nil])
        let policy = try #require(body.attribute("policy"))
        #expect(text(policy.range).hasSuffix("  EOT"))
    }

    @Test func operatorsBindAsTheyShould() throws {
        let source = SourceFile(path: "x", text: "a + b * c - d == e || f")
        guard case .binary(let or) = Expression.parse(source).expression.kind else { throw Failure() }
        #expect(or.links.map(\.operator) == [.or])
        guard case .binary(let equal) = or.first.kind else { throw Failure() }
        #expect(equal.links.map(\.operator) == [.equal])
        guard case .binary(let sum) = equal.first.kind else { throw Failure() }
        #expect(sum.links.map(\.operator) == [.add, .subtract])
        #expect(source.text(sum.links[0].operand.range) == "b * c")
        #expect(source.text(equal.first.range) == "a + b * c - d")
    }

    @Test func heredocsLoseTheirIndent() {
        #expect(heredoc("<<-E\n    a\n      b\n\n    c\n    E\n") == "a\n  b\n\nc\n")
        #expect(heredoc("<<E\n  a\n  E\n") == "  a\n")
        #expect(heredoc("<<-E\n\ta\n\t\tb\n\tE\n") == "a\n\tb\n")
        #expect(heredoc("<<-E\n  ${\"x\"}\n    b\n  E\n") == "x\n  b\n")
        #expect(heredoc("<<-E\n${\"x\"}\n    b\n  E\n") == "x\n    b\n")
        #expect(heredoc("<<E\nE\n") == "")
        #expect(heredoc("<<E\r\na\r\nE\r\n") == "a\r\n")
        #expect(heredoc("<<E\n\\n $${x} %%{y}\nE\n") == "\\n ${x} %{y}\n")
        #expect(heredoc("<<E\n%{ for x in [1, 2] ~}\n  - ${x}\n%{ endfor ~}\nend\nE\n") == "  - 1\n  - 2\nend\n")
    }

    private func heredoc(_ text: String) -> String? {
        let source = SourceFile(path: "x.tf", text: "a = " + text)
        let tree = SyntaxTree.parse(source)
        guard tree.diagnostics.isEmpty, let attribute = tree.body.attribute("a") else { return "\(tree.diagnostics)" }
        return Evaluator(file: source, scope: EmptyScope(), session: EvaluationSession()).evaluate(attribute.expression).string
    }

    @Test func typesAreRead() {
        let source = SourceFile(
            path: "x", text: "list(object({ name = string, size = optional(number, 1), tags = optional(map(string)) }))")
        let session = EvaluationSession()
        let evaluator = Evaluator(file: source, scope: EmptyScope(), session: session)
        let type = HCLType.parse(Expression.parse(source).expression, evaluator)
        #expect(session.diagnostics.isEmpty)
        #expect(type.description == "list(object({name = string, size = number, tags = map(string)}))")
        let converted = try? evaluate("[{ name = \"a\", extra = 1 }]").converted(to: type)
        let first = converted?.sequence?.elements.first?.mapping
        #expect(first?["size"]?.number?.int == 1)
        #expect(first?["tags"]?.isNull == true)
        #expect(first?["extra"] == nil)
        #expect(throws: ConversionFailure.self) { try evaluate("[{ size = 1 }]").converted(to: type) }
    }

    private struct Failure: Error {}
}
