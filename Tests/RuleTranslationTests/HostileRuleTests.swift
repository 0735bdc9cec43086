import CEL
import Document
import RuleTranslation
import SourceText
import Testing

/// Rules and events that want too much end in a diagnostic or an error, soon.
@Suite struct HostileRuleTests {
    private func sigma(_ detection: String) -> SigmaTranslation { SigmaTranslator().translate(Judging.sigmaFile(detection)) }

    private func isRefused(_ result: SigmaTranslation, _ code: String = "rule-too-large") -> Bool {
        result.rules.isEmpty && result.diagnostics.map(\.code) == [code]
    }

    @Test func expansionsDoNotExplode() {
        let selections = (0..<1000).map { "s\($0):\n    a: '\(String(repeating: "x", count: 100))'\n" }.joined()
        let condition = Array(repeating: "1 of s*", count: 1000).joined(separator: " or ")
        #expect(isRefused(sigma(selections + "condition: \(condition)")))
        // Within the number of selections, but not of bytes.
        #expect(isRefused(sigma(selections + "condition: 1 of s* and 1 of s* and 1 of s*")))
        #expect(isRefused(sigma("s:\n    a: x\ncondition: \(Array(repeating: "s", count: 30_000).joined(separator: " or "))")))
    }

    @Test func nestingIsBounded() {
        let open = String(repeating: "(", count: 100_000)
        #expect(isRefused(sigma("s:\n    a: x\ncondition: \(open)s")))
        #expect(isRefused(sigma("s:\n    a: x\ncondition: \(String(repeating: "not (", count: 51))s\(String(repeating: ")", count: 51))")))
        #expect(!sigma("s:\n    a: x\ncondition: \(String(repeating: "not ", count: 10_001))s").rules.isEmpty)
        #expect(isRefused(sigma("s: \(String(repeating: "[", count: 100))\(String(repeating: "]", count: 100))"), "document-too-deep"))
        var deep = "a: x"
        for level in 0..<40 { deep = level.isMultiple(of: 2) ? "[{\(deep)}, {b: \(level)}]" : "[\(deep), {c: \(level)}]" }
        let nested = sigma("s: \(deep.hasPrefix("[") ? deep : "[\(deep)]")\ncondition: s")
        #expect(nested.rules.count == 1 || nested.diagnostics.map(\.code) == ["rule-too-large"], "\(nested.diagnostics)")
    }

    @Test func valuesAreBounded() {
        let values = (0..<20_000).map { "x\($0)" }.joined(separator: ", ")
        #expect(isRefused(sigma("s:\n    a: [\(values)]\ncondition: s")))
        let long = String(repeating: "x?", count: 5000)
        #expect(!sigma("s:\n    a|re: '\(long)'\ncondition: s").diagnostics.isEmpty)
        #expect(!sigma("s:\n    a: '\(long)'\ncondition: s").diagnostics.isEmpty)
        #expect(isRefused(sigma("s:\n    a: '\(String(repeating: "x", count: 300_000))'\ncondition: s")))
        let options = TranslationOptions(placeholders: ["p": (0..<100).map(String.init)])
        let result = SigmaTranslator(options).translate(Judging.sigmaFile("s:\n    a|expand: '%p%%p%%p%%p%%p%'\ncondition: s"))
        #expect(isRefused(result))
    }

    @Test func aliasesDoNotExplode() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 { text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n" }
        #expect(isRefused(SigmaTranslator().translate(SourceFile(path: "rule.yml", text: text)), "document-too-large"))
    }

    @Test func macrosAndListsDoNotExplode() {
        var macros = "- macro: m0\n  condition: a.b = 1 or a.c = 2\n"
        for level in 1...40 { macros += "- macro: m\(level)\n  condition: (m\(level - 1) and m\(level - 1)) or m\(level - 1)\n" }
        #expect(FalcoTranslator().translate([Judging.falcoFile("m20", macros)]).diagnostics.map(\.code) == ["rule-too-large"])
        #expect(FalcoTranslator().translate([Judging.falcoFile("m40", macros)]).diagnostics.map(\.code) == ["rule-too-large"])
        var chain = "- macro: c0\n  condition: a.b = 1\n"
        for level in 1...5000 { chain += "- macro: c\(level)\n  condition: c\(level - 1)\n" }
        #expect(FalcoTranslator().translate([Judging.falcoFile("c5000", chain)]).diagnostics.map(\.code) == ["rule-too-large"])
        var lists = "- list: l0\n  items: [\((0..<10).map { "i\($0)" }.joined(separator: ", "))]\n"
        for level in 1...30 { lists += "- list: l\(level)\n  items: [\(Array(repeating: "l\(level - 1)", count: 10).joined(separator: ", "))]\n" }
        #expect(FalcoTranslator().translate([Judging.falcoFile("a.b in (l30)", lists)]).diagnostics.map(\.code) == ["rule-too-large"])
        let open = String(repeating: "(", count: 100_000)
        #expect(FalcoTranslator().translate([Judging.falcoFile("\(open)a.b = 1")]).diagnostics.map(\.code) == ["rule-too-large"])
        let calls = String(repeating: "tolower(", count: 100_000)
        #expect(FalcoTranslator().translate([Judging.falcoFile("\(calls)a.b = 1")]).diagnostics.map(\.code) == ["rule-too-large"])
        #expect(FalcoTranslator().translate([Judging.falcoFile(String(repeating: "not ", count: 100_001) + "a.b = 1")]).rules.count == 1)
    }

    @Test func eventsThatWantTooMuchAreErrors() throws {
        let rule = try Judging.sigma("selection: [never]")
        let items = Array(repeating: "\"x\"", count: 20_000).joined(separator: ",")
        #expect(try Judging.verdict(rule.condition.program, Judging.event("{\"a\": [\(items)]}"), costLimit: 10_000) == .error)
        let path = try Judging.sigma("selection:\n    a.b.c.d: x")
        var deep = #"{"d": "y"}"#
        for key in ["c", "b", "a"] { deep = "{\"\(key)\": [" + Array(repeating: deep, count: 25).joined(separator: ",") + "]}" }
        #expect(try Judging.verdict(path.condition.program, Judging.event(deep), costLimit: 10_000) == .error)
    }

    @Test func bytesThatAreNoRulesEndInDiagnostics() {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let sample = Array(
            Judging.sigmaFile(
                "selection:\n    a|contains|all: [x, 'y*']\n    b|re|i: 'z+'\n    c|base64offset|contains: foo\nf: [k]\ncondition: 1 of s* and not f"
            ).bytes)
        let falco = Array(Judging.falcoFile("m and not a.b[1] in (l, \"x\") or tolower(a.c) = val(a.d)", FalcoConditionTests.items).bytes)
        for round in 0..<400 {
            var bytes = round.isMultiple(of: 2) ? sample : falco
            for _ in 0..<(1 + next(4)) {
                let at = next(bytes.count)
                switch next(3) {
                case 0: bytes[at] = UInt8(next(256))
                case 1: bytes.remove(at: at)
                default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + next(20))], at: next(bytes.count))
                }
            }
            let file = SourceFile(path: "x.yaml", bytes: bytes)
            let one = SigmaTranslator().translate(file)
            let other = FalcoTranslator().translate([file])
            #expect(one.rules.count + one.diagnostics.count + one.correlations.count + other.rules.count + other.diagnostics.count > 0)
        }
    }
}
