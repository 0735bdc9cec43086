import CEL
import Document
import RuleTranslation
import SourceText
import Testing

/// Short ways to translate and judge in tests.
enum Judging {
    static func event(_ json: String) throws -> Document { try Document(json: json) }

    static func verdict(_ program: Program, _ event: Document, costLimit: Int = 1_000_000) throws -> Verdict {
        let environment = RuleFunctions.environment()
        let activation = Activation(environment)
        activation.costLimit = costLimit
        activation.bind(try #require(environment.variable("event")), to: event)
        let verdict = program.judge(activation)
        // The slow program must say the same.
        #expect(program.explain(activation).verdict == verdict)
        return verdict
    }

    static func verdict(_ text: String, _ json: String) throws -> Verdict {
        let compilation = RuleFunctions.environment().compile(text, expecting: .bool)
        let program = try #require(compilation.program, "\(text): \(compilation.diagnostics)")
        return try verdict(program, event(json))
    }

    // MARK: Sigma

    /// A rule of these lines of a detection; without a condition it is `selection`.
    static func sigmaFile(_ detection: String) -> SourceFile {
        var text = "title: A rule\nlogsource:\n    product: test\ndetection:\n"
        for line in detection.split(separator: "\n", omittingEmptySubsequences: false) { text += "    \(line)\n" }
        if !detection.contains("condition:") { text += "    condition: selection\n" }
        return SourceFile(path: "rule.yml", text: text)
    }

    static func sigma(_ detection: String, _ options: TranslationOptions = TranslationOptions()) throws -> SigmaRule {
        let result = SigmaTranslator(options).translate(sigmaFile(detection))
        return try #require(result.rules.first, "\(detection)\n\(result.diagnostics)")
    }

    // MARK: Falco

    /// A rule with this condition, and other items before it.
    static func falcoFile(_ condition: String, _ items: String = "") -> SourceFile {
        let lines = condition.split(separator: "\n").map { "    \($0)\n" }.joined()
        return SourceFile(path: "rules.yaml", text: "\(items)\n- rule: A rule\n  desc: d\n  output: o\n  priority: INFO\n  condition: >\n\(lines)")
    }

    static func falco(_ condition: String, _ items: String = "") throws -> FalcoRule {
        let result = FalcoTranslator().translate([falcoFile(condition, items)])
        return try #require(result.rules.first, "\(condition)\n\(result.diagnostics)")
    }
}

extension SourceText.SourceLocation {
    var line: Int? { start?.line }
}
