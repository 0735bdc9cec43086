import CEL
import RuleTranslation
import SourceText
import Testing

/// What can't be said in the language is said to the author, with its line; the rule is left out.
@Suite struct SigmaDiagnosticTests {
    @Test(arguments: [
        ("selection:\n    a|neq: x", "sigma-modifier", 6), ("selection:\n    a|hour: 3", "sigma-modifier", 6),
        ("selection:\n    a|nonsense: x", "sigma-modifier", 6), ("selection:\n    a|re: '(?=x)'", "sigma-pattern", 6),
        (#"selection:\#n    a|re: '(x)\1'"#, "sigma-pattern", 6), ("selection:\n    a|cidr: 10.0.0.0/40", "sigma-modifier", 6),
        ("selection:\n    a|cidr: x", "sigma-modifier", 6), ("selection:\n    a|lt: x", "sigma-modifier", 6),
        ("selection:\n    a|i: x", "sigma-modifier", 6), ("selection:\n    a|wide: x", "sigma-modifier", 6),
        ("selection:\n    a|base64: 'x*'", "sigma-modifier", 6), ("selection:\n    a|base64offset: x", "sigma-modifier", 6),
        ("selection:\n    a|contains: null", "sigma-modifier", 6), ("selection:\n    a|exists: perhaps", "sigma-modifier", 6),
        ("selection:\n    a|expand: '%x%'", "sigma-placeholder", 6), ("selection:\n    a: []", "sigma-value", 6),
        ("selection:\n    a:\n        b: c", "sigma-value", 7), ("selection:\n    a|: x", "sigma-modifier", 6),
        ("selection: {}", "sigma-selection", 5), ("selection: []", "sigma-selection", 5), ("selection: null", "sigma-selection", 5),
        ("selection: [null]", "sigma-keyword", 5), ("selection:\n    '|cidr': 10.0.0.0/8", "sigma-keyword", 6),
        ("selection:\n    a: x\ncondition: sel", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: selection and", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: (selection", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: selection)", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: 2 of selection*", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: ''", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: 1 of nothing*", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: selection selection", "sigma-condition", 7),
        ("selection:\n    a: x\ncondition: selection | count() > 5", "sigma-aggregation", 7),
        ("selection:\n    a: x\ntimeframe: 5m\ncondition: selection", "sigma-aggregation", 7),
        ("selection:\n    a: x\ncondition: 5", "sigma-condition", 7),
        ("selection:\n    a: x\n    a: y", "duplicate-key", 7), ("selection:\n    a: x\ncondition: []", "sigma-condition", 7),
    ]) func whatIsWrong(_ detection: String, _ code: String, _ line: Int) throws {
        let result = SigmaTranslator().translate(Judging.sigmaFile(detection))
        #expect(result.rules.isEmpty)
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.code == code && diagnostic.severity == .error, "\(diagnostic)")
        #expect(diagnostic.location?.line == line, "\(diagnostic)")
        #expect(result.diagnostics.count == 1)
    }

    @Test func fieldsWithoutAPlaceAreNotMissingFields() throws {
        let options = TranslationOptions(fields: .only(["a": FieldTable.Place("raw.a"), "ip": FieldTable.Place("src", "dst")]))
        let rule = try Judging.sigma("selection:\n    a: x\n    ip|cidr: 10.0.0.0/8\n    ip|exists: true", options)
        #expect(rule.condition.text.contains(#"event.field("src", "dst").inNetwork("10.0.0.0/8")"#))
        #expect(try Judging.verdict(rule.condition.program, Judging.event(#"{"raw": {"a": "x"}, "dst": "10.0.0.1"}"#)) == .true)
        #expect(try Judging.verdict(rule.condition.program, Judging.event(#"{"raw": {"a": "x"}, "dst": "1.0.0.1"}"#)) == .false)
        for detection in ["selection:\n    b: x", "selection:\n    a|fieldref: b", "selection:\n    a: y\n    b|exists: false"] {
            let result = SigmaTranslator(options).translate(Judging.sigmaFile(detection))
            #expect(result.rules.isEmpty)
            #expect(result.diagnostics.map(\.code) == ["rule-field-unmapped"])
        }
    }

    @Test(arguments: [
        ("title: x\n", "sigma-not-a-rule"), ("[]", "sigma-not-a-rule"), ("title: x\nfilter:\n    rules: [y]\n", "sigma-filter"),
        ("action: global\ntitle: x\n---\ndetection:\n    s:\n        a: x\n    condition: s\n", "sigma-action"),
        ("title: 'x", "yaml-syntax"),
        ("detection: x\n", "sigma-detection"),
    ]) func otherDocuments(_ text: String, _ code: String) {
        let result = SigmaTranslator().translate(SourceFile(path: "rule.yml", text: text))
        #expect(result.rules.isEmpty)
        #expect(result.diagnostics.map(\.code) == [code])
    }

    @Test func oneBadRuleLeavesTheOthers() {
        let text = ["a: x", "a|neq: x", "a: y"].map { "title: r\ndetection:\n    s:\n        \($0)\n    condition: s\n" }.joined(separator: "---\n")
        let result = SigmaTranslator().translate(SourceFile(path: "rules.yml", text: text))
        #expect(result.rules.count == 2)
        #expect(result.diagnostics.map { $0.location?.line } == [10])
    }

    @Test func aWordInALongConditionHasItsPlace() throws {
        let result = SigmaTranslator().translate(
            Judging.sigmaFile("selection:\n    a: x\ncondition: >-\n    selection\n    and not\n      missing"))
        #expect(result.diagnostics.first?.location?.description == "rule.yml:10:11")
    }
}
