import CEL
import Document
import SourceText
import Testing

/// No input traps, overflows the stack or runs away.
@Suite struct LimitTests {
    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(arguments: [
        ("(", ")"), ("[", "]"), ("!", ""), ("-", ""), ("f(", ")"), ("{1:", "}"), ("x[", "]"), ("true ? 1 : ", ""), ("[1].map(x, ", ")"),
        ("a.b(", ")"),
    ]) func deepNestingIsRefused(_ open: String, _ close: String) {
        let text = repeated(open, 20_000) + "1" + repeated(close, 20_000)
        let diagnostics = Environment().compile(text).diagnostics
        #expect(diagnostics.contains { $0.code == "cel-too-complex" })
    }

    @Test(arguments: [("+1", "1"), (".a", "x"), ("[0]", "x"), (".f()", "x")]) func longChainsAreRefused(_ link: String, _ start: String) {
        let diagnostics = Environment().compile(start + repeated(link, 20_000)).diagnostics
        #expect(diagnostics.contains { $0.code == "cel-too-complex" })
    }

    @Test func logicalChainsMayBeLong() throws {
        let evaluation = Evaluation()
        #expect(try evaluation.answer("false" + repeated(" || false", 20_000) + " || true") == "true")
        #expect(try evaluation.answer(repeated("true && ", 20_000) + "true") == "true")
    }

    @Test func nestingWithinTheLimitWorks() throws {
        let evaluation = Evaluation()
        #expect(try evaluation.answer(repeated("(", 200) + "1" + repeated(")", 200)) == "1")
        #expect(try evaluation.answer(repeated("!", 200) + "true") == "true")
    }

    @Test func hugeTextsAreRefused() {
        let diagnostics = Environment().compile("'" + repeated("a", 1 << 20) + "'").diagnostics
        #expect(diagnostics.map(\.code) == ["cel-too-complex"])
    }

    @Test(arguments: [
        "lists.range(2000).all(a, lists.range(2000).all(b, a >= 0))",
        "lists.range(1000000).map(x, x + 1).map(x, x + 1).size() > 0",
        "lists.range(60).map(x, 'aaaaaaaaaa').join('').split('').map(x, lists.range(10000).size()).size() > 0",
        "cel.bind(s, lists.range(1000).map(x, '0123456789').join(), lists.range(1000).map(x, s + s).size() == 1)",
        "lists.range(1000).exists(x, lists.range(1000).sort().size() == 1) || true && false",
        "lists.range(5000).distinct().size() == 1",
        "cel.bind(s, lists.range(20000).map(x, 'ab').join(), s.lastIndexOf(s.substring(1, 20000) + 'x') == 1)",
        "lists.range(3000).map(x, lists.range(1000)).flatten().size() == 1",
        "lists.range(20000).transformMap(i, x, x).size() == 1",
    ]) func runawaysStop(_ expression: String) throws {
        let evaluation = Evaluation()
        guard case .error(let failure) = try evaluation.run(expression) else {
            Testing.Issue.record("expected an error")
            return
        }
        #expect(failure.message.contains("more steps than its limit"))
    }

    /// An explanation looks at each part of a clause once for every part around it, not twice at every level.
    @Test(arguments: ["optional.of(", "size([", "[1].indexOf("]) func explainingNestedCallsEnds(_ open: String) throws {
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: #"{"a": 1}"#)
        let close = open.hasSuffix("[") ? "])" : ")"
        let text = repeated(open, 120) + "asset.a" + repeated(close, 120) + " == 5"
        let explanation = try evaluation.program(text, isChecked: false).explain(evaluation.activation())
        #expect(!explanation.evidence.isEmpty)
    }

