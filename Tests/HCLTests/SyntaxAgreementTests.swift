import Foundation
import SourceText
import Testing

import HCL

/// Whether a text is legal, said by `terraform fmt` and by the parser.
@Suite struct SyntaxAgreementTests {
    @Test(.enabled(if: TerraformProgram.path != nil, "the terraform program is not installed"))
    func acceptanceAgrees() throws {
        let cases = SyntaxCases.all
        var files: [String: String] = [:]
        for (index, text) in cases.enumerated() { files["case\(index).tf"] = text }
        // One run over a folder: every refused file is named by a diagnostic.
        let output = try TerraformProgram.run(["fmt", "-write=false", "-list=false", "."], input: "", files: files)
        let refused = Set(output.standardError.matches(of: /on case(\d+)\.tf line/).compactMap { Int($0.output.1) })
        try #require(!refused.isEmpty)
        var disagreements = 0
        for (index, text) in cases.enumerated() {
            let theirs = !refused.contains(index)
            let tree = SyntaxTree.parse(SourceFile(path: "case.tf", text: text))
            if theirs == tree.hasErrors {
                disagreements += 1
                Issue.record("terraform \(theirs ? "accepts" : "refuses") this, the parser does not:\n\(text)\n\(tree.diagnostics)")
            }
        }
        print("syntax agreement with terraform: \(cases.count - disagreements) of \(cases.count) texts")
    }
}

enum SyntaxCases {
    /// Hand-written bodies, legal and broken.
    static let bodies: [String] = [
        "", "\n\n", "\u{FEFF}a = 1\n", "a = 1", "a = 1\r\nb = 2\r\n", "# c", "// c\n", "/* c */ a = 1\n", "a = 1 # c\n", "a = /* c */ 1\n",
        "a = <<EOT\nx\nEOT", "a = <<EOT\nx\nEOT\n", "a = <<EOT \nx\nEOT\n", "a = <<-EOT\n  x\n  EOT\nb = 1\n", "a = <<EOT\nEOT\n",
        "a = <<EOT\r\nx\r\nEOT\r\n", "a = <<A-B\nx\nA-B\n", "a = <<EOT\n${<<IN\ny\nIN\n}\nEOT\n",
        "a = <<EOT\n%{ if x }\ny\n%{ endif }\nEOT\n",
        "a = <<EOT\n$${x} %%{y}\nEOT\n", "a = f(<<A\nx\nA\n, <<B\ny\nB\n)\n", "a = [<<A\nx\nA\n]\n", "a = <<EOT\nx\nEOT y\n", "a = <<\nx\n",
        "a = <<EOT\n\"quote\\\nEOT\n", "a = <<EOT\nEOTX\n  EOT\n", "a = { b = <<E\nx\nE\n c = 1 }\n", "a = { b = <<E\nx\nE\n}\n",
        "b {}\n", "b { }\n", "b {\n}\n", "b { x = 1\n}\n", "b { x = 1 }\n", "b { x = 1, y = 2 }\n", "b {\nx = 1 }\n", "b { c {} }\n",
        "b\n{\n}\n",
        "b \"x\" {\n}\n", "b x y \"z\" {\n  c \"d\" {\n  }\n}\n", "b \"a${x}\" {}\n", "b \"a\\\"b\" {}\n", "b \"a\nb\" {}\n", "b {} c {}\n",
        "b {\n} # c\n", "b \"x\"\n", "b \"x\" = 1\n", "b {\n", "b {\n  c {\n}\n", "}\n", "b {\n}}\n", "b 1 {}\n", "\"a\" = 1\n", "_a = 1\n",
        "a-b = 1\n", "-a = 1\n", "1a = 1\n", "é = 1\n", "日本 = \"語\"\n", "a.b = 1\n",
        "a = 1 b = 2\n", "a =\n1\n", "a\n= 1\n", "a : 1\n",
        "a = \n",
        "a == 1\n", "a = 1\na = 2\n", "a {}\na {}\n", "a = 1;\n", "a\n", "a b\n", "a = b {}\n", "a = 'x'\n", "a = `x`\n", "a = @\n",
        "a = \u{1}\n",
        "a = \"\\q\"\n", "a = \"x\ny\"\n", "a = \"x\n", "a = \"${\"\n", "a = \"${x\"\n", "a = \"${}\"\n", "a = \"${x y}\"\n",
        "a = \"%{ }\"\n",
        "a = \"%{ foo }\"\n", "a = \"%{ if x }y\"\n", "a = \"%{ endif }\"\n", "a = \"%{ for x y }%{ endfor }\"\n",
        "a = \"%{ if x }%{ for y in z }%{ endif }%{ endfor }\"\n",
        "a = \"%{ if x }a%{ else }b%{ else }c%{ endif }\"\n", "a = \"%{~ if x ~}a%{~ else ~}b%{~ endif ~}\"\n", "a = \"\\u12\"\n",
        "a = \"\\ud800\"\n", "a = \"\\U00110000\"\n",
        "a = \"$\"\n", "a = \"$$\"\n", "a = \"$${\"\n", "a = \"%\"\n", "a = \"${~x~}\"\n", "a = \"${ { x = 1 } }\"\n",
        "a = \"${\"}\"}\"\n", "a = \"\t\"\n",
        "b {\n  a = <<EOT\n  x\n}\n", "/* never closed\na = 1\n", "a = /* x\n", "a = 1 /* x\n */\nb = 2\n",
    ]

