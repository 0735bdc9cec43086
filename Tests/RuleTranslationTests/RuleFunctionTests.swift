import CEL
import Document
import RuleTranslation
import SourceText
import Testing

/// The functions on their own: what is not known, what is not a constant, what is wrong.
@Suite struct RuleFunctionTests {
    @Test(arguments: [
        ("event.field('a').is('x')", Verdict.unknown), ("event.field('b').is('x')", .true), ("event.field('c').is('x')", .true),
        ("event.field('c').is('y')", .unknown), ("event.field('a').isNull()", .unknown), ("event.field('d').isNull()", .true),
        ("event.field('a.b').is('x')", .unknown), ("event.hasField('a')", .unknown), ("event.hasField('b')", .true),
        ("event.hasField('d')", .false),
        ("event.field('c').isOnly(['x', 'y'])", .unknown), ("event.field('c').isOnly('y')", .false), ("event.mentions('x')", .true),
        ("event.mentions('nowhere')", .unknown), ("event.field('b').is(event.field('a'))", .unknown),
        ("event.field('a').below(5)", .unknown),
        ("event.field('e.f').is('x')", .unknown), ("event.field('a').lowerCase().is('x')", .unknown),
        ("!event.field('a').is('x')", .unknown),
        ("event.field('c').differs('x')", .false), ("event.field('a').inNetwork('::/0')", .unknown),
        ("event.field('a').hasMatch('x')", .unknown),
    ]) func whatIsNotKnown(_ text: String, _ expected: Verdict) throws {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key("a")
        builder.unknown(.notCollected(call: "x:Y", error: "denied"))
        builder.key("b")
        builder.string("x")
        builder.key("c")
        builder.beginList()
        builder.string("x")
        builder.unknown(.notCollected(call: "x:Y", error: "denied"), rest: true)
        builder.endList()
        builder.key("e")
        builder.beginMap()
        builder.unknown(.notCollected(call: "x:Y", error: "denied"), rest: true)
        builder.endMap()
        builder.endMap()
        let compilation = RuleFunctions.environment().compile(text, expecting: .bool)
        let program = try #require(compilation.program, "\(compilation.diagnostics)")
        #expect(try Judging.verdict(program, builder.finish()) == expected)
    }

    @Test(arguments: [
        ("event.field('a', 'b').is('2')", Verdict.true), ("event.field('n').atLeast(-3)", .true),
        ("event.field('n').atLeast(event.field('m'))", .false),
        ("event.field('a').is(['1', 1, true])", .true), ("event.field(event.field('name')).is('1')", .true),
        ("event.field('list').isNull()", .false),
        ("event.field('text').lowerCase() == 'abc'", .true), ("event.field('a').lowerCase().isNull()", .true), ("'x'.is('X')", .true),
        ("event.field('text').is('abc') && event.field('text').isExactly('ABC')", .true), ("event.list.is('y')", .true),
        ("event.field('zero').includes('b')", .true), ("{'a': {'b': 'x'}}.field('a.b').is('X')", .true),
        ("event.field('empty').ends('')", .true),
        ("event.field('long').like('a*a*a*a*a*a*a*a*b')", .false), ("event.field('text').atMost(5)", .false),
        ("event.mentions(['zzz', 'BC'])", .true),
        ("event.mentionsMatch('(?i)^TEX')", .true), ("event.field('text').like(['x', '?b?'])", .true),
        ("event.field('ip').inNetwork(['10.0.0.0/8', '::1'])", .true),
    ]) func values(_ text: String, _ expected: Verdict) throws {
        let event = #"""
            {"a": 1, "b": 2, "n": -3, "m": 4, "name": "a", "list": ["x", "y"], "text": "ABC", "zero": "a\u0000b", "empty": "",
             "long": "\#(String(repeating: "a", count: 2000))", "ip": "::1"}
            """#
        #expect(try Judging.verdict(text, event) == expected)
    }

    @Test(arguments: [
        ("event.field('a').hasMatch('(?=x)')", "no look-around"), ("event.field('a').inNetwork('here')", "not a network"),
        ("event.field('').is('x')", "not the path"), ("event.field('a').is(null)", "wants texts"),
        ("event.field('a').hasMatch(event.field('b'))", "wants constant"),
        ("event.field('\(String(repeating: ".", count: 30))').is('x')", "not the path"),
    ]) func wrongConstantsAreFoundBeforehand(_ text: String, _ part: String) {
        let compilation = RuleFunctions.environment().compile(text, expecting: .bool)
        #expect(compilation.program == nil)
        let diagnostic = compilation.diagnostics.first
        #expect(diagnostic?.code == "cel-argument")
        #expect(diagnostic.map { "\($0)".contains(part) } == true, "\(compilation.diagnostics)")
    }
}
