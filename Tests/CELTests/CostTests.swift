import CEL
import Document
import SourceText
import Testing

/// What a program costs at most, told before it runs.
@Suite struct CostTests {
    private static func environment(limit: Int? = nil) -> Environment {
        var environment = Environment()
        environment.declare("asset", .dynamic)
        environment.declare("name", .string)
        environment.costLimit = limit.map { CostLimit(steps: $0) }
        return environment
    }

    private static func bound(_ expression: String, _ assumptions: CostAssumptions = CostAssumptions()) throws -> CostBound {
        let compilation = environment().compile(expression)
        return try #require(compilation.program, "\(expression): \(compilation.diagnostics)").costBound(assuming: assumptions)
    }

    @Test(
        arguments: [
            ("true", 0...0), ("asset.a.b == 'x'", 3...10), ("asset.rules.exists(r, r.port == 22)", 4000...10_000),
            // A document has room for ten thousand values, however its lists lie in one another.
            ("asset.rules.exists(r, r.ranges.exists(c, c == 'x'))", 20_000...100_000),
            ("asset.rules.exists(r, r.ranges.exists(c, c.parts.exists(p, p == 'x')))", 20_000...200_000),
            // Two lists side by side meet in all their pairs.
            ("asset.rules.exists(r, asset.ranges.exists(c, c == 'x'))", 4_000_000...9_000_000),
            ("asset.rules.exists(r, r.a.exists(a, r.b.exists(b, a.x == 'y' && b.x == 'y')))", 20_000_000...500_000_000),
            ("lists.range(1000).all(x, lists.range(1000).all(y, x < y))", 2_000_000...20_000_000),
            ("name.matches('a+b')", 2000...10_000),
            ("asset.rules.all(r, r.name.matches('a+b'))", 70_000...300_000),
        ] as [(String, ClosedRange<Int>)])
    func bounds(_ expression: String, _ expected: ClosedRange<Int>) throws {
        let bound = try Self.bound(expression)
        #expect(expected.contains(bound.steps), "\(expression): \(bound.steps)")
    }

    @Test func longPatternsCostMore() throws {
        let short = try Self.bound("name.matches('^[a-z]+$')").steps
        let long = try Self.bound("name.matches('^([a-z]{100}|[0-9]{100})$')").steps
        // Both patterns run, but the repetition compiles to more instructions than the automaton is trusted with.
        let huge = try Self.bound("name.matches('x.{900}y')").steps
        #expect(short * 4 < long)
        #expect(huge > 10_000_000)
    }

    @Test func assumptionsSayHowLargeThingsAre() throws {
        let expression = "asset.rules.exists(r, asset.ranges.exists(c, c.cidr == r.cidr))"
        let few = try Self.bound(expression, CostAssumptions(values: 100, elements: 10, bytes: 1000, textLength: 100)).steps
        #expect(few < 10_000)
        #expect(try Self.bound(expression).steps > 1_000_000)
    }

    @Test func valuesThatShareTheirPartsAreCountedInFull() throws {
        let doubled = (0..<60).map { "cel.bind(v\($0 + 1), [v\($0), v\($0)], " }.joined()
        let text = "cel.bind(v0, [1, 1], \(doubled)v60 == v60" + String(repeating: ")", count: 61)
        #expect(try Self.bound(text).steps > 1_000_000_000_000)
        let texts = (0..<60).map { "cel.bind(v\($0 + 1), v\($0) + v\($0), " }.joined()
        #expect(try Self.bound("cel.bind(v0, name, \(texts)size(v60) == 1" + String(repeating: ")", count: 61)).steps > 1_000_000_000_000)
    }

    @Test func nestingAsDeepAsCanBeIsNoTrap() throws {
        let text = String(repeating: "asset.x.map(a, ", count: 80) + "1" + String(repeating: ")", count: 80)
        #expect(try Self.bound(text).steps == .max)
    }