    /// Expressions, each set as an attribute's value.
    static let expressions: [String] = [
        "1", "-1", "- 1", "!x", "!!x", "--x", "-x.y", "1.5", ".5", "1.", "1e5", "1E+5", "1e", "0x10", "007", "1_000", "1.5.x", "true",
        "null.x",
        "x", "x.y", "x . y", "x.", "x.0", "x.0.1", "x.0.y", "x.1.5", "x[0]", "x [0]", "x[\"a\"]", "x[]", "x[0", "x[a.b]", "x[*]", "x[*",
        "x[*].y", "x.*", "x.*.y",
        "x.*.*", "x.*.y[0].z", "x[*].y[*].z", "x[y][*][0]", "x.*.0", "x[*].0", "x[1 + 2]", "x[\n0\n]", "(x)", "(\nx\n)", "()", "(x",
        "x)", "((x))", "(x).y", "(x)[0]",
        "[]", "[1]", "[1,]", "[1,,2]", "[,]", "[1 2]", "[1\n2]", "[1,\n2,\n]", "[1", "[\n# c\n1, # c\n]", "{}", "{ a = 1 }",
        "{ a : 1 }", "{ a = 1, }", "{ a = 1, b = 2 }",
        "{ a = 1 b = 2 }", "{\na = 1\nb = 2\n}", "{ a = 1,\n\n b = 2 }", "{ a = 1,\n,b = 2 }", "{ , }", "{ a }", "{ a = }",
        "{ a\n= 1 }", "{ a =\n1 }", "{ \"a\" = 1 }", "{ (a) = 1 }",
        "{ (a.b) : 1 }", "{ a.b = 1 }", "{ 1 = 2 }", "{ true = 1 }", "{ \"${a}\" = 1 }", "{ a[0] = 1 }", "{ f(x) = 1 }", "{ for = 1 }",
        "{ a = 1", "{ a = 1 ]", "{ a = { b = [1, { c = 2 }] } }",
        "{ a = 1 + \n 2 }", "{ a = (1 +\n 2) }", "({\na = 1\n})", "[{\na = 1\n}, {\nb = 2\n}]", "f()", "f(x)", "f(x,)", "f(x, y)",
        "f(,)", "f(x y)", "f(x...)", "f(x..., y)", "f(x...,)", "f(...)",
        "f (x)", "f(\nx,\ny\n)", "f(x", "f.g(x)", "f(x).y", "f(x)[0]", "p::f(x)", "a::b::c(x)", "a::b", "::f(x)", "a: :b(x)",
        "x ? y : z", "x ? y", "x ? : z", "x ?\n y : z", "(x ?\n y :\n z)", "a ? b ? c : d : e",
        "a ? b : c ? d : e", "a + b", "a +\n b", "(a +\n b)", "a + ", "+ a", "a - -b", "a * b / c % d", "a == b == c", "a != b",
        "a === b", "a = b", "a < b > c", "a <= b", "a =< b", "a && b || c", "a & b", "a | b",
        "a and b", "a -b", "a-b", "a - b", "a --b", "!a == b", "-a + b", "a ? -b : !c", "[for x in y : x]", "[for x, z in y : x]",
        "[for x in y : x if z]", "[for x in y : x...]", "[for x in y : x => x]", "[for x in y x]",
        "[for x y : x]", "[for in y : x]", "[for x in y :]", "{for x in y : x => x}", "{for x in y : x => x...}",
        "{for x in y : x => x... if z}", "{for x in y : x => x if z...}", "{for x in y : x}", "{for x in y : x => }",
        "[for x in [for y in z : y] : x]", "[\nfor x in y :\n x\n if z\n]", "[for x in a ? b : c : x]", "[for x in y : { a = x }]",
        "{for k, v in y : k => { a = v }}", "for", "[for]", "[fort]", "if", "\"a\" \"b\"", "\"a\"\"b\"", "\"a\".b", "\"a\"[0]",
        "\"a\" + \"b\"",
        "x...", "x..y", "x,", "x:y", "x => y", "~x", "x ~ y", "x ^ y", "\\x", "$x", "${x}", "%{x}", "#", "x # c", "x // c",
        "x /* c */ + y", "x.y-z", "x.é", "x.\"y\"", "x.y()", "x[y](z)", "1 + x.y[0] * f(2)", "\"${a}${b}\"",
        "\"a${b ? \"c\" : \"d\"}e\"",
    ]

    static let all: [String] = bodies + expressions.map { "a = \($0)\n" }
}
