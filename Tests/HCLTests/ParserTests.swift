import SourceText
import Testing

@testable import HCL

@Suite struct ParserTests {
    @Test func readsABlock() {
        let tree = SyntaxTree.parse(SourceFile(path: "a.tf", text: "resource \"a\" \"b\" {\n  x = 1\n}\n"))
        #expect(tree.diagnostics.isEmpty)
        #expect(tree.body.blocks.first?.labels.map(\.text) == ["a", "b"])
    }
}
