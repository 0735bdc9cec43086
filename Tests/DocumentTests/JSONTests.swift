import Document
import SourceText
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"a":1,"b":[true,false,null,-2.5,"x\u00e9\n"],"c":{}}"#,
        #"[]"#, #""text""#, #"9007199254740993"#, #"[[[[1]]]]"#,
    ])
    func whatIsReadIsWritten(text: String) throws {
        let document = try Document(json: text)
        let again = try Document(json: document.root.description)
        #expect(document == again)
        #expect(document.root.description == text.replacing("\\u00e9", with: "é"))
    }

    @Test func valuesAreFoundByKeyAndIndex() throws {
        let document = try Document(json: #"{"tags":[{"key":"env","value":"prod"}],"n":3}"#)
        #expect(document.root["tags"]?[0]?["value"]?.string == "prod")
        #expect(document.root["n"]?.int == 3)
        #expect(document.root["missing"] == nil)
        #expect(document.root["tags"]?[1] == nil)
    }

    @Test(arguments: [1, 16, 17, 18, 100, 5000])
    func mapsOfAnySizeFindTheirKeys(count: Int) throws {
        let text = "{" + (0..<count).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let document = try Document(json: text)
        for index in 0..<count { #expect(document.root["k\(index)"]?.int == Int64(index)) }
        #expect(document.root["k\(count)"] == nil)
        #expect(document.root.description == text)
    }

    @Test func everyValueKnowsItsPlace() throws {
        let file = SourceFile(path: "t.json", text: "\u{FEFF}{\n  \"a\": [ 10 , \"x,y\" ],\n  \"b\": {\"c\": true}\n}")
        let document = try Document.json(file).document
        func text(_ value: DocumentValue?) -> String? { (value?.origin).map { file.text($0.range) } }
        #expect(text(document.root["a"]?[0]) == "10")
        #expect(text(document.root["a"]?[1]) == "\"x,y\"")
        #expect(text(document.root["b"]?["c"]) == "true")
        #expect(text(document.root["b"]) == #"{"c": true}"#)
        let place = try #require(document.root["b"]?["c"]?.origin)
        #expect(file.position(at: place.range.start) == SourcePosition(line: 3, column: 14))
        let nested = SourceFile(path: "n.json", text: #" {"a": {"b": [1, {"c": []} ] , "d": {}}, "e": [[2]]} "#)
        let root = try Document.json(nested).document.root
        func whole(_ value: DocumentValue?) -> String? { (value?.origin).map { nested.text($0.range) } }
        #expect(whole(root) == #"{"a": {"b": [1, {"c": []} ] , "d": {}}, "e": [[2]]}"#)
        #expect(whole(root["a"]?["b"]) == #"[1, {"c": []} ]"#)
        #expect(whole(root["a"]?["b"]?[1]?["c"]) == "[]")
        #expect(whole(root["a"]?["d"]) == "{}")
        #expect(whole(root["e"]?[0]?[0]) == "2")
    }

    /// Each costs what its own map takes, not what all before it did.
    @Test func manyRepeatedKeys() throws {
        let text = "[" + Array(repeating: #"{"a": 1, "b": 2, "a": 3}"#, count: 50_000).joined(separator: ",") + "]"
        let result = try Document.json(SourceFile(path: "x.json", text: text))
        #expect(result.warnings.count == 50_000)
        let last = try #require(result.document.root[49_999])
        #expect(last["a"]?.int == 3 && last["b"]?.int == 2 && last.count == 2)
        #expect(last["a"]?.origin?.range.start == last["b"]?.origin.map { $0.range.start + 8 })
    }

    @Test func aRepeatedKeyIsSaidAndTheLastOneCounts() throws {
        let file = SourceFile(path: "t.json", text: #"{"a": 1, "b": 2, "a": 3}"#)
        let result = try Document.json(file)
        #expect(result.document.root.description == #"{"b":2,"a":3}"#)
        #expect(result.warnings.map(\.code) == ["duplicate-key"])
        #expect(result.warnings.first?.location?.start?.column == 23)
    }

    @Test(
        arguments: [
            ("{\"a\": 1,}", 1, 9), ("{\"a\" 1}", 1, 6), ("[1, 2", 1, 6), ("{\"a\":\n tru}", 2, 2), ("", nil, nil), ("<html>", 1, 1),
            ("{\"a\": \"\\q\"}", 1, 7), ("[1] 2", 1, 5), ("[1}", 1, 3), ("{\"a\":01}", nil, nil),
        ] as [(String, Int?, Int?)])
    func brokenTextIsADiagnosticWithItsPlace(text: String, line: Int?, column: Int?) {
        let file = SourceFile(path: "t.json", text: text)
        let error = #expect(throws: Diagnostic.self) { try Document.json(file) }
        #expect(error?.code == "json-syntax")
        if let line { #expect(error?.location?.start?.line == line) }
        if let column { #expect(error?.location?.start?.column == column) }
    }

    @Test func nestingIsBounded() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: Diagnostic.self) { try Document(json: deep) }
        let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(throws: Never.self) { try Document(json: allowed) }
    }

    @Test func sizeIsBounded() {
        let wide = "[" + Array(repeating: "1", count: 1000).joined(separator: ",") + "]"
        let error = #expect(throws: Diagnostic.self) { try Document(json: wide, limits: DocumentLimits(nodes: 500)) }
        #expect(error?.code == "document-too-large")
        #expect(throws: Diagnostic.self) { try Document(json: wide, limits: DocumentLimits(bytes: 100)) }
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: Diagnostic.self) { try Document(json: [0x22, 0xFF, 0xFE, 0x22]) }
    }

    @Test func oneReaderReadsManyTexts() throws {
        let reader = JSONReader()
        for index in 0..<200 {
            let text = Array("{\"key\(index % 7)\":\(index)}".utf8)
            let result = try text.withUnsafeBytes { try reader.read($0) }
            #expect(result.document.root["key\(index % 7)"]?.int == Int64(index))
        }
    }
}
