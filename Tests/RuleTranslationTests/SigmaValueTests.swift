import CEL
import RuleTranslation
import SourceText
import Testing

/// What the values and modifiers of detections mean, as the specification says it (2.1).
@Suite struct SigmaValueTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var detection: String
        var event: String
        var expected: Verdict
        var testDescription: String { "\(detection) on \(event)" }

        init(_ item: String, _ event: String, _ expected: Verdict) {
            detection = "selection:\n    " + item.split(separator: "\n").joined(separator: "\n    ")
            self.event = event
            self.expected = expected
        }
    }

    private func check(_ test: Case) throws {
        let rule = try Judging.sigma(test.detection)
        #expect(try Judging.verdict(rule.condition.program, Judging.event(test.event)) == test.expected, "\(rule.condition.text)")
    }

    @Test(arguments: [
        Case("a: Value", #"{"a": "Value"}"#, .true), Case("a: Value", #"{"a": "vALUE"}"#, .true),
        Case("a: Value", #"{"a": "Values"}"#, .false), Case("a: Value", #"{"b": "Value"}"#, .false),
        Case("a: Value", #"{"a": null}"#, .false), Case("a: Value", "{}", .false), Case("a: Value", "[]", .false),
        Case("a: Größe", #"{"a": "GRÖßE"}"#, .true), Case("a: ПРИВЕТ", #"{"a": "привет"}"#, .true),
        Case("a|cased: Value", #"{"a": "Value"}"#, .true), Case("a|cased: Value", #"{"a": "value"}"#, .false),
        // Lists are alternatives, maps are not.
        Case("a: [x, y]", #"{"a": "Y"}"#, .true), Case("a: [x, y]", #"{"a": "z"}"#, .false),
        Case("a: x\nb: y", #"{"a": "x", "b": "y"}"#, .true), Case("a: x\nb: y", #"{"a": "x"}"#, .false),
        Case("- a: x\n- b: y", #"{"b": "y"}"#, .true), Case("- a: x\n- b: y", #"{"c": "y"}"#, .false),
        Case("- a: x\n  c: z\n- b: y", #"{"a": "x"}"#, .false),
    ]) func texts(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("a: 'x*z'", #"{"a": "xyyz"}"#, .true), Case("a: 'x*z'", #"{"a": "xz"}"#, .true),
        Case("a: 'x*z'", #"{"a": "xza"}"#, .false), Case("a: 'x?z'", #"{"a": "xYz"}"#, .true),
        Case("a: 'x?z'", #"{"a": "xz"}"#, .false), Case("a: 'x?z'", #"{"a": "xéz"}"#, .true),
        Case("a: '*b*'", #"{"a": "aBc"}"#, .true), Case("a: 'a*'", #"{"a": "ABC"}"#, .true), Case("a: '*c'", #"{"a": "abC"}"#, .true),
        Case("a: '*'", #"{"a": "anything"}"#, .true), Case("a: '*'", #"{"a": ""}"#, .true), Case("a: '*'", #"{"a": null}"#, .false),
        Case("a: '*'", "{}", .false), Case("a: '**a**b**'", #"{"a": "xaxbx"}"#, .true), Case("a: 'a*a'", #"{"a": "a"}"#, .false),
        Case("a: 'a*b*a*b'", #"{"a": "abab"}"#, .true), Case("a: 'a*b*a*b'", #"{"a": "aba"}"#, .false),
        // A line break is a character as any other.
        Case("a: 'x*z'", #"{"a": "x\ny\nz"}"#, .true), Case("a: 'x?z'", #"{"a": "x\nz"}"#, .true),
        // Escapes: the wildcard, the backslash, both.
        Case(#"a: 'x\*z'"#, #"{"a": "x*z"}"#, .true), Case(#"a: 'x\*z'"#, #"{"a": "xyz"}"#, .false),
        Case(#"a: 'x\?'"#, #"{"a": "x?"}"#, .true), Case(#"a: 'C:\Windows\x'"#, #"{"a": "c:\\windows\\X"}"#, .true),
        Case(#"a: 'a\\*'"#, #"{"a": "a\\anything"}"#, .true), Case(#"a: 'a\\*'"#, #"{"a": "a*"}"#, .false),
        Case(#"a: 'a\\\*'"#, #"{"a": "a\\*"}"#, .true), Case(#"a: 'a\\\*'"#, #"{"a": "a\\b"}"#, .false),
        Case(#"a: 'a\\b'"#, #"{"a": "a\\b"}"#, .true), Case(#"a: 'a\\\\b'"#, #"{"a": "a\\\\b"}"#, .true),
        Case(#"a: 'ab\'"#, #"{"a": "ab\\"}"#, .true), Case(#"a: 'a.b+c'"#, #"{"a": "aXb+c"}"#, .false),
        Case(#"a: 'ä.?b'"#, #"{"a": "Ä.xb"}"#, .true), Case(#"a: 'ä.?b'"#, #"{"a": "Ä-xb"}"#, .false),
    ]) func wildcards(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("a: 4625", #"{"a": 4625}"#, .true), Case("a: 4625", #"{"a": "4625"}"#, .true), Case("a: 4625", #"{"a": 4625.0}"#, .true),
        Case("a: 4625", #"{"a": 46250}"#, .false), Case("a: '4625'", #"{"a": 4625}"#, .true), Case("a: -1", #"{"a": -1}"#, .true),
        Case("a: 1.5", #"{"a": 1.5}"#, .true), Case("a: 1.5", #"{"a": "1.5"}"#, .true), Case("a: 10.0", #"{"a": "10.0"}"#, .true),
        Case("a: 10.0", #"{"a": 10}"#, .true), Case("a: 10.0", #"{"a": "100"}"#, .false),
        Case("a: true", #"{"a": true}"#, .true), Case("a: true", #"{"a": "True"}"#, .true), Case("a: 'true'", #"{"a": true}"#, .true),
        Case("a: false", #"{"a": true}"#, .false), Case("a: false", #"{"a": "no"}"#, .false), Case("a: false", "{}", .false),
        // Nothing: null is missing or null, '' is there and empty.
        Case("a: null", "{}", .true), Case("a: null", #"{"a": null}"#, .true), Case("a: null", #"{"a": ""}"#, .false),
        Case("a: null", #"{"a": "x"}"#, .false), Case("a: ''", #"{"a": ""}"#, .true), Case("a: ''", "{}", .false),
        Case("a: ''", #"{"a": null}"#, .false), Case("a: ''", #"{"a": "x"}"#, .false), Case("a: [null, '']", #"{"a": ""}"#, .true),
        Case("a: [null, x]", "{}", .true), Case("a: [null, x]", #"{"a": "y"}"#, .false),
    ]) func numbersAndNothing(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("a|contains: b", #"{"a": "aBc"}"#, .true), Case("a|contains: b", #"{"a": "ac"}"#, .false),
        Case("a|contains: b", "{}", .false), Case("a|contains: 'b*d'", #"{"a": "abxxde"}"#, .true),
        Case(#"a|contains: '\*'"#, #"{"a": "a*"}"#, .true), Case(#"a|contains: '\*'"#, #"{"a": "a"}"#, .false),
        Case("a|contains: 12", #"{"a": "3124"}"#, .true), Case("a|contains: 12", #"{"a": 3124}"#, .true),
        Case("a|startswith: ab", #"{"a": "ABc"}"#, .true), Case("a|startswith: ab", #"{"a": "cab"}"#, .false),
        Case("a|endswith: bc", #"{"a": "aBC"}"#, .true), Case("a|endswith: bc", #"{"a": "bca"}"#, .false),
        Case("a|endswith|cased: bc", #"{"a": "aBC"}"#, .false), Case("a|contains|cased: B", #"{"a": "aBC"}"#, .true),
        Case("a|contains|all: [b, d]", #"{"a": "abcd"}"#, .true), Case("a|contains|all: [b, d]", #"{"a": "abc"}"#, .false),
        Case("a|contains|all: [b, d]", "{}", .false), Case("a|contains: [b, d]", #"{"a": "xd"}"#, .true),
        Case("a|contains: ''", #"{"a": "x"}"#, .true), Case("a|contains: 'é'", #"{"a": "CAFÉ!"}"#, .true),
        Case("a|exists: true", #"{"a": null}"#, .true), Case("a|exists: true", "{}", .false), Case("a|exists: false", "{}", .true),
        Case("a|exists: false", #"{"a": ""}"#, .false), Case("a.b|exists: true", #"{"a": {"b": 0}}"#, .true),
        Case("a|lt: 5", #"{"a": 4}"#, .true), Case("a|lt: 5", #"{"a": 5}"#, .false), Case("a|lte: 5", #"{"a": 5}"#, .true),
        Case("a|gt: 5", #"{"a": "6"}"#, .true), Case("a|gt: 5", #"{"a": 5.5}"#, .true), Case("a|gte: 5", #"{"a": 4.9}"#, .false),
        Case("a|gte: -5", #"{"a": -5}"#, .true), Case("a|gte: 5", #"{"a": "many"}"#, .false), Case("a|gt: 5", "{}", .false),
        Case("a|lt: 5", #"{"a": null}"#, .false),
        Case("a|cidr: 10.0.0.0/8", #"{"a": "10.9.8.7"}"#, .true), Case("a|cidr: 10.0.0.0/8", #"{"a": "11.0.0.1"}"#, .false),
        Case("a|cidr: [10.0.0.0/8, '2001:db8::/32']", #"{"a": "2001:DB8::5"}"#, .true), Case("a|cidr: 10.0.0.0/8", "{}", .false),
        Case("a|cidr: 10.0.0.0/8", #"{"a": "AWS Internal"}"#, .false), Case("a|cidr: '::/0'", #"{"a": "10.0.0.1"}"#, .false),
    ]) func modifiers(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("a|re: '^ab+c$'", #"{"a": "abbc"}"#, .true), Case("a|re: 'b+'", #"{"a": "abbc"}"#, .true),
        Case("a|re: 'B+'", #"{"a": "abbc"}"#, .false), Case("a|re|i: 'B+'", #"{"a": "abbc"}"#, .true), Case("a|re: x", "{}", .false),
        Case("a|re: 'a.c'", #"{"a": "a\nc"}"#, .false), Case("a|re|s: 'a.c'", #"{"a": "a\nc"}"#, .true),
        Case("a|re: '^c'", #"{"a": "a\nc"}"#, .false), Case("a|re|m: '^c'", #"{"a": "a\nc"}"#, .true),
        Case("a|re|i|m|s: '^C.D'", #"{"a": "a\nc\nd"}"#, .true), Case(#"a|re: '\d{3}'"#, #"{"a": 1234}"#, .true),
        Case(#"a|re: 'a\*b'"#, #"{"a": "a*b"}"#, .true), Case("a|re: ['x', 'y']", #"{"a": "zy"}"#, .true),
        Case("a|re|all: ['x', 'y']", #"{"a": "zy"}"#, .false),
        // RFC 4648, and the three places a text may have within a longer one.
        Case("a|base64: foobar", #"{"a": "Zm9vYmFy"}"#, .true), Case("a|base64|contains: foobar", #"{"a": "x Zm9vYmFy y"}"#, .true),
        Case("a|base64offset|contains: foobar", #"{"a": "Zm9vYmFyeA=="}"#, .true),
        Case("a|base64offset|contains: foobar", #"{"a": "eGZvb2Jhcg=="}"#, .true),
        Case("a|base64offset|contains: foobar", #"{"a": "eHhmb29iYXJ4"}"#, .true),
        Case("a|base64offset|contains: foobar", #"{"a": "YmFyZm9v"}"#, .false),
        Case("a|wide|base64: ping", #"{"a": "cABpAG4AZwA="}"#, .true), Case("a|utf16le|base64: ping", #"{"a": "cABpAG4AZwA="}"#, .true),
        Case("a|utf16be|base64: ping", #"{"a": "AHAAaQBuAGc="}"#, .true),
        Case("a|utf16|base64: ping", #"{"a": "//5wAGkAbgBnAA=="}"#, .true),
        Case("a|wide|base64offset|contains: ping", #"{"a": "eABwAGkAbgBnAA=="}"#, .true),
        Case("a|windash: '-param -name'", #"{"a": "/param -name"}"#, .true),
        Case("a|windash: '-param -name'", #"{"a": "-param –NAME"}"#, .true),
        Case("a|windash: '-param -name'", #"{"a": "-param name"}"#, .false), Case("a|windash|contains: ' -f'", #"{"a": "rm ―f x"}"#, .true),
        Case("a|windash|contains: 'a-f'", #"{"a": "a/f"}"#, .false), Case("a|windash|endswith: ' -f'", #"{"a": "rm /f x"}"#, .false),
        Case("a|fieldref: b", #"{"a": "x", "b": "X"}"#, .true), Case("a|fieldref: b", #"{"a": "x", "b": "y"}"#, .false),
        Case("a|fieldref: b", #"{"a": "x"}"#, .false), Case("a|fieldref: b", #"{"b": "x"}"#, .false), Case("a|fieldref: b", "{}", .false),
        Case("a|fieldref|endswith: b", #"{"a": "user/Bob", "b": "bob"}"#, .true),
        Case("a|fieldref|contains: b.c", #"{"a": "xbobx", "b": {"c": "bob"}}"#, .true),
        Case("a|fieldref|startswith: b", #"{"a": "user/Bob", "b": "bob"}"#, .false),
        Case("a|fieldref|cased: b", #"{"a": "x", "b": "X"}"#, .false), Case("a|fieldref: b", #"{"a": 5, "b": "5"}"#, .true),
    ]) func patternsAndEncodings(_ test: Case) throws { try check(test) }

    @Test(arguments: [
        Case("a.b: x", #"{"a": {"b": "X"}}"#, .true), Case("a.b: x", #"{"a.b": "X"}"#, .true), Case("a.b: x", #"{"a": "x"}"#, .false),
        Case("a.b.c: x", #"{"a": {"b.c": "X"}}"#, .true), Case("a.b.c: x", #"{"a.b": {"c": "X"}}"#, .true),
        Case("a.b.c: x", #"{"a.b": 1, "a": {"b": {"c": "x"}}}"#, .true), Case("a.b: x", #"{"a": [{"b": "y"}, {"b": "x"}]}"#, .true),
        Case("a.b: x", #"{"a": [{"b": "y"}]}"#, .false), Case("a: x", #"{"a": ["y", "X"]}"#, .true), Case("a: x", #"{"a": []}"#, .false),
        Case("a|contains: '0.0.0.0/0'", #"{"a": {"items": [{"cidrIp": "0.0.0.0/0"}]}}"#, .true),
        Case("a|contains|all: [x, y]", #"{"a": ["1x", "2y"]}"#, .true), Case("a: null", #"{"a": []}"#, .true),
        Case("a.b: null", #"{"a": [{"b": null}, {"c": 1}]}"#, .true), Case("a.b: null", #"{"a": [{"b": null}, {"b": 1}]}"#, .false),
    ]) func paths(_ test: Case) throws { try check(test) }
}
