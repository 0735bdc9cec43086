import CEL
import Document
import Foundation
import RuleTranslation
import SourceText
import Testing

/// Every published rule at hand becomes an expression, or a diagnostic says why not.
@Suite(.enabled(if: SharedRules.folder != nil, "the published rules lie in ../shared/rules")) struct PublishedRulesTests {
    @Test func everySigmaRuleIsTranslated() throws {
        let files = try SharedRules.files("sigma", ["yml", "yaml"])
        #expect(files.count == 241)
        var count = 0
        for file in files {
            let result = SigmaTranslator().translate(file)
            #expect(result.diagnostics.isEmpty, "\(result.diagnostics)")
            count += result.rules.count
        }
        #expect(count == 241)
    }

    /// Each published file is a set of its own, as the plugins bring them.
    @Test func everyFalcoRuleIsTranslatedOrRefused() throws {
        let files = try SharedRules.files("falco", ["yaml"])
        #expect(files.count == 7)
        let results = files.map { FalcoTranslator().translate([$0]) }
        #expect(results.reduce(0) { $0 + $1.rules.count } == 222)
        // It looks for bytes in a buffer.
        #expect(
            results.flatMap(\.diagnostics).map(\.description) == [
                "rules/falco-sandbox_rules.yaml:1676:9: error: rule 'Java Process Class File Download': 'bcontains' looks for bytes, and "
                    + "events are text; look for a text with contains or startswith (falco-operator)"
            ])
    }

    /// An event that has nothing fires nothing but what asks for nothing, and nothing ends in an error.
    @Test func nothingMatchesNothing() throws {
        let event = try Judging.event("{}")
        for file in try SharedRules.files("sigma", ["yml"]) {
            for rule in SigmaTranslator().translate(file).rules {
                #expect(try Judging.verdict(rule.condition.program, event) == .false, "\(rule.description.title): \(rule.condition.text)")
            }
        }
        for file in try SharedRules.files("falco", ["yaml"]) {
            for rule in FalcoTranslator().translate([file]).rules {
                #expect(try Judging.verdict(rule.condition.program, event) == .false, "\(rule.name): \(rule.condition.text)")
            }
        }
    }
}
