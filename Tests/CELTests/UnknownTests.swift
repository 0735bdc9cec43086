import CEL
import Document
import Testing

/// What isn't known stays unknown unless something known decides.
@Suite struct UnknownTests {
    static let denied = Unknown.notCollected(call: "s3:GetBucketPolicy", permission: "s3:GetBucketPolicy", error: "AccessDenied")
    static let later = Unknown.knownAfterApply("var.cidrs", "variable has no default")

    /// `u` and `v` are unknown, `a` holds known and unknown things.
    static func evaluation() throws -> Evaluation {
        var evaluation = Evaluation()
        try evaluation.bind("u") { $0.unknown(denied) }
        try evaluation.bind("v") { $0.unknown(later) }
        try evaluation.bind("a") { builder in
            builder.beginMap()
            builder.key("known")
            builder.int(1)
            builder.key("yes")
            builder.bool(true)
            builder.key("hole")
            builder.unknown(denied)
            builder.key("made")
            builder.unknown(.knownAfterApply("aws_kms_key.k.arn", "made by apply", exists: true, prefix: "arn:aws:kms:", suffix: "/x"))
            builder.key("some")
            builder.beginList()
            builder.int(1)
            builder.int(2)
            builder.unknown(later, rest: true)
            builder.endList()
            builder.key("gap")
            builder.beginList()
            builder.int(1)
            builder.unknown(later)
            builder.endList()
            builder.key("part")
            builder.beginMap()
            builder.key("x")
            builder.int(1)
            builder.unknown(later, rest: true)
            builder.endMap()
            builder.key("empty")
            builder.beginMap()
            builder.endMap()
            builder.endMap()
        }
        return evaluation
    }

