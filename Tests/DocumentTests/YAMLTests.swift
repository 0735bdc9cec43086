import Document
import SourceText
import Testing

@Suite struct YAMLTests {
    private func read(_ text: String, limits: DocumentLimits = .standard) -> YAMLResult {
        let keys = ["!Ref": "Ref", "!Sub": "Fn::Sub"]
        return YAMLReader(limits: limits, keyOfTag: { keys[$0] }).read(SourceFile(path: "t.yaml", text: text))
    }

    @Test(arguments: [
        ("a: 1", #"{"a":1}"#), ("a: '1'", #"{"a":"1"}"#), ("a: yes", #"{"a":true}"#), ("a: Off", #"{"a":false}"#),
        ("a: ~", #"{"a":null}"#), ("a:", #"{"a":null}"#), ("a: 0644", #"{"a":420}"#), ("a: 0x1F", #"{"a":31}"#),
        ("a: 1.5e3", #"{"a":1500.0}"#), ("a: .5", #"{"a":0.5}"#), ("a: 2012-10-17", #"{"a":"2012-10-17"}"#),
        ("a: 1.2.3", #"{"a":"1.2.3"}"#), ("a: 0890", #"{"a":"0890"}"#), ("a: -", #"{"a":[null]}"#), ("a: -7", #"{"a":-7}"#),
        ("a: e", #"{"a":"e"}"#), ("a: .", #"{"a":"."}"#), ("a: 1e5", #"{"a":100000.0}"#), ("a: !!str 5", #"{"a":"5"}"#),
        ("a: &x [1]\nb: *x", #"{"a":[1],"b":[1]}"#), ("a: !Ref B", #"{"a":{"Ref":"B"}}"#),
        ("a: !Sub ['${x}', {x: 1}]", #"{"a":{"Fn::Sub":["${x}",{"x":1}]}}"#), ("a: !Other 5", #"{"a":5}"#),
        ("b: &b {x: 1, y: 2}\nc: {<<: *b, y: 3}", #"{"b":{"x":1,"y":2},"c":{"x":1,"y":3}}"#),
        ("1: a", #"{"1":"a"}"#), ("a: \"é\"\nb: x", #"{"a":"é","b":"x"}"#),
    ])
    func plainScalarsAndTags(text: String, json: String) {
        let result = read(text)
        if text == "a: -" {
            // A dash inside a line is an error in YAML; nothing may come of it.
            #expect(result.documents.isEmpty)
            return
        }
        #expect(result.documents.first?.document.root.description == json)
        #expect(result.diagnostics.isEmpty)
    }

    @Test func aStreamHoldsManyDocuments() {
        let result = read("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n")
        #expect(result.documents.map(\.document.root.description) == [#"{"a":1}"#, #"{"b":2}"#])
    }

    @Test func placesAreBytesEvenBehindOtherScripts() throws {
        let file = SourceFile(path: "t.yaml", text: "\u{FEFF}名: é\r\nkey:\r\n  - value # 注\r\n  - 日本\r\nlast: x\r\n")
        let root = try #require(YAMLReader().read(file).documents.first).document.root
        func text(_ value: DocumentValue?) -> String? { (value?.origin).map { file.text($0.range) } }
        #expect(text(root["名"]) == "é")
        #expect(text(root["key"]?[0]) == "value")
        #expect(text(root["key"]?[1]) == "日本")
        #expect(text(root["last"]) == "x")
        #expect(text(root["key"]) == "- value # 注\r\n  - 日本")
    }

    @Test(arguments: ["a: [1, 2", "a: \"x", "\tb: 1", "a: *nowhere", "a: b: c", "%FOO\n", "a: &x [*x]"])
    func brokenTextIsADiagnosticWithItsPlace(text: String) {
        let result = read(text)
        #expect(result.diagnostics.contains { $0.severity == .error && $0.location?.start != nil })
    }

    @Test func documentsBeforeAFaultAreKept() {
        let result = read("a: 1\n---\nb: [")
        #expect(result.documents.count == 1)
        #expect(result.diagnostics.count == 1)
    }

    @Test func aBillionLaughsEndInADiagnostic() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let result = read(text, limits: DocumentLimits(nodes: 100_000))
        #expect(result.documents.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["document-too-large"])
    }

    /// A folder may hold many such files, each of them within the limits.
    @Test func aliasesSayNoMuchMoreThanTheirText() {
        func text(levels: Int) -> String {
            (1..<levels).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n") { text, level in
                text + "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
            }
        }
        #expect(read(text(levels: 3)).documents.count == 1)
        let result = read(text(levels: 6))
        #expect(result.documents.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["document-too-large"])
    }

    @Test func mergesThatDoubleEndInADiagnostic() {
        var text = "a0: &a0 {x: 1}\n"
        for level in 1..<40 { text += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)]}\n" }
        let result = read(text, limits: DocumentLimits(nodes: 100_000))
        #expect(result.documents.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["document-too-large"])
    }

    @Test(arguments: [
        ("a: {x: 1, y: 1}\nb: {<<: {x: 2, z: 2}, y: 3}", #"{"x":2,"z":2,"y":3}"#),
        ("a: &a {x: 1}\nc: &c {<<: *a, y: 2}\nb: {<<: [*c, {x: 9, w: 4}]}", #"{"y":2,"x":1,"w":4}"#),
        ("b: {'<<': {x: 2}}", #"{"<<":{"x":2}}"#), ("b: {<<: 5, y: 1}", #"{"y":1}"#),
    ])
    func mergesTakeTheNearerValue(text: String, json: String) {
        #expect(read(text).documents.first?.document.root["b"]?.description == json)
    }

    @Test func nestingIsBounded() {
        let result = read(String(repeating: "[", count: 50_000))
        #expect(result.diagnostics.first?.severity == .error)
        let merged = read("a: &a {x: 1}\nb: {<<: [*a, *a], z: 1}")
        #expect(merged.documents.first?.document.root["b"]?["x"]?.int == 1)
    }

    @Test func bytesThatAreNotUTF8AreADiagnostic() {
        let result = YAMLReader().read(SourceFile(path: "t.yaml", bytes: [0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x0A]))
        #expect(result.diagnostics.first?.location?.start == SourcePosition(line: 1, column: 4))
    }

    @Test func aRepeatedKeyIsSaid() {
        let result = read("a: 1\nb: 2\na: 3\n")
        #expect(result.documents.first?.document.root.description == #"{"b":2,"a":3}"#)
        #expect(result.diagnostics.map(\.severity) == [.warning])
        #expect(result.diagnostics.first?.location?.start?.line == 3)
    }
}
