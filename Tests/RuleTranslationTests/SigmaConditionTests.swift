import CEL
import RuleTranslation
import SourceText
import Testing

/// How selections are joined, and words without a field.
@Suite struct SigmaConditionTests {
    private static let selections = """
        sel_a:
            a: 1
        sel_b:
            b: 1
        filter:
            c: 1
        _hidden:
            d: 1

        """

    @Test(arguments: [
        ("sel_a", "a", Verdict.true), ("sel_a", "b", .false), ("sel_a and sel_b", "ab", .true), ("sel_a and sel_b", "a", .false),
        ("sel_a or sel_b", "b", .true), ("not filter", "a", .true), ("not filter", "c", .false), ("sel_a and not filter", "ac", .false),
        ("not not sel_a", "a", .true), ("not (sel_a or sel_b)", "", .true), ("not(sel_a or sel_b)", "b", .false),
        // not binds most, then and, then or.
        ("sel_a or sel_b and filter", "a", .true), ("(sel_a or sel_b) and filter", "a", .false), ("not sel_a and sel_b", "b", .true),
        ("not sel_a or sel_b", "ab", .true), ("1 of sel_*", "b", .true), ("1 of sel_*", "c", .false), ("all of sel_*", "ab", .true),
        ("all of sel_*", "a", .false), ("any of sel_*", "a", .true), ("1 of them", "c", .true), ("1 of them", "d", .false),
        ("all of them", "abc", .true), ("all of them", "ab", .false), ("1 of _*", "d", .true), ("_hidden", "d", .true),
        ("sel_a and not 1 of filter*", "a", .true), ("1 of *_b", "b", .true), ("SEL_a or sel_a", "a", .error),
        ("sel_a AND sel_b", "ab", .true),
    ]) func joins(_ condition: String, _ present: String, _ expected: Verdict) throws {
        let event = try Judging.event("{" + present.map { "\"\($0)\": 1" }.joined(separator: ",") + "}")
        let result = SigmaTranslator().translate(Judging.sigmaFile(Self.selections + "condition: \(condition)"))
        guard let rule = result.rules.first else {
            #expect(expected == .error)
            #expect(result.diagnostics.first?.hint == "there are sel_a, sel_b, filter, _hidden")
            return
        }
        #expect(try Judging.verdict(rule.condition.program, event) == expected, "\(rule.condition.text)")
    }

    @Test func aListOfConditionsIsAlternatives() throws {
        let rule = try Judging.sigma(Self.selections + "condition: [sel_a, sel_b]")
        #expect(try Judging.verdict(rule.condition.program, Judging.event(#"{"b": 1}"#)) == .true)
        #expect(try Judging.verdict(rule.condition.program, Judging.event(#"{"c": 1}"#)) == .false)
    }

    @Test(arguments: [
        ("selection: [evil, 'b*d']", #"{"x": {"y": ["This is EVIL"]}}"#, Verdict.true),
        ("selection: [evil, 'b*d']", #"{"x": "..b..d.."}"#, .true), ("selection: [evil]", #"{"x": "good"}"#, .false),
        ("selection: [evil]", #"{"very-evil-key": 1}"#, .true), ("selection: ['*evil*']", #"{"x": "an evil one"}"#, .true),
        ("selection: [404]", #"{"x": 404}"#, .true), ("selection: [404]", "{}", .false),
        ("selection:\n    '|all': [evil, spirit]", #"{"x": "evil", "y": "spirit"}"#, .true),
        ("selection:\n    '|all': [evil, spirit]", #"{"x": "evil"}"#, .false),
        ("selection:\n    '|re': 'ev.l'", #"{"x": "evil"}"#, .true), ("selection:\n    '|re': 'EV.L'", #"{"x": "evil"}"#, .false),
        ("selection:\n    '|cased': [Evil]", #"{"x": "evil"}"#, .false),
        ("selection:\n    - evil\n    - a: x", #"{"a": "x"}"#, .true), ("selection:\n    - evil\n    - a: x", #"{"b": "evil"}"#, .true),
    ]) func words(_ detection: String, _ event: String, _ expected: Verdict) throws {
        let rule = try Judging.sigma(detection)
        #expect(try Judging.verdict(rule.condition.program, Judging.event(event)) == expected, "\(rule.condition.text)")
    }

    @Test func placeholdersAreTheCallers() throws {
        let options = TranslationOptions(placeholders: ["admins": ["root", "svc*"], "os": ["x", "y"]])
        let rule = try Judging.sigma(#"selection:\#n    user|expand: '%os%\%/%admins%'"#, options)
        for (user, expected) in [("x%/root", Verdict.true), ("Y%/SVC-1", .true), ("x%/guest", .false), ("%os%/%admins%", .false)] {
            #expect(try Judging.verdict(rule.condition.program, Judging.event(#"{"user": "\#(user)"}"#)) == expected)
        }
        let literal = try Judging.sigma("selection:\n    user: '%admins%'")
        #expect(try Judging.verdict(literal.condition.program, Judging.event(#"{"user": "%admins%"}"#)) == .true)
    }

    @Test func whatDescribesARuleIsKept() throws {
        let file = SourceFile(
            path: "rule.yml",
            text: """
                title: A title
                id: 5f1abf38-0000-4000-8000-000000000000
                name: a_name
                status: test
                level: high
                author: somebody
                tags: [attack.t1078, attack.persistence]
                references: [https://example.com]
                falsepositives: [Unlikely]
                description: |
                    Two
                    lines
                logsource:
                    category: process_creation
                    product: aws
                    service: cloudtrail
                    definition: turn it on
                detection:
                    selection: {b.c|contains: x, a: [y, z], d|fieldref: e}
                    condition: selection

                """)
        let rule = try #require(SigmaTranslator().translate(file).rules.first)
        #expect(rule.description.title == "A title" && rule.description.level == "high" && rule.description.name == "a_name")
        #expect(rule.description.tags == ["attack.t1078", "attack.persistence"] && rule.description.status == "test")
        #expect(rule.description.description == "Two\nlines\n" && rule.description.falsePositives == ["Unlikely"])
        #expect(rule.logSource.product == "aws" && rule.logSource.category == "process_creation" && rule.logSource.definition == "turn it on")
        #expect(rule.condition.fields == ["a", "b.c", "d", "e"])
        #expect(rule.description.location.description == "rule.yml:1:1")
    }

    @Test func evidenceLeadsToTheRulesLine() throws {
        let rule = try Judging.sigma("selection:\n    a: x\n    b|contains: y\ncondition: selection")
        let environment = RuleFunctions.environment()
        let activation = Activation(environment)
        activation.bind(try #require(environment.variable("event")), to: try Judging.event(#"{"a": "x", "b": "zyz"}"#))
        let evidence = rule.condition.program.explain(activation).evidence
        #expect(evidence.map { $0.location.line } == [6, 7])
        #expect(evidence.map(\.description) == [#"event.field("a") is "x"; is "x""#, #"event.field("b") is "zyz"; includes "y""#])
    }
}
