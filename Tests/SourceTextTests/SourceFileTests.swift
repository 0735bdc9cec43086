import SourceText
import Testing

@Suite struct SourceFileTests {
    @Test func linesAndColumnsCountFromOne() {
        let file = SourceFile(path: "a.tf", text: "a\r\nbc\n\nd")
        #expect(file.position(at: file.size).line == 4)
        #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
        #expect(file.position(at: 4) == SourcePosition(line: 2, column: 2))
        #expect(file.position(at: 7) == SourcePosition(line: 4, column: 1))
        #expect(file.position(at: 999) == SourcePosition(line: 4, column: 2))
        #expect(file.offset(ofLine: 2) == 3)
        #expect(file.offset(ofLine: 5) == nil)
    }

    @Test func anEmptyFileHasOneLine() {
        let file = SourceFile(path: "empty", text: "")
        #expect(file.position(at: file.size).line == 1)
        #expect(file.position(at: 0) == SourcePosition(line: 1, column: 1))
    }

    @Test func placesOutliveTheText() throws {
        let file = try #require(SourceFile(path: "a.tf", byteCount: 100, lines: [(3, 20), (7, 60)]))
        #expect(file.position(at: 5) == SourcePosition(line: 1, column: 6))
        #expect(file.position(at: 25) == SourcePosition(line: 3, column: 6))
        #expect(file.position(at: 999) == SourcePosition(line: 7, column: 41))
        #expect(file.offset(ofLine: 7) == 60)
        #expect(file.offset(ofLine: 2) == nil)
        #expect(file.text(SourceRange(start: 20, end: 25)) == "")
        #expect(SourceFile(path: "a.tf", byteCount: 100, lines: [(7, 60), (3, 20)]) == nil)
        #expect(SourceFile(path: "a.tf", byteCount: 10, lines: [(2, 11)]) == nil)
        #expect(SourceFile(path: "a.tf", byteCount: -1, lines: []) == nil)
    }

    @Test func aFileOverTheLimitIsNotRead() {
        #expect(throws: Diagnostic.self) { try SourceFile.read(path: #filePath, limit: 10) }
        let failure = Result { try SourceFile.read(path: #filePath, displayPath: "x.swift", limit: 10) }
        guard case .failure(let diagnostic as Diagnostic) = failure else { return }
        #expect(diagnostic.code == "file-too-large")
        #expect(diagnostic.location?.path == "x.swift")
    }

    @Test(arguments: ["/dev/zero", "/", "/no/such/file"])
    func whatIsNoFileIsADiagnostic(path: String) {
        #expect(throws: Diagnostic.self) { try SourceFile.read(path: path) }
    }

    @Test func aDiagnosticReadsAsOneLine() {
        let diagnostic = Diagnostic(
            .error, code: "hcl-syntax", "expected '}'",
            location: SourceFile(path: "main.tf", text: "a\nb").location(SourceRange(start: 2, end: 3)), hint: "close the block")
        #expect(diagnostic.description == "main.tf:2:1: error: expected '}'; close the block (hcl-syntax)")
    }
}