    @Test func pathsOfNamesWithinNamesAreCut() throws {
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: #"{"a": 1}"#)
        let bindings = (1...60).map { "cel.bind(n\($0), math.greatest(n\($0 - 1), n\($0 - 1)), " }.joined()
        let text = "cel.bind(n0, asset.a, \(bindings) n60 == 5" + repeated(")", 61)
        let explanation = try evaluation.explain(text)
        #expect(explanation.verdict == .false)
        let path = try #require(explanation.evidence.first?.path)
        // A name around one that was cut is whole again, up to the limit.
        #expect(path.hasPrefix("math.greatest(math.greatest(") && path.contains("…") && path.utf8.count <= 2048)
    }

    @Test func theLimitCanBeSet() throws {
        let evaluation = Evaluation()
        let program = try evaluation.program("lists.range(100).all(x, x >= 0)")
        let activation = evaluation.activation()
        activation.costLimit = 50
        #expect(program.judge(activation) == .error)
        activation.costLimit = 1000
        #expect(program.judge(activation) == .true)
    }

    @Test func scratchMemoryIsUsedAgain() throws {
        let evaluation = Evaluation()
        let program = try evaluation.program("lists.range(5000).map(x, x * 2).filter(x, x % 3 == 0).size() == 1667")
        let activation = evaluation.activation()
        for _ in 0..<100 { #expect(program.judge(activation) == .true) }
    }

    @Test(arguments: [
        "\u{0}", "'\u{0}'", "``", "a.``", "a.`b", "\\", "...", "a..b", "b'", "br", "0x", "1e", "1.", ".", "?", "a?", "a.?", "[?]", "{?}",
        "A{", "A{a}",
        "cel.bind(1, 2, 3)", "cel.block([], cel.index(0))", "cel.index(99)", "cel.index(-1)", "x.map(x)", "[].map()", "\"\\", "'''",
        "'''''", "b'\\xff' + 'a'",
        "[1, 2][9223372036854775807]", "-9223372036854775808 / -1", "-9223372036854775808 % -1", "9223372036854775807 + 1",
        "-(-9223372036854775808)",
        "timestamp('9999-12-31T23:59:60Z')", "duration('9999999999999999999999h')", "timestamp(9223372036854775807)",
        "duration(9223372036854775807)",
        "math.abs(-9223372036854775808)", "'a'.substring(9223372036854775807)", "'a'.replace('', 'b', 9223372036854775807)",
        "lists.range(-1)",
        "'%.999f'.format([1.0])", "'%'.format([])", "uint(-1.0)", "int(double('NaN'))", "[1][double('NaN') == 1.0 ? 0 : 5]",
    ]) func oddInputsDoNotTrap(_ expression: String) {
        for isChecked in [true, false] {
            let environment = Environment()
            let compilation = environment.compile(expression, isChecked: isChecked)
            guard let program = compilation.program else {
                #expect(!compilation.diagnostics.isEmpty)
                continue
            }
            let activation = Activation(environment)
            _ = program.evaluate(activation)
            _ = program.explain(activation)
        }
    }

    /// Pieces of expressions in any order: whatever comes out, nothing traps and the fast and the tracing program agree.
    @Test func randomWords() throws {
        let words = [
            "asset", ".", "?", "[", "]", "(", ")", "{", "}", "1", "'a'", "true", "&&", "||", "!", "-", "+", "==", "<", "in", "exists",
            "all", "x", ",", ":",
            "has", "size", "map", "filter", "null", "1.5", "2u", "tags", "orValue", "optional.none()", "b'x'", "%", "matches", "dyn",
        ]
        var generator = SeededGenerator(state: 20)
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: EvidenceTests.asset)
        let activation = evaluation.activation()
        var compiled = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...14, using: &generator)).map { _ in words.randomElement(using: &generator) ?? "" }.joined(
                separator: " ")
            guard let program = evaluation.environment.compile(text, isChecked: Bool.random(using: &generator)).program else { continue }
            compiled += 1
            let verdict = program.judge(activation)
            #expect(program.explain(activation).verdict == verdict, "\(text)")
        }
        #expect(compiled > 100)
    }
}

/// The same numbers every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 33) &* 0xff51_afd7_ed55_8ccd
    }
}
