import CEL
import RuleTranslation
import SourceText
import Testing

/// Rules that change one another, and what is wrong with files.
@Suite struct FalcoFileTests {
    private func translate(_ texts: String...) -> FalcoTranslation {
        FalcoTranslator().translate(texts.enumerated().map { SourceFile(path: "\($0.offset).yaml", text: $0.element) })
    }

    private static let base = """
        - list: l
          items: [a]
        - macro: m
          condition: x.y = 1
        - rule: r
          desc: d
          condition: m and x.l in (l)
          output: o
          priority: WARNING
          tags: [t]
          source: k8s_audit

        """

    @Test(arguments: [
        ("- macro: m\n  condition: or x.y = 2\n  append: true\n", #"x.y").isExactly("2")"#),
        ("- macro: m\n  condition: x.z = 3\n", #"x.z").isExactly("3")"#),
        ("- list: l\n  items: [b]\n  append: true\n", #"["a", "b"]"#), ("- list: l\n  items: [b]\n", #"isOnly("b")"#),
        ("- list: l\n  items: [b]\n  override: {items: append}\n", #"["a", "b"]"#),
        ("- list: l\n  items: [b]\n  override: {items: replace}\n", #"isOnly("b")"#),
        ("- rule: r\n  condition: and not x.q = 4\n  append: true\n", #"&& !event.field("x.q").isExactly("4")"#),
        ("- rule: r\n  condition: or x.q = 4\n  override: {condition: append}\n", #"|| event.field("x.q").isExactly("4")"#),
        ("- rule: r\n  condition: x.q = 4\n  override: {condition: replace}\n", #"event.field("x.q").isExactly("4")"#),
        ("- macro: m\n  condition: or x.y = 2\n  override: {condition: append}\n", #"x.y").isExactly("2")"#),
    ]) func laterFilesChangeEarlierOnes(_ change: String, _ part: String) throws {
        let result = translate(Self.base, change)
        #expect(result.diagnostics.isEmpty)
        let rule = try #require(result.rules.first)
        #expect(rule.condition.text.contains(part), "\(rule.condition.text)")
        #expect(rule.priority == "WARNING" && rule.tags == ["t"] && rule.source == "k8s_audit" && rule.output == "o")
    }

    @Test func otherPartsAreOverridden() throws {
        let change = "- rule: r\n  output: p\n  tags: [u]\n  enabled: false\n  override: {output: append, tags: append, enabled: replace}\n"
        let rule = try #require(translate(Self.base, change).rules.first)
        #expect(rule.output == "o p" && rule.tags == ["t", "u"] && !rule.isEnabled)
        #expect(translate(Self.base, "- rule: r\n  enabled: false\n").rules.map(\.isEnabled) == [false])
        #expect(translate(Self.base, "- rule: r\n  desc: n\n  condition: x.a = 1\n").rules.map(\.tags) == [[]])
    }

    @Test func exceptionsNarrowARule() throws {
        let text = """
            - list: safe
              items: [cron, at]
            - rule: r
              condition: evt.type = open
              exceptions:
                - name: pairs
                  fields: [proc.name, fd.name]
                  comps: [=, startswith]
                  values:
                    - [sshd, /etc/ssh]
                - name: single
                  fields: proc.pname
                  values: [safe, systemd]
                - name: lists
                  fields: [proc.name, fd.name]
                  comps: [in, in]
                  values:
                    - [[a, b], [/x]]
                - name: unused
                  fields: [proc.name]
            - rule: r
              exceptions:
                - name: pairs
                  values:
                    - [vim, /tmp]
              append: true

            """
        let result = translate(text)
        let program = try #require(result.rules.first, "\(result.diagnostics)").condition.program
        for (fields, expected) in [
            (#""proc.name": "x""#, Verdict.true), (#""proc.name": "sshd", "fd.name": "/etc/ssh/x""#, .false), (#""proc.name": "sshd", "fd.name": "/x""#, .true),
            (#""proc.pname": "at""#, .false), (#""proc.pname": "systemd""#, .false), (#""proc.name": "b", "fd.name": "/x""#, .false),
            (#""proc.name": "vim", "fd.name": "/tmp/x""#, .false), (#""proc.name": "c", "fd.name": "/x""#, .true),
        ] {
            #expect(try Judging.verdict(program, Judging.event(#"{"evt.type": "open", \#(fields)}"#)) == expected, "\(fields)")
        }
    }

    @Test(arguments: [
        ("x.y bcontains cafe", "falco-operator"), ("x.y resembles z", "falco-operator"), ("missing", "falco-macro"),
        ("x.y > many", "falco-operator"),
        ("x.y = ", "falco-condition"), ("(x.y = 1", "falco-condition"), ("x.y = 1)", "falco-condition"), ("x.y = 1 or", "falco-condition"),
        ("x.y in (a", "falco-condition"), ("x.y in (a b)", "falco-condition"), ("x.y[1 = 2", "falco-condition"),
        ("x.y regex '(?=a)'", "falco-pattern"),
        ("x.y glob '+(a|b)'", "falco-pattern"), ("fd.net = here", "falco-network"), ("len(x.y) > 3", "falco-function"),
        ("x.y = 'open", "falco-condition"),
        (#"x.y = 'a\q'"#, "falco-condition"), ("x.y startswith two", "falco-list"), ("join(x.y, x.z) = 1", "falco-condition"), ("x.y", "falco-operator"),
        ("x.y = 1 x.z = 2", "falco-condition"), ("loop", "falco-macro"), ("x.y in (round)", "falco-list"),
        ("and x.y = 1", "falco-condition"),
    ]) func whatIsWrong(_ condition: String, _ code: String) throws {
        let items = """
            - list: two
              items: [a, b]
            - macro: loop
              condition: a.b = 1 or pool
            - macro: pool
              condition: loop
            - list: round
              items: [x, round]
            """
        let result = FalcoTranslator().translate([Judging.falcoFile(condition, items)])
        #expect(result.rules.isEmpty)
        let diagnostic = try #require(result.diagnostics.first)
        #expect(diagnostic.code == code && diagnostic.severity == .error, "\(diagnostic)")
        #expect(diagnostic.message.hasPrefix("rule 'A rule': "))
        #expect(diagnostic.location?.line == (condition == "loop" ? 6 : 14), "\(diagnostic)")
    }

    @Test(arguments: [
        ("x: y\n", "falco-not-rules", 1), ("- x: y\n", "falco-not-a-rule", 1), ("- text\n", "falco-not-a-rule", 1),
        ("- rule: r\n", "falco-condition", 1),
        ("- macro: m\n", "falco-condition", 1), ("- list: l\n", "falco-list", 1), ("- list: l\n  items: [[a]]\n", "falco-list", 2),
        ("- list: l\n  items: ['\"a']\n", "falco-list", 2), ("- rule: r\n  condition: x\n  append: true\n", "falco-override", 1),
        ("- list: l\n  items: []\n  override: {items: perhaps}\n", "falco-override", 3),
        ("- rule: r\n  condition: a.b = 1\n  condition: a.b = 2\n", "duplicate-key", 3),
    ]) func wrongItems(_ text: String, _ code: String, _ line: Int) {
        let result = translate(text)
        #expect(result.rules.isEmpty)
        #expect(result.diagnostics.map(\.code) == [code])
        #expect(result.diagnostics.first?.location?.line == line)
    }

    @Test func fieldsWithoutAPlace() {
        let options = TranslationOptions(event: "event.raw", fields: FieldTable { $0.argument == nil ? FieldTable.Place("k8s.\($0.name)") : nil })
        func translate(_ condition: String) -> FalcoTranslation { FalcoTranslator(options).translate([Judging.falcoFile(condition)]) }
        #expect(translate("ka.verb = get").rules.map(\.condition.text) == [#"event.raw.field("k8s.ka.verb").isExactly("get")"#])
        #expect(translate("ka.verb = get").rules.map(\.condition.fields) == [["ka.verb"]])
        #expect(translate("okta.failure.countlast[300] >= 3").diagnostics.map(\.code) == ["rule-field-unmapped"])
    }
}
