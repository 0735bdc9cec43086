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

    @Test func manyReadAtOnce() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for index in 0..<200 {
                        let root = try Document(json: #"{"task":\#(task),"text":"\#(index)\n"}"#).root
                        guard root["task"]?.int == Int64(task), root["text"]?.string == "\(index)\n" else { return false }
                    }
                    return true
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    /// Small documents are copied to a block of their size, large ones stay in the pages that they are written to, and very large ones
    /// in huge pages.
    @Test(arguments: [100, 5_000, 30_000, 150_000])
    func textsOfAnySizeAreRead(count: Int) throws {
        let elements = (0..<count).map { #"{"id": \#($0), "name": "n\#($0)", "note": "a\n\#($0)"}"# }
        let file = SourceFile(path: "t.json", text: "[" + elements.joined(separator: ",") + "]")
        let plain = try Document(json: file.bytes)
        let placed = try Document.json(file).document
        #expect(plain.root.count == count)
        #expect(plain == placed)
        for index in stride(from: 0, to: count, by: max(count / 50, 1)) {
            let value = try #require(placed.root[index])
            #expect(value["id"]?.int == Int64(index))
            #expect(value["note"]?.string == "a\n\(index)")
            #expect(value.origin.map { file.text($0.range) } == elements[index])
            #expect((value["name"]?.origin).map { file.text($0.range) } == "\"n\(index)\"")
        }
        #expect(plain.byteCount < file.size * 2)
        #expect(try Document(json: "[1]").root[0]?.int == 1)
    }

    @Test func repeatedKeysOfLargeMapsAreSaidToo() throws {
        let members = (0..<60).map { "\"k\($0 % 40)\": \($0)" }
        let file = SourceFile(path: "t.json", text: "{" + members.joined(separator: ", ") + "}")
        let result = try Document.json(file)
        #expect(result.warnings.count == 20)
        #expect(result.document.root.count == 40)
        for index in 0..<40 {
            let value = result.document.root["k\(index)"]
            #expect(value?.int == Int64(index < 20 ? index + 40 : index))
            #expect((value?.origin).map { file.text($0.range) } == value.map { "\($0.int ?? -1)" })
        }
        // Of these, 64 bits alone can't tell that none is there twice.
        let many = (0..<16).map { "\"collide\($0 * 64)\": \($0)" }.joined(separator: ",")
        for index in 0..<1024 { _ = Symbol("collide\(index)") }
        #expect(try Document(json: "{\(many)}").root.count == 16)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("1e3", 1000), ("1E+3", 1000), ("-2.5", -2.5), ("1e-400", 0), ("5e-324", .leastNonzeroMagnitude), ("1e22", 1e22),
            ("1e23", 1e23), ("9007199254740993.0", 9007199254740992), ("0.30000000000000004", 0.30000000000000004),
            ("1.7976931348623157e308", 1.7976931348623157e308), ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown),
            ("9223372036854775808", 9223372036854775808), ("18446744073709551615", 18446744073709551616), ("0.00000000000000000000001", 1e-23),
            ("123456789012345678901234567890.0", 123456789012345678901234567890.0),
        ] as [(String, Double)])
    func numbersAreTheNearestDoubles(text: String, value: Double) throws {
        #expect(try Document(json: text).root.double == value)
        #expect(try Document(json: "[\(text) ]").root[0]?.double == value)
        #expect(try Document(json: "{\"a\":\(text)\n}").root["a"]?.double == value)
    }

    @Test(arguments: ["999999999999999999", "1000000000000000000", "9223372036854775807", "-9223372036854775808", "-1"])
    func integersAreExact(text: String) throws {
        #expect(try Document(json: "[\(text)]").root[0]?.int == Int64(text))
    }

    @Test(arguments: [
        "01", "-", "-a", "1.", ".5", "1.e3", "1e", "1e+", "+1", "0x10", "1e400", "-1e400", "18446744073709551616", "-9223372036854775809",
        "1a", "1\"a\"", "tru", "truee", "true1", "nul", "falsy", "NaN", "Infinity", "1 2", "\"a\"\"b\"", "\\\"a\"",
    ])
    func whatIsNoValueIsRefused(text: String) {
        #expect(throws: Diagnostic.self) { try Document(json: text) }
        #expect(throws: Diagnostic.self) { try Document(json: "[\(text)]") }
        #expect(throws: Diagnostic.self) { try Document(json: "{\"a\": [\(text) , 1]}") }
    }

    @Test(arguments: [
        (#"\u0041\u00e9\u65E5\ud83d\ude00"#, "Aé日😀"), (#"\b\f\n\r\t\"\\\/"#, "\u{8}\u{C}\n\r\t\"\\/"), (#"\u0000"#, "\0"),
        ("é", "é"), ("", ""), ("a text of more than thirty-two bytes without escapes", "a text of more than thirty-two bytes without escapes"),
    ])
    func escapesStandForTheirCharacters(text: String, value: String) throws {
        #expect(try Document(json: "\"\(text)\"").root.string == value)
        #expect(try Document(json: "{\"\(text)\": 1}").root.members.first?.key.text == value)
        #expect(try Document(json: "[\"x\",\"\(text)\",\"y\"]").root.elements.map(\.string) == ["x", value, "y"])
    }

    @Test(arguments: [#"\u12"#, #"\u12G4"#, #"\ud83d"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\ude00"#, #"\x41"#, "\n", "\u{1}"])
    func wrongEscapesAreRefused(text: String) {
        let file = SourceFile(path: "t.json", text: "[\n\"\(text)\"]")
        let error = #expect(throws: Diagnostic.self) { try Document.json(file) }
        #expect(error?.location?.start?.line == 2)
        #expect(throws: Diagnostic.self) { try Document(json: "{\"\(text)\": 1}") }
    }

    /// A text in memory of just its size: a tool that watches reads finds none behind it; here, what follows must not count.
    @Test func nothingBehindTheTextIsRead() throws {
        let text = Array(#"[1, true, "a"]345, "more"]}"#.utf8)
        for end in 1..<text.count {
            let result = text.withUnsafeBytes { buffer in
                Result { try JSONReader().read(UnsafeRawBufferPointer(rebasing: buffer[..<end])) }
            }
            let isRead = (try? result.get()) != nil
            #expect(isRead == (end == 14))
        }
        let number = Array("12345".utf8)
        let result = try number.withUnsafeBytes { try JSONReader().read(UnsafeRawBufferPointer(rebasing: $0[..<3])) }
        #expect(result.document.root.int == 123)
    }
}
