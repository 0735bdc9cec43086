import CEL
import Testing

/// What is decided where something fails or is not known: the language definition's words as tables ("Logical operators",
/// "Macros", "Field selection", "Partial state"). Where either would do, what is not known goes before what fails, as knowing it
/// may decide.
@Suite struct TruthTableTests {
    private static let leaves = ["t": "a.yes", "f": "(a.known == 2)", "u": "a.hole", "e": "(1 / 0 == 1)"]
    private static let names = ["t": "true", "f": "false", "u": "unknown", "e": "error"]

    private func expect(_ expression: String, _ outcome: Substring) throws {
        var text = expression
        for (key, leaf) in Self.leaves { text = text.replacing("<\(key)>", with: leaf) }
        #expect(try UnknownTests.evaluation().answer(text) == Self.names[String(outcome)], "\(text)")
    }

    /// Rows: the left operand; columns: the right one; both in the order t f u e.
    @Test(arguments: [("&&", "tfue ffff ufuu efue"), ("||", "tttt tfue tuuu teue")])
    func logic(_ operation: String, _ table: String) throws {
        for (left, row) in zip("tfue", table.split(separator: " ")) {
            for (right, outcome) in zip("tfue", row) {
                try expect("<\(left)> \(operation) <\(right)>", "\(outcome)")
                // A loop decides as the operator between its rounds does.
                let macro = operation == "&&" ? "all" : "exists"
                try expect("[1, 2].\(macro)(x, x == 1 ? <\(left)> : <\(right)>)", "\(outcome)")
                try expect("{'p': 1, 'q': 2}.\(macro)(k, v, v == 1 ? <\(left)> : <\(right)>)", "\(outcome)")
                // So does a chain of three, whatever stands in the middle of it.
                try expect("<\(left)> \(operation) <\(right)> \(operation) \(operation == "&&" ? "true" : "false")", "\(outcome)")
            }
        }
    }

    /// The chosen branch alone counts; what is chosen by something unknown is unknown even where both branches agree.
    @Test func conditional() throws {
        for then in "tfue" {
            for otherwise in "tfue" {
                for (condition, outcome) in [("t", then), ("f", otherwise), ("u", "u"), ("e", "e")] as [(Character, Character)] {
                    try expect("<\(condition)> ? <\(then)> : <\(otherwise)>", "\(outcome)")
                }
            }
        }
    }

    /// One that holds is one; an error spoils the count whatever else there is, and so does what is not known unless two hold.
    @Test(arguments: [
        ("tf", "t"), ("tt", "f"), ("ff", "f"), ("tu", "u"), ("fu", "u"), ("uu", "u"), ("te", "e"), ("fe", "e"), ("ee", "e"), ("ue", "u"),
        ("ttu", "f"), ("tte", "e"), ("ttue", "u"), ("tue", "u"),
    ]) func existsOne(_ rounds: String, _ outcome: String) throws {
        let permuted = [rounds, String(rounds.reversed())]
        for rounds in permuted {
            let cases = rounds.enumerated().map { "x == \($0.offset) ? <\($0.element)> : " }.joined()
            let list = rounds.indices.enumerated().map { "\($0.offset)" }.joined(separator: ", ")
            try expect("[\(list)].exists_one(x, \(cases)false)", "\(outcome)")
            try expect("[\(list)].existsOne(i, x, \(cases)false)", "\(outcome)")
        }
    }