    static let table: [(String, String)] = [
        // logic: a decisive operand wins, an unknown wins over an error
        ("false && u", "false"), ("u && false", "false"), ("true && u", "unknown"), ("u && true", "unknown"),
        ("true || u", "true"), ("u || true", "true"), ("false || u", "unknown"), ("u || v", "unknown"),
        ("u && 1 / 0 > 0", "unknown"), ("1 / 0 > 0 && u", "unknown"), ("u || 1 / 0 > 0", "unknown"),
        ("1 / 0 > 0 || u", "unknown"), ("1 / 0 > 0 || u || true", "true"), ("u && 1 / 0 > 0 && false", "false"),
        ("!u", "unknown"), ("!(u && false)", "true"),
        // conditional
        ("u ? 1 : 2", "unknown"), ("true ? 1 : u", "1"), ("false ? u : 2", "2"), ("true ? u : 2", "unknown"), ("u ? 1 : 1", "unknown"),
        // comparison, arithmetic, functions
        ("u == 1", "unknown"), ("1 != u", "unknown"), ("u == u", "unknown"), ("u < 1", "unknown"), ("u + 1", "unknown"),
        ("-u", "unknown"), ("size(u)", "unknown"), ("string(u)", "unknown"), ("u.startsWith('a')", "unknown"),
        ("u.matches('a')", "unknown"), ("'a'.contains(u)", "unknown"), ("type(u)", "unknown"), ("[u, 1 / 0].size()", "error"),
        ("u + 1 / 0", "unknown"), ("1 / 0 + u", "unknown"), ("timestamp(u).getFullYear()", "unknown"),
        // paths
        ("a.hole", "unknown"), ("a.hole.deeper[3].still", "unknown"), ("a.known", "1"), ("a.nothing", "error"),
        ("has(a.known)", "true"), ("has(a.nothing)", "false"), ("has(a.hole)", "unknown"), ("has(a.hole.x)", "unknown"),
        ("has(u.x)", "unknown"),
        ("a.?hole.orValue(1)", "unknown"), ("a.?hole.hasValue()", "unknown"), ("a.?hole.?x.orValue(1)", "unknown"),
        ("a.?nothing.orValue(1)", "1"), ("a.?nothing.?x.orValue(1)", "1"), ("a.?known.orValue(5)", "1"), ("u.?x.orValue(1)", "unknown"),
        ("a[?'hole'].orValue(1)", "unknown"), ("a['hole']", "unknown"), ("a[u]", "unknown"), ("optional.of(u).orValue(1)", "unknown"),
        ("optional.none().or(u)", "unknown"), ("optional.none().orValue(u)", "unknown"), ("optional.of(1).orValue(u)", "1"),
        // known to be there, and something of its text
        ("has(a.made)", "true"), ("a.made == null", "false"), ("null != a.made", "true"), ("a.made == 'arn:aws:kms:key/x'", "unknown"),
        ("a.made == 'alias/aws/s3'", "false"), ("'alias/aws/s3' != a.made", "true"), ("a.made == 1", "unknown"),
        ("a.hole == null", "unknown"),
        // maps that are known in part
        ("a.part.x", "1"), ("a.part.y", "unknown"), ("has(a.part.x)", "true"), ("has(a.part.y)", "unknown"),
        ("a.part.?y.orValue(1)", "unknown"),
        ("'x' in a.part", "true"), ("'y' in a.part", "unknown"), ("size(a.part)", "unknown"), ("a.part == {'x': 1}", "unknown"),
        ("a.part == {'x': 2}", "false"), ("a.part == {'y': 2}", "false"), ("a.part.exists(k, k == 'x')", "true"),
        ("a.part.all(k, k == 'x')", "unknown"),
        ("has(a.empty.x)", "false"),
        // lists that are known in part: one unknown stands for none or many
        ("1 in a.some", "true"), ("3 in a.some", "unknown"), ("u in [1]", "unknown"), ("1 in u", "unknown"), ("size(a.some)", "unknown"),
        ("a.some.exists(x, x == 2)", "true"), ("a.some.exists(x, x == 3)", "unknown"), ("a.some.all(x, x < 2)", "false"),
        ("a.some.all(x, x < 3)", "unknown"), ("a.some.exists_one(x, x == 1)", "unknown"), ("a.some.exists_one(x, x > 0)", "false"),
        ("a.some[0]", "unknown"), ("a.some == [1, 2]", "unknown"), ("a.some == [1]", "false"), ("[1, 2, 3] == a.some", "unknown"),
        ("a.some.filter(x, x > 1).exists(x, x == 2)", "true"), ("a.some.filter(x, x > 1).exists(x, x == 1)", "unknown"),
        ("a.some.filter(x, x > 5).size()", "unknown"), ("a.some.map(x, x * 2).exists(x, x == 4)", "true"),
        ("a.some.map(x, x * 2).all(x, x == 2)", "false"), ("a.some.map(x, x * 2).all(x, x < 9)", "unknown"),
        ("(a.some + [7]).exists(x, x == 7)", "true"),
        ("([7] + a.some).exists(x, x == 8)", "unknown"), ("sets.contains(a.some, [1])", "true"), ("sets.contains(a.some, [9])", "unknown"),
        ("sets.contains([1, 2], a.some)", "unknown"), ("sets.contains([1], a.some)", "false"), ("sets.intersects(a.some, [2])", "true"),
        ("sets.intersects(a.some, [9])", "unknown"), ("sets.intersects(a.some, [])", "false"),
        ("a.some.map(x, string(x)).join(',')", "unknown"),
        ("a.some.distinct().exists(x, x == 1)", "unknown"),
        // elements that are there but not known
        ("size(a.gap)", "2"), ("a.gap[0]", "1"), ("a.gap[1]", "unknown"), ("a.gap.exists(x, x == 1)", "true"),
        ("a.gap.exists(x, x == 2)", "unknown"),
        ("a.gap.all(x, x == 2)", "false"), ("a.gap.all(x, x == 1)", "unknown"), ("1 in a.gap", "true"), ("5 in a.gap", "unknown"),
        ("a.gap == [2, 2]", "false"), ("a.gap == [1, 2]", "unknown"), ("a.gap.filter(x, x == 1).size()", "unknown"),
        ("a.gap.map(x, 5).size()", "2"), ("[1, u].exists(x, x == 1)", "true"), ("[1, u].size()", "2"), ("{'k': u}.k", "unknown"),
        ("{'k': u, 'l': 1}.l", "1"),
        ("{u: 1}", "unknown"), ("[?a.?hole].size()", "unknown"), ("{?'k': a.?hole}.size()", "unknown"),
        ("has({?'k': a.?hole}.k)", "unknown"),
        // loops over what isn't known, and conditions that fail
        ("u.exists(x, true)", "unknown"), ("u.all(x, false)", "unknown"), ("[1, 2].exists(x, u)", "unknown"),
        ("[1, 2].all(x, x == 1 || u)", "unknown"),
        ("[0, 1].exists(x, 1 / x == 1)", "true"), ("[0, 2].exists(x, 1 / x == 1)", "error"),
        ("[0, 2].exists(x, 1 / x == 1 || (x == 2 && u))", "unknown"),
        ("[0, 1].all(x, 1 / x == 2)", "false"), ("cel.bind(x, u, false && x)", "false"), ("cel.bind(x, u, x)", "unknown"),
        ("optional.of(1).optMap(x, x + u)", "unknown"), ("a.?hole.optMap(x, 1)", "unknown"),
        ("a.?nothing.optMap(x, u).hasValue()", "false"),
        ("[1, 2].transformMap(i, x, u).size()", "2"), ("a.some.transformList(i, x, x).exists(x, x == 1)", "true"),
    ]

    @Test(arguments: table) func answers(_ expression: String, _ expected: String) throws {
        #expect(try Self.evaluation().answer(expression) == expected)
    }

    @Test func namesWhatIsUnknown() throws {
        let evaluation = try Self.evaluation()
        guard case .unknown(let leaves) = try evaluation.run("a.known == 1 && (a.hole.x == 2 || a.some.exists(x, x == 9))") else {
            Testing.Issue.record("expected an unknown")
            return
        }
        #expect(leaves.map(\.path) == ["a.hole", "a.some[…]"])
        #expect(leaves.map(\.unknown) == [Self.denied, Self.later])
    }

    @Test func anUnknownStaysInBuiltValues() throws {
        let evaluation = try Self.evaluation()
        guard case .value(let value) = try evaluation.run("{'list': a.some.filter(x, x > 1), 'hole': [a.hole]}") else {
            Testing.Issue.record("expected a value")
            return
        }
        #expect(value["list"] == .list([.int(2), .unknown(Self.later, isRest: true)]))
        #expect(value["hole"] == .list([.unknown(Self.denied, isRest: false)]))
        let builder = DocumentBuilder()
        value.write(to: builder)
        let document = try builder.finish()
        #expect(document.root["list"]?[1]?.unknown == Self.later)
        #expect(document.root["list"]?[1]?.pointer.pointee.isRest == true)
        #expect(Value(document.root) == value)
    }
}
