import CEL
import Testing

/// The standard extensions, by the examples of their documentation (cel-go `ext/README.md`): every function, and what is an error.
@Suite struct ExtensionTests {
    static let holds: [String] = [
        // bindings
        "cel.bind(a, 'hello', cel.bind(b, 'world', a + b + b + a)) == 'helloworldworldhello'",
        "cel.bind(valid, [1, 2, 3], [4, 5, 3].exists(e, e in valid))",
        "cel.block([1, cel.index(0) + 1, cel.index(1) * 2], cel.index(2) + cel.index(1) == 6)",
        // encoders
        // (without its padding too, says the specification's own test)
        "base64.decode('aGVsbG8=') == b'hello'", "base64.decode('aGVsbG8') == b'hello'", "base64.encode(b'hello') == 'aGVsbG8='",
        // math
        "math.greatest(1) == 1", "math.greatest(1u, 2u) == 2u", "math.greatest(-42.0, -21.5, -100.0) == -21.5",
        "math.greatest([-42.0, -21.5, -100.0]) == -21.5", "math.least(1u, 2u) == 1u", "math.least(-42.0, -21.5, -100.0) == -100.0",
        "math.least([-42.0, -21.5, -100.0]) == -100.0", "math.bitOr(1u, 2u) == 3u", "math.bitOr(-2, -4) == -2",
        "math.bitAnd(3u, 2u) == 2u", "math.bitAnd(3, 5) == 1", "math.bitAnd(-3, -5) == -7", "math.bitXor(3u, 5u) == 6u",
        "math.bitXor(1, 3) == 2", "math.bitNot(1) == -2", "math.bitNot(-1) == 0", "math.bitNot(0u) == 18446744073709551615u",
        "math.bitShiftLeft(1, 2) == 4", "math.bitShiftLeft(-1, 2) == -4", "math.bitShiftLeft(1u, 2) == 4u",
        "math.bitShiftLeft(1u, 200) == 0u", "math.bitShiftRight(1024, 2) == 256", "math.bitShiftRight(1024u, 2) == 256u",
        "math.bitShiftRight(1024u, 64) == 0u", "math.bitShiftRight(-1, 1) == 9223372036854775807", "math.ceil(1.2) == 2.0",
        "math.ceil(-1.2) == -1.0", "math.floor(1.2) == 1.0", "math.floor(-1.2) == -2.0", "math.round(1.2) == 1.0", "math.round(1.5) == 2.0",
        "math.round(-1.5) == -2.0", "math.trunc(-1.3) == -1.0", "math.trunc(1.3) == 1.0", "math.abs(-1) == 1", "math.abs(1u) == 1u",
        "math.sign(-42) == -1", "math.sign(0) == 0", "math.sign(42) == 1", "math.isInf(1.0 / 0.0)", "!math.isInf(1.2)",
        "math.isNaN(0.0 / 0.0)", "!math.isNaN(1.2)", "!math.isFinite(0.0 / 0.0)", "math.isFinite(1.2)", "math.sqrt(81) == 9.0",
        "math.sqrt(985.25) == 31.388692231439016", "math.isNaN(math.sqrt(-15))",
        // lists
        "[1, 2, 2, 3, 3, 3].distinct() == [1, 2, 3]", "['b', 'b', 'c', 'a', 'c'].distinct() == ['b', 'c', 'a']",
        "[1, 'b', 2, 'b'].distinct() == [1, 'b', 2]", "[dyn(1), [2, 3], [4]].flatten() == [1, 2, 3, 4]",
        "[dyn(1), [dyn(2), [3, 4]]].flatten() == [1, 2, [3, 4]]", "[1, 2, [], [], [3, 4]].flatten() == [1, 2, 3, 4]",
        "[1, [2, [3, [4]]]].flatten(2) == [1, 2, 3, [4]]", "lists.range(5) == [0, 1, 2, 3, 4]", "[5, 3, 1, 2].reverse() == [2, 1, 3, 5]",
        "[1, 2, 3, 4].slice(1, 3) == [2, 3]", "[1, 2, 3, 4].slice(2, 4) == [3, 4]", "[3, 2, 1].sort() == [1, 2, 3]",
        "['b', 'c', 'a'].sort() == ['a', 'b', 'c']",
        "[{'n': 'foo', 's': 0}, {'n': 'bar', 's': -10}, {'n': 'baz', 's': 1000}].sortBy(e, e.s).map(e, e.n) == ['bar', 'foo', 'baz']",
        "[].sortBy(e, e) == []", "['bb', 'a', 'cc', 'd'].sortBy(e, size(e)) == ['a', 'd', 'bb', 'cc']",
        "[3, 1, 2].sortBy(e, -e) == [3, 2, 1]", "[1, 2, 3].sortBy(e, e != 2) == [2, 1, 3]", "[1, 2].sortBy(e, e == 1 ? 2.5 : 1.0) == [2, 1]",
        "['x', 'y'].sortBy(e, duration(e == 'x' ? '2s' : '1s')) == ['y', 'x']",
        "['x', 'y'].sortBy(e, timestamp(e == 'x' ? 2 : 1)) == ['y', 'x']", "[[2], [1, 1]].sortBy(l, l[0])[0] == [1, 1]",
        "[1, 2, 3].last().value() == 3", "[].last().orValue('test') == 'test'", "[1, 2, 3].first().value() == 1",
        "[].first().orValue('test') == 'test'",
        // sets
        "sets.contains([], [])", "!sets.contains([], [1])", "sets.contains([1, 2, 3, 4], [2, 3])",
        "sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "sets.equivalent([], [])", "sets.equivalent([1], [1, 1])",
        "sets.equivalent([dyn(1)], [1u, 1.0])", "sets.equivalent([1, 2, 3], [3u, 2.0, 1])", "!sets.intersects([1], [])",
        "sets.intersects([1], [1, 2])", "sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])",
        // strings
        "'hello'.charAt(4) == 'o'", "'hello'.charAt(5) == ''", "'hello mellow'.indexOf('') == 0", "'hello mellow'.indexOf('ello') == 1",
        "'hello mellow'.indexOf('jello') == -1", "'hello mellow'.indexOf('', 2) == 2", "'hello mellow'.indexOf('ello', 2) == 7",
        "['hello', 'mellow'].join() == 'hellomellow'", "['hello', 'mellow'].join(' ') == 'hello mellow'", "[].join() == ''",
        "[].join('/') == ''", "'hello mellow'.lastIndexOf('') == 12", "'hello mellow'.lastIndexOf('ello') == 7",
        "'hello mellow'.lastIndexOf('jello') == -1", "'hello mellow'.lastIndexOf('ello', 6) == 1", "'TacoCat'.lowerAscii() == 'tacocat'",
        "'TacoCÆt Xii'.lowerAscii() == 'tacocÆt xii'", "'TacoCÆt Xii'.upperAscii() == 'TACOCÆT XII'",
        #"strings.quote('single-quote with "double quote"') == '"single-quote with \\"double quote\\""'"#,
        #"strings.quote("two escape sequences \a\n") == '"two escape sequences \\a\\n"'"#, "'hello hello'.replace('he', 'we') == 'wello wello'",
        "'hello hello'.replace('he', 'we', -1) == 'wello wello'", "'hello hello'.replace('he', 'we', 1) == 'wello hello'",
        "'hello hello'.replace('he', 'we', 0) == 'hello hello'", "'hello hello hello'.split(' ') == ['hello', 'hello', 'hello']",
        "'hello hello hello'.split(' ', 0) == []", "'hello hello hello'.split(' ', 1) == ['hello hello hello']",
        "'hello hello hello'.split(' ', 2) == ['hello', 'hello hello']", "'hello hello hello'.split(' ', -1) == ['hello', 'hello', 'hello']",
        "'tacocat'.substring(4) == 'cat'", "'tacocat'.substring(0, 4) == 'taco'", #"'  \ttrim\n    '.trim() == 'trim'"#,
        "'gums'.reverse() == 'smug'", "'John Smith'.reverse() == 'htimS nhoJ'", "'%d of %s is %.1f%%'.format([1, 'x', 50.0]) == '1 of x is 50.0%'",
        // two variables
        "[1, 2, 3].all(i, j, i < j)", "!{'hello': 'world', 'taco': 'taco'}.all(k, v, k != v)",
        "{'h': ['hello', 'hi'], 'j': ['joke', 'jog']}.all(k, vals, vals.all(v, v.startsWith(k)))",
        "{'greeting': 'hello', 'farewell': 'goodbye'}.exists(k, v, k.startsWith('good') || v.endsWith('bye'))",
        "![1, 2, 4, 8, 16].exists(i, v, v == 1024 && i == 10)", "![1, 2, 1, 3, 1, 4].existsOne(i, v, i == 1 || v == 1)",
        "[1, 1, 2, 2, 3, 3].existsOne(i, v, i == 2 && v == 2)", "{'i': 0, 'j': 1, 'k': 2}.existsOne(i, v, i == 'l' || v == 1)",
        "[1, 2, 3].transformList(i, v, (i * v) + v) == [1, 4, 9]", "[1, 2, 3].transformList(i, v, i % 2 == 0, (i * v) + v) == [1, 9]",
        "{'greeting': 'hello', 'farewell': 'goodbye'}.transformList(k, v, k).sort() == ['farewell', 'greeting']",
        "[1, 2, 3].transformMap(i, v, (i * v) + v) == {0: 1, 1: 4, 2: 9}", "[1, 2, 3].transformMap(i, v, i % 2 == 0, (i * v) + v) == {0: 1, 2: 9}",
        "{'greeting': 'hello'}.transformMap(k, v, v + '!') == {'greeting': 'hello!'}",
        "{'greeting': 'hello'}.transformMapEntry(k, v, {v: k}) == {'hello': 'greeting'}", "[1, 2, 3].transformMapEntry(i, v, {v: i}) == {1: 0, 2: 1, 3: 2}",
        // regex
        "regex.replace('hello world hello', 'hello', 'hi') == 'hi world hi'", "regex.replace('banana', 'a', 'x', 0) == 'banana'",
        "regex.replace('banana', 'a', 'x', 1) == 'bxnana'", "regex.replace('banana', 'a', 'x', 2) == 'bxnxna'",
        "regex.replace('banana', 'a', 'x', -12) == 'bxnxnx'", #"regex.replace('foo bar', '(fo)o (ba)r', r'\2 \1') == 'ba fo'"#,
        "regex.extract('hello world', 'hello(.*)') == optional.of(' world')", "regex.extract('item-A, item-B', r'item-(\\w+)') == optional.of('A')",
        "regex.extract('HELLO', 'hello') == optional.none()", "regex.extractAll('id:123, id:456', r'id:\\d+') == ['id:123', 'id:456']",
        "regex.extractAll('testuser@a.com, other@b.org', r'\\w+@(\\w+)') == ['a', 'b']", "regex.extractAll('id:123', 'x') == []",
        // network
        "ip('192.168.0.1').family() == 4", "isIP('2001:db8::1')", "!isIP('192.168.0.256')", "ip('127.0.0.1').isLoopback()",
        "cidr('192.168.0.0/24').containsIP('192.168.0.1')", "cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))",
        "cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')", "cidr('192.168.0.0/24').prefixLength() == 24",
        "string(cidr('10.0.0.0/8').ip()) == '10.0.0.0'", "isCIDR('10.0.0.0/8')", "!isCIDR('10.0.0.0')", "ip.isCanonical('2001:db8::1')",
        // optionals
        "optional.ofNonZeroValue('') == optional.none()", "optional.of(1).or(optional.of(2)).value() == 1",
        "optional.none().or(optional.of(2)).value() == 2", "optional.of('a').optMap(x, x + 'b') == optional.of('ab')",
        "optional.of('a').optFlatMap(x, optional.none()) == optional.none()", "[optional.of(1), optional.none()].unwrapOpt() == [1]",
        "optional.unwrap([optional.none(), optional.of(3)]) == [3]", "{?'a': optional.none(), ?'b': optional.of(1)} == {'b': 1}",
        "[?optional.none(), 2, ?optional.of(3)] == [2, 3]", "{'a': {'b': 1}}.?a.?b.orValue(2) == 1", "[1, 2][?5].orValue(7) == 7",
    ]