    @Test(
        arguments: [
            // map: an element that is not known stays one; what fails fails the whole
            ("[1, 2].map(x, x == 1 ? a.hole : x).size() == 2", "t"), ("[1, 2].map(x, x == 1 ? a.hole : x)[1] == 2", "t"),
            ("[1, 2].map(x, x == 1 ? a.hole : x)[0] == 2", "u"), ("[1, 0].map(x, 1 / x).size() == 2", "e"),
            ("[1, 2].map(x, x == 1 ? a.hole : 1 / 0).size() == 2", "e"), ("a.hole.map(x, x).size() == 0", "u"), ("[].map(x, 1 / 0) == []", "t"),
            ("[1, 2].map(x, <u>, x).size() >= 0", "u"), ("[1, 2].map(x, <f>, a.hole) == []", "t"),
            // filter: what may or may not belong makes the list's end open
            ("[1, 2].filter(x, x == 1 || <u>).exists(x, x == 1)", "t"), ("[1, 2].filter(x, <u>).exists(x, x == 1)", "u"),
            ("[1, 2].filter(x, <u>).all(x, x == 1)", "u"), ("[1, 2].filter(x, <e>).size() == 0", "e"), ("[1, 2].filter(x, <f> && <u>) == []", "t"),
            ("[1, 2].filter(x, x == 2 ? <u> : <e>).size() == 0", "e"),
            // the range itself
            ("a.hole.all(x, <f>)", "u"), ("(1 / 0 == 1 ? [1] : [2]).all(x, <t>)", "e"), ("[].all(x, <e>)", "t"), ("[].exists(x, <u>)", "f"),
            ("[].exists_one(x, <u>)", "f"), ("1 / 0 in [1] || true", "t"),
            // has: of the field alone; what leads there must be there
            ("has(a.known)", "t"), ("has(a.none)", "f"), ("has(a.hole)", "u"), ("has(a.made)", "t"), ("has(a.none.x)", "e"), ("has(a.hole.x)", "u"),
            ("has(a.part.y)", "u"), ("has(a.part.x)", "t"), ("!has(a.none) || <e>", "t"), ("has({'k': a.hole}.k)", "u"), ("has({'k': 1}.l)", "f"),
            // in: one that is equal decides
            ("1 in [1, a.hole]", "t"), ("2 in [1, a.hole]", "u"), ("a.hole in []", "f"), ("a.hole in [1]", "u"), ("1 in a.hole", "u"),
            ("'x' in a.part", "t"), ("'y' in a.part", "u"), ("'k' in {'k': a.hole}", "t"), ("'l' in {'k': a.hole}", "f"), ("1 / 0 in [1]", "e"),
            ("a.hole in [1 / 0]", "u"), ("[1, a.hole] in [[1, 2]]", "u"), ("[1, a.hole] in [[2, 2]]", "f"),
            // chains that may end early: only what is absent has a default
            ("a.?none.?x.orValue(true)", "t"), ("a.?hole.orValue(true)", "u"), ("a.?hole.?x.orValue(true)", "u"), ("a.?yes.orValue(false)", "t"),
            ("a.?none.hasValue()", "f"), ("a.?hole.hasValue()", "u"), ("a[?'none'].hasValue()", "f"), ("a.?some[?0].hasValue()", "u"),
            ("a.?gap[?0].orValue(2) == 1", "t"), ("a.?gap[?1].orValue(2) == 2", "u"), ("a.?gap[?7].orValue(2) == 2", "t"),
            ("a.?none.or(a.?hole).hasValue()", "u"), ("a.?yes.or(a.?hole).value()", "t"), ("a.?hole.or(a.?yes).value()", "u"),
            ("a.?none.orValue(1 / 0 == 1)", "e"), ("a.?yes.orValue(1 / 0 == 1)", "t"), ("a.?none.optMap(x, 1 / 0 == 1).hasValue()", "f"),
            ("a.?yes.optMap(x, a.hole).hasValue()", "u"), ("a.?known.optMap(x, x + 1).orValue(0) == 2", "t"), ("a.none.?x.orValue(true)", "e"),
            ("a.?none.value() == 1", "e"), ("optional.of(a.hole).hasValue()", "u"), ("[?a.?none, 1].size() == 1", "t"),
            ("[?a.?hole, 1].size() == 1", "u"),
            // names that are bound and never looked at decide nothing
            ("cel.bind(x, 1 / 0, true)", "t"), ("cel.bind(x, a.hole, true)", "t"), ("cel.block([1 / 0 == 1, a.yes], cel.index(1))", "t"),
            // what is known of an unknown decides where it can
            ("a.made.startsWith('arn:aws:kms:') && a.made != null", "t"), ("a.made == 'alias/aws/s3' || <f>", "f"), ("!<u>", "u"), ("!<e>", "e"),
        ] as [(String, String)])
    func decisions(_ expression: String, _ outcome: String) throws { try expect(expression, outcome[...]) }
}
