import Document
import Foundation
import RuleTranslation
import SourceText
import Testing

/// Every published rule at hand becomes an expression, or a diagnostic says why not.
@Suite(.enabled(if: SharedRules.folder != nil, "the published rules lie in ../shared/rules")) struct PublishedRulesTests {
    @Test func everySigmaRuleIsTranslated() throws {
        let files = try SharedRules.files("sigma", ["yml", "yaml"])
        #expect(files.count > 200)
        var rules = 0
        for file in files {
            let result = SigmaTranslator().translate(file)
            rules += result.rules.count
            for d in result.diagnostics { print(d) }
        }
        print(rules, files.count)
    }

    @Test func falco() throws {
        let files = try SharedRules.files("falco", ["yaml"])
        for group in Dictionary(grouping: files, by: { $0.path.split(separator: "/").prefix(2).joined(separator: "/") }) {
        let result = FalcoTranslator().translate(group.value)
        for d in result.diagnostics { print(d) }
        print(group.key, result.rules.count, result.rules.map(\.condition.text.utf8.count).max() ?? 0)
        for r in result.rules.prefix(3) { print(r.name); print(r.condition.text) }
        }
    }
}
