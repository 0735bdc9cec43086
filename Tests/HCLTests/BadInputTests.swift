import SourceText
import Testing

import HCL

/// Whatever comes in, there is a diagnostic with a place, and the rest stays usable.
@Suite struct BadInputTests {
    private func parse(_ text: String) -> SyntaxTree { SyntaxTree.parse(SourceFile(path: "bad.tf", text: text)) }

    @Test(arguments: ["[", "{", "(", "{ a = ", "f(", "!", "-", "x[", "x[*][", "\"${", "[for x in ", "a ? ", "{(", "\"%{ if true }"])
    func deepNestingEnds(_ opening: String) {
        let tree = parse("a = " + String(repeating: opening, count: 100_000) + "\nb = 1\n")
        #expect(tree.hasErrors)
        #expect(tree.body.attribute("a") != nil)
    }

    @Test func deepBlocksEnd() {
        let tree = parse(String(repeating: "b {\n", count: 100_000))
        #expect(tree.hasErrors)
    }

    @Test func longChainsAreFlat() {
        let chain = Array(repeating: "1", count: 100_000).joined(separator: " + ")
        let tree = parse("a = \(chain)\nb = x\(String(repeating: ".y", count: 100_000))\n")
        #expect(!tree.hasErrors)
        #expect(evaluate(chain).number?.int == 100_000)
    }

    /// A bracket that is never closed, in a file whose lines end as Windows ends them.
    @Test(arguments: ["a = [1,\r\nb = 2\r\n", "a = f(1 2\r\n  3\r\nb = 2\r\n", "v(.\0al(list(s),R.[])\n}))\u{FFFD}\r\n c", "x {\r\n  a = (\r\n}\r\n"])
    func recoveryPassesEveryKindOfLineEnd(_ text: String) {
        #expect(parse(text).hasErrors)
    }

    @Test func theRestOfAFileStaysUsable() {
        let tree = parse(
            """
            a = 1 +
            b = 2
            resource "x" "y" {
              c = [1, 2
              d = 4
              e = "unclosed
              f = { g = = 1
              }
              h = 5
              i j k
              l = "fine"
            }
            resource "x" "z" {
              m = 6
            }

            """)
        #expect(tree.hasErrors)
        #expect(tree.body.attributes.map(\.name.text) == ["a", "b"])
        #expect(tree.body.blocks.map { $0.labels.last?.text } == ["y", "z"])
        #expect(tree.body.blocks[0].body.attributes.map(\.name.text) == ["c", "d", "e", "f", "h", "l"])
        #expect(tree.body.blocks[0].body.isIncomplete)
        #expect(!tree.body.blocks[1].body.isIncomplete)
        #expect(tree.body.blocks[1].body.attribute("m") != nil)
        // What is illegible is unknown, not absent and not null.
        if case .invalid? = tree.body.blocks[0].body.attribute("c")?.expression.kind {} else { Issue.record("c should be invalid") }
        #expect(tree.diagnostics.allSatisfy { $0.location?.start != nil })
    }

    @Test func aMissingBraceDoesNotSwallowTheFile() {
        let tree = parse(
            """
            resource "x" "a" {
              y = 1
              nested {
                z = 2

            resource "x" "b" {
              y = 3
            }

            """)
        #expect(tree.hasErrors)
        #expect(tree.body.blocks.map { $0.labels.last?.text } == ["a", "b"])
        #expect(tree.body.blocks[0].body.blocks("nested").first?.body.attribute("z") != nil)
    }

    @Test(arguments: ["a = <<EOT\nx\n", "a = \"x", "/* x", "a = /* x", "a = \"${x", "a = \"%{ if x }", "a = <<EOT\n${x\nEOT\n", "b \"x"])
    func unterminatedThingsAreSaid(_ text: String) {
        let tree = parse("first = 1\n" + text)
        #expect(tree.hasErrors)
        #expect(tree.body.attribute("first") != nil)
    }

    @Test func foreignBytesAreSaidAndKept() {
        let bytes = Array("a = \"x\"\nb = \"".utf8) + [0xFF, 0xFE] + Array("\"\nc = 1\n".utf8)
        let tree = SyntaxTree.parse(SourceFile(path: "bad.tf", bytes: bytes))
        #expect(tree.diagnostics.map(\.code) == ["hcl-not-utf8"])
        #expect(tree.body.attributes.count == 3)
        let zeros = SyntaxTree.parse(SourceFile(path: "bad.tf", bytes: Array("a = 1\n".utf8) + [0, 0, 10] + Array("b = 2\n".utf8)))
        #expect(zeros.hasErrors)
        #expect(zeros.body.attribute("b") != nil)
    }

    @Test func oneLineOfAMegabyteIsRead() {
        let text = "a = \"" + String(repeating: "x", count: 1 << 20) + "\"\nb = [" + String(repeating: "1, ", count: 300_000) + "]\n"
        let tree = parse(text)
        #expect(!tree.hasErrors)
        #expect(tree.body.attributes.count == 2)
    }

    @Test(arguments: ["= 1\n", "a = [\n", "a = \"\n", "a b\n", "{\n", "}\n", "a = <<X\n", "/*\n", "a = (\n", "x \"y\" {\n  b = [\n"])
    func manyErrorsStayLinear(_ line: String) {
        let tree = parse(String(repeating: line, count: 20_000))
        #expect(tree.hasErrors)
        #expect(tree.diagnostics.count <= 101)
    }

    @Test func explosionsAreStopped() {
        let range = "range(1000)"
        for text in [
            "[for a in \(range) : [for b in \(range) : [for c in \(range) : c]]]",
            "setproduct(\(range), \(range), \(range), \(range), \(range))",
            "format(\"%999999999d\", 1)", "indent(999999999, \"a\\nb\\nc\")",
            String(repeating: "replace(", count: 20) + "\"aaaa\"" + String(repeating: ", \"a\", \"aaaaaaaa\")", count: 20),
        ] {
            let (value, diagnostics) = evaluateWithDiagnostics(text, limits: EvaluationLimits(steps: 200_000))
            #expect(value.containsUnknown, "\(text.prefix(60))")
            #expect(!diagnostics.isEmpty, "\(text.prefix(60))")
        }
    }

    @Test func sharedValuesCanNotExplode() {
        let file = SourceFile(path: "laughs.tf", text: "[\(Array(repeating: "local.a", count: 10).joined(separator: ", "))]")
        let (expression, _) = Expression.parse(file)
        let session = EvaluationSession()
        var value = HCLValue.string("ha")
        for _ in 0..<30 { value = Evaluator(file: file, scope: Constant(value: value), session: session).evaluate(expression) }
        #expect(session.diagnostics.contains { $0.code == "hcl-value-too-large" })
        #expect(value.containsUnknown)
    }

    private struct Constant: Scope {
        let value: HCLValue
        func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution { .value(value, steps: 1) }
    }

    @Test func selfReferenceEnds() {
        let (expression, _) = Expression.parse(Loop.file)
        let session = EvaluationSession()
        let value = Evaluator(file: Loop.file, scope: Loop(), session: session).evaluate(expression)
        #expect(value.containsUnknown)
        #expect(session.diagnostics.contains { $0.code == "hcl-evaluation-limit" })
    }

    private struct Loop: Scope {
        static let file = SourceFile(path: "loop.tf", text: "local.a + 1")
        func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
            .value(evaluator.evaluate(Expression.parse(Self.file).expression), steps: 1)
        }
    }
}
