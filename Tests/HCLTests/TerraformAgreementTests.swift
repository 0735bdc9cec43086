import Foundation
import SourceText
import Testing

import HCL

/// Evaluates the same expressions here and in `terraform console`, a few hundred to a process.
@Suite struct TerraformAgreementTests {
    @Test(.enabled(if: TerraformProgram.path != nil, "the terraform program is not installed"))
    func expressionsAgree() throws {
        let expressions = try Self.expressions()
        // The console reads no line of more than 64 KB.
        let batch = 500
        let theirs = try stride(from: 0, to: expressions.count, by: batch).flatMap { start in
            try Self.evaluate(Array(expressions[start..<min(start + batch, expressions.count)]))
        }
        try #require(theirs.count == expressions.count, "terraform gave \(theirs.count) results for \(expressions.count) expressions")
        var disagreements = 0
        for (expression, their) in zip(expressions, theirs) {
            let our = Self.ours(expression)
            if our != their {
                disagreements += 1
                Issue.record("\(expression)\n   terraform: \(their)\n   here:      \(our)")
            }
        }
        print("agreement with terraform: \(expressions.count - disagreements) of \(expressions.count) expressions")
    }

    @Test(.enabled(if: TerraformProgram.path != nil, "the terraform program is not installed"))
    func everyFunctionIsThere() throws {
        struct Metadata: Decodable {
            struct Signature: Decodable {}
            let functionSignatures: [String: Signature]
        }
        let output = try TerraformProgram.run(["metadata", "functions", "-json"], input: "")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let names = try decoder.decode(Metadata.self, from: Data(output.standardOutput.utf8)).functionSignatures.keys
            .filter { !$0.contains("::") }
        #expect(names.count > 100)
        #expect(names.filter { FunctionLibrary.standard[$0] == nil }.sorted() == [])
    }

    /// One expression a line; lines that begin with `#` are comments.
    static func expressions() throws -> [String] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
        let text = try String(contentsOf: folder.appendingPathComponent("expressions.txt"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") } + GeneratedExpressions.all
    }

    static func ours(_ expression: String) -> String {
        let file = SourceFile(path: "test", text: "try(\(expression), \"<error>\")")
        let (parsed, diagnostics) = Expression.parse(file)
        guard diagnostics.isEmpty else { return "<syntax> \(diagnostics)" }
        let session = EvaluationSession()
        let value = Evaluator(file: file, scope: EmptyScope(), session: session).evaluate(parsed)
        return normalized(ConsoleText.render(value, indent: 2))
    }

    /// The console prints only the last result, so all expressions go in as one tuple, with markers between them.
    static func evaluate(_ expressions: [String]) throws -> [String] {
        let items = expressions.enumerated().map { "\"@@\($0.offset)\", try(\($0.element), \"<error>\")" }
        let output = try TerraformProgram.run(["console"], input: "[\(items.joined(separator: ", "))]\n")
        guard output.status == 0 else {
            Issue.record("terraform console failed: \(output.standardError.suffix(1500))")
            return []
        }
        var results: [String] = []
        for chunk in output.standardOutput.components(separatedBy: "\n  \"@@").dropFirst() {
            guard let newline = chunk.range(of: "\",\n  ") else { continue }
            var text = String(chunk[newline.upperBound...])
            while text.hasSuffix("\n") || text.hasSuffix("]") && results.count == expressions.count - 1 && text.hasSuffix("\n]") {
                text.removeLast()
            }
            if text.hasSuffix(",") { text.removeLast() }
            results.append(normalized(text))
        }
        return results
    }

    /// Takes away what is known to differ: the console names the type of a null, knows a negative zero, and computes with more
    /// digits than a double has.
    static func normalized(_ text: String) -> String {
        let plain = text.replacingOccurrences(
            of: #"to(string|number|bool|list|set|map)\(null\)( /\* of [a-z ]+ \*/)?|null /\* [a-z ]+ \*/"#, with: "null",
            options: .regularExpression)
        return plain.replacing(/-?\d+\.\d+/) { match in
            Double(String(match.output)).map { String(format: "%.12g", $0) } ?? String(match.output)
        }.replacing(/(^|[^0-9.])-0($|[^0-9.])/) { "\($0.output.1)0\($0.output.2)" }
    }
}