    @Test func theMessageNamesTheDearestLoop() throws {
        let text = "asset.name == 'a'\n&& asset.rules.all(r, asset.routes.all(o, asset.ranges.exists(c, c.cidr == r.cidr)))"
        let diagnostics = Self.environment(limit: 10_000_000).compile(text, expecting: .bool).diagnostics
        #expect(
            diagnostics.map(\.description) == [
                "expression:2:43: error: the expression may take 33.3 billion steps, and the limit is 10 million; this part takes "
                    + "33.3 billion of them in 1 million rounds; filter before the inner loop, ask with 'in' or sets.contains() instead of "
                    + "a loop, make what does not change once with cel.bind(), or split the condition (cel-cost)"
            ])
        #expect(Self.environment().compile(text, expecting: .bool).diagnostics.isEmpty)
    }

    @Test func aDearCallIsNamedToo() throws {
        let diagnostics = Self.environment(limit: 1_000_000).compile("size(name) > 3 && lists.range(16000000).size() > 1").diagnostics
        #expect(diagnostics.map { $0.location?.description } == ["expression:1:19"])
    }

    @Test func whatCouldTakeASecondDoesNotCompile() {
        // Each of these runs for more than a second within the assumptions if nobody stops it.
        for text in [
            "asset.a.all(x, asset.b.all(y, asset.c.all(z, x != z || y != z)))", "asset.a.all(x, asset.b.all(y, name.matches(x + y)))",
            "asset.a.map(x, asset.a.map(y, x + y)).flatten().distinct().size() > 3", "name.split('').map(x, name).join().size() > 3",
            "regex.extractAll(name, 'a(.*b)?').size() > 3", "asset.a.all(x, name.matches('(a|b)*a(a|b){300}' + x))",
            "asset.a.all(x, name.matches('(?:a?){200}a{200}'))", "asset.a.transformMap(i, x, asset.b.transformMap(j, y, x == y)).size() > 1",
        ] {
            #expect(Self.environment(limit: 10_000_000).compile(text, expecting: .bool).diagnostics.map(\.code) == ["cel-cost"], "\(text)")
        }
    }

    /// Lists in lists, texts of many lengths.
    private static func document() throws -> Document {
        let builder = DocumentBuilder()
        builder.beginMap()
        for name in ["a", "b"] {
            builder.key(name)
            builder.beginList()
            for index in 0..<20 {
                builder.beginMap()
                builder.key("n")
                builder.int(Int64(index))
                builder.key("t")
                builder.string(String(repeating: "a", count: index * index))
                builder.key("l")
                builder.beginList()
                // One of them has most of all elements.
                for element in 0..<(index == 7 ? 20 : index % 3) { builder.string("e\(element)") }
                builder.endList()
                builder.key("m")
                builder.beginMap()
                for key in 0..<(index == 5 ? 20 : 1) {
                    builder.key("k\(key)")
                    builder.int(1)
                }
                builder.endMap()
                builder.endMap()
            }
            builder.endList()
        }
        builder.endMap()
        return try builder.finish()
    }

    private static let sizes = CostAssumptions(values: 300, elements: 20, bytes: 5200, textLength: 361)

    @Test(arguments: [
        "asset.a.all(x, x.n >= 0)", "asset.a.all(x, x.l.all(y, y != 'z'))", "asset.a.all(x, x.l.all(y, x.l.all(z, z != y + '!')))",
        "asset.a.all(x, asset.b.all(y, x.l.size() >= 0 && y.l.all(e, e in x.l || true)))", "asset.a.map(x, x.t).join(',').size() > 0",
        "asset.a.map(x, x.l).flatten().distinct().size() > 0", "asset.a.map(x, x.l).flatten(2).sort().size() > 0",
        "asset.a.sortBy(x, x.t).map(x, x.t.upperAscii()).size() > 0", "asset.a.transformMap(i, x, x.t)[3] == 'aaaaaaaaa'",
        "asset.a.transformMapEntry(i, x, {x.n: x.l}) == asset.b.transformMapEntry(i, x, {x.n: x.l})", "asset == asset",
        "asset.a.all(x, asset.b.exists(y, x == y))", "asset.a.all(x, x in asset.b)", "asset.a.exists_one(x, x.t.matches('^a{20,30}$'))",
        "asset.a.all(x, regex.extractAll(x.t, 'a').size() == size(x.t))", "asset.a.all(x, regex.replace(x.t, 'a', 'bb').size() >= 0)",
        "asset.a.all(x, x.t.replace('a', 'bcd').split('c').join('--').size() >= 0)", "asset.a.all(x, x.t.split('').reverse().size() >= 0)",
        "asset.a.all(x, '%s and %s: %d'.format([x.t, x.l, x.n]).size() > 0)", "asset.a.all(x, x.t.lastIndexOf('aa') < 400)",
        "sets.contains(asset.a.map(x, x.n), asset.b.map(x, x.n)) && sets.equivalent(asset.a, asset.b)",
        "asset.a.filter(x, x.n > 3).map(x, x.l.filter(y, y != 'e1')).all(l, l.size() >= 0)", "asset.a.all(x, x.m.all(k, k != 'z' && x.m[k] == 1))",
        "asset.a.all(x, x.m.transformList(k, v, k + string(v)).slice(0, 1).size() == 1)", "math.greatest(asset.a.map(x, x.n)) == 19",
        "cel.bind(t, asset.a.map(x, x.t), t.all(p, t.all(q, p.size() >= 0 && q.startsWith(''))))", "asset.a.map(x, x.t).sort().first().hasValue()",
        "cel.bind(m, asset.a.transformMapEntry(i, x, {string(x.n): x.t}), asset.b.all(y, m[string(y.n)] == y.t && string(y.n) in m))",
        "asset.a.all(x, strings.quote(x.t).size() > 0 && base64.encode(bytes(x.t)).size() >= 0 && x.t.lowerAscii().trim().reverse() == x.t)",
        "lists.range(50).all(i, lists.range(i).all(j, j < i))", "asset.a.all(x, x.?t.optMap(t, t + t).orValue('') != 'b')",
    ]) func noEvaluationTakesMoreThanItsBound(_ expression: String) throws {
        let environment = Self.environment()
        let compilation = environment.compile(expression, expecting: .bool)
        let program = try #require(compilation.program, "\(compilation.diagnostics)")
        let activation = Activation(environment)
        let variable = try #require(environment.variable("asset"))
        activation.bind(variable, to: try Self.document())
        activation.costLimit = 100_000_000
        #expect(program.judge(activation) == .true)
        let bound = program.costBound(assuming: Self.sizes).steps
        #expect(activation.stepsTaken <= bound)
        // A bound that nothing comes near would refuse what is cheap.
        #expect(bound < 600_000, "\(bound)")
    }
}
