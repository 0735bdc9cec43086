import RuleTranslation
import SourceText
import Testing

@Suite struct SigmaCorrelationTests {
    private func read(_ body: String) -> SigmaTranslation {
        let lines = body.split(separator: "\n").map { "    \($0)\n" }.joined()
        return SigmaTranslator().translate(SourceFile(path: "rule.yml", text: "title: c\nid: i\nlevel: high\ncorrelation:\n\(lines)"))
    }

    @Test func counting() throws {
        let result = read(
            "type: value_count\nrules: [one, two]\ngroup-by: [host, ip]\ntimespan: 90m\ngenerate: true\ncondition: {field: User, gte: 100, lt: 200}\naliases:\n    ip: {one: src, two: dst}"
        )
        let correlation = try #require(result.correlations.first, "\(result.diagnostics)")
        #expect(result.rules.isEmpty && result.diagnostics.isEmpty)
        #expect(correlation.kind == .valueCount && correlation.rules == ["one", "two"] && correlation.groupBy == ["host", "ip"])
        #expect(correlation.timespan == 5400 && correlation.fields == ["User"] && correlation.generatesRules)
        #expect(correlation.bounds == [.init(.atLeast, 100), .init(.less, 200)])
        #expect(correlation.aliases == ["ip": ["one": "src", "two": "dst"]])
        #expect(correlation.description.title == "c" && correlation.description.level == "high")
    }

    @Test func order() throws {
        let correlation = try #require(read("type: temporal_ordered\nrules:\n    - a\n    - b\ntimespan: 1d\ngroup-by: user").correlations.first)
        #expect(correlation.kind == .temporalOrdered && correlation.timespan == 86_400 && correlation.groupBy == ["user"] && correlation.bounds.isEmpty)
    }

    @Test(arguments: [
        "type: other\nrules: [a]\ntimespan: 1h", "type: temporal\ntimespan: 1h", "type: temporal\nrules: [a]", "type: temporal\nrules: [a]\ntimespan: 1y",
        "type: temporal\nrules: [a]\ntimespan: 99999999999999999999h", "type: event_count\nrules: [a]\ntimespan: 1h",
        "type: value_count\nrules: [a]\ntimespan: 1h\ncondition: {gte: 5}", "type: event_count\nrules: [a]\ntimespan: 1h\ncondition: {about: 5}",
        "type: event_count\nrules: [a]\ntimespan: 1h\ncondition: {gte: many}",
    ]) func whatIsWrong(_ body: String) {
        let result = read(body)
        #expect(result.correlations.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["sigma-correlation"])
    }
}