    @Test(arguments: holds) func example(_ expression: String) throws { #expect(try Evaluation().answer(expression) == "true") }

    @Test(arguments: [
        "base64.decode('a*')", "math.greatest(dyn('string'))", "math.greatest([])", "math.least(dyn('string'))",
        "math.bitShiftLeft(1, -1)", "math.abs(-9223372036854775808)", "[1, [2, [3, [4]]]].flatten(-1)", "[dyn(1), 'b'].sort()",
        "[[1, 2, 3]].sort()", "[dyn(1), 'b'].sortBy(e, e)", "dyn([[1]]).sortBy(e, e)", "dyn({'a': 1}).sortBy(e, e)", "dyn(1).sortBy(e, e)",
        "[1, 0].sortBy(e, 1 / e)", "'hello'.charAt(-1)", "'hello mellow'.indexOf('ello', 20)", "'hello mellow'.indexOf('ello', -1)",
        "'hello mellow'.lastIndexOf('ello', -1)", "'tacocat'.substring(-1)", "'tacocat'.substring(2, 1)",
        "{'greeting': 'aloha', 'farewell': 'aloha'}.transformMapEntry(k, v, {v: k})", #"regex.replace('test', '(.)', r'\2')"#,
        "regex.extract('phone: 415-5551212', r'phone: (\\d{3})-(\\d{7})')", "regex.extractAll('testuser@a.com', '(.*)@(.*)')",
        "ip('not an address')", "cidr('10.0.0.0/33')", "optional.none().value()",
    ]) func failingExample(_ expression: String) throws { #expect(try Evaluation().answer(expression) == "error") }

    @Test(arguments: [
        "math.greatest()", "math.greatest('string')", "[1, 2].sortBy(e, [e])", "{'a': 1}.sortBy(k, k)", "[1].sortBy(a.b, 1)", "[1].sortBy(e)",
        "1.sortBy(e, e)",
    ]) func refusedExample(_ expression: String) { #expect(!Environment().compile(expression).diagnostics.isEmpty) }

    @Test func sortedByWhatIsNotKnown() throws {
        let evaluation = try UnknownTests.evaluation()
        for (expression, expected) in [
            ("a.some.sortBy(x, x)", "unknown"), ("[1, 2].sortBy(x, u)", "unknown"), ("u.sortBy(x, x)", "unknown"),
            ("[2, 1].sortBy(x, x == 1 ? u : 1 / 0)", "unknown"), ("[u, 1].sortBy(x, 1).size()", "2"), ("[3, u].sortBy(x, 1)[0]", "3"),
            ("[1].sortBy(x, x)[0]", "1"),
        ] { #expect(try evaluation.answer(expression) == expected, "\(expression)") }
    }
}
