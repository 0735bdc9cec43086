import Foundation
import RuleTranslation
import SourceText
import Testing

/// Expressions are read by people: a dozen rules as they come out. Set `UPDATE_GOLDEN=1` to write them anew.
@Suite struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    private func compare(_ text: String, _ name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try text == String(contentsOf: file, encoding: .utf8))
    }

    @Test func sigma() throws {
        let result = SigmaTranslator().translate(try SourceFile.read(path: Self.folder.appending(path: "sigma.yml").path))
        #expect(result.diagnostics.isEmpty && result.rules.count == 6, "\(result.diagnostics)")
        try compare(result.rules.map { "// \($0.description.title)\n\($0.condition.text)\n" }.joined(separator: "\n"), "sigma.cel")
    }

    @Test func falco() throws {
        let result = FalcoTranslator().translate([try SourceFile.read(path: Self.folder.appending(path: "falco.yaml").path)])
        #expect(result.diagnostics.isEmpty && result.rules.count == 6, "\(result.diagnostics)")
        try compare(result.rules.map { "// \($0.name)\n\($0.condition.text)\n" }.joined(separator: "\n"), "falco.cel")
    }
}
