import Document
import SourceText
import Testing

@Suite struct EncodingTests {
    private func roundTrip(_ document: Document) throws -> Document {
        try Document(encoded: document.encoded().bytes)
    }

    @Test(arguments: [
        #"{"a":1,"b":[true,false,null,-2.5,"x\u00e9\n",""],"c":{},"d":[]}"#, "[]", #""text""#, "-9223372036854775808",
        "9223372036854775807", #"{"a":{"a":{"a":[{"a":0},{"b":1.5}]}}}"#, "1e308",
    ])
    func whatIsEncodedIsDecoded(text: String) throws {
        let document = try Document(json: text)
        let again = try roundTrip(document)
        #expect(again.root.description == document.root.description)
    }

    @Test func largeMapsKeepTheirIndex() throws {
        let document = try Document(json: "{" + (0..<500).map { "\"key\($0)\":\($0)" }.joined(separator: ",") + "}")
        let again = try roundTrip(document)
        for index in 0..<500 { #expect(again.root["key\(index)"]?.int == Int64(index)) }
    }

    private func documentWithUnknowns() throws -> Document {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key("a")
        builder.unknown(.notCollected(call: "s3:GetBucketPolicy", permission: "s3:GetBucketPolicy", error: "AccessDenied"))
        builder.key("b")
        builder.unknown(.knownAfterApply("aws_s3_bucket.b.arn", "made by apply", exists: true, prefix: "arn:", suffix: "-x"))
        builder.key("e")
        builder.unknown(.unreadable("policy", "it is not valid JSON"))
        builder.key("c")
        builder.beginList()
        builder.int(1)
        builder.unknown(.notCollected(call: "s3:ListX", error: "Throttling"), rest: true)
        builder.endList()
        builder.key("d")
        builder.beginMap()
        builder.key("known")
        builder.bool(true)
        builder.unknown(.knownAfterApply("var.tags", "no default"), rest: true)
        builder.endMap()
        builder.endMap()
        return try builder.finish()
    }

    @Test func unknownsKeepSymbolReasonAndRest() throws {
        let document = try documentWithUnknowns()
        let again = try roundTrip(document)
        #expect(again == document)
        #expect(again.root["a"]?.unknown == document.root["a"]?.unknown)
        #expect(again.root["b"]?.unknown == document.root["b"]?.unknown)
        #expect(again.root["e"]?.unknown?.reason == .unreadable("it is not valid JSON"))
        #expect(again.root["b"]?.pointer.pointee.isUnknownButThere == true)
        #expect(again.root["c"]?.elements.last?.pointer.pointee.isRest == true)
        #expect(again.root["d"]?.pointer.rest != nil)
    }

    @Test func placesInFilesStayTrueWithoutTheText() throws {
        let file = SourceFile(path: "t.json", text: "{\n  \"a\": [ 10 ,\n\n \"x,y\" ],\n  \"b\": {\"c\": true}\n}")
        let document = try Document.json(file).document
        let again = try roundTrip(document)
        for path in [["a"], ["b"], ["b", "c"]] {
            let before = try #require(path.reduce(document.root as DocumentValue?) { $0?[$1] }?.origin)
            let after = try #require(path.reduce(again.root as DocumentValue?) { $0?[$1] }?.origin)
            #expect(after.range == before.range)
            guard case .file(let restored) = again.sources[Int(after.source)] else {
                Issue.record("the source is no file")
                return
            }
            #expect(restored.location(after.range) == file.location(before.range))
            #expect(restored.bytes.isEmpty)
        }
        // A second time from what was restored: nothing wears off.
        #expect(again.encoded().bytes == document.encoded().bytes)
    }

    @Test func onlyTheFirstBytesDependOnTime() throws {
        func collected(at time: String, _ value: Int) throws -> EncodedDocument {
            let builder = DocumentBuilder()
            builder.origin(Origin(source: builder.source(.call("s3:GetBucketAcl", time: time))))
            builder.beginMap()
            builder.key("n")
            builder.int(value)
            builder.endMap()
            return try builder.finish().encoded()
        }
        let first = try collected(at: "2026-11-24T09:00:00Z", 1)
        let second = try collected(at: "2026-11-25T09:00:00Z", 1)
        let third = try collected(at: "2026-11-24T09:00:00Z", 2)
        #expect(first.bytes != second.bytes)
        #expect(first.bytes[first.timelessStart...] == second.bytes[second.timelessStart...])
        #expect(first.bytes[first.timelessStart...] != third.bytes[third.timelessStart...])
        let again = try Document(encoded: first.bytes)
        guard case .call(let call, let time)? = again.sources.first else {
            Issue.record("the call is lost")
            return
        }
        #expect(call == "s3:GetBucketAcl" && time == "2026-11-24T09:00:00Z")
        #expect(again.root.origin == Origin(source: 0))
    }

    @Test func hostileBytesAreADiagnosticOrADocument() throws {
        let file = SourceFile(path: "t.json", text: #"{"a":{"b":[1,2.5,"text",null,true]},"c":"\#(String(repeating: "z", count: 70))"}"#)
        var random = SystemRandomNumberGenerator()
        for document in [try Document.json(file).document, try documentWithUnknowns()] {
            let bytes = document.encoded().bytes
            // Every cut.
            for length in 0..<bytes.count {
                #expect(throws: Diagnostic.self) { try Document(encoded: Array(bytes[..<length])) }
            }
            #expect(throws: Diagnostic.self) { try Document(encoded: bytes + [0]) }
            // Random damage must not trap; what is still a document can be read to its end.
            for _ in 0..<20_000 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
                }
                guard let survivor = try? Document(encoded: damaged) else { continue }
                _ = survivor.root.description
                _ = survivor.encoded()
            }
        }
    }

    @Test func liesAboutSizeAndDepthAreRefused() {
        let prefix: [UInt8] = [1, 0, 0, 0]
        // A list that says it has 2^60 elements.
        let huge = prefix + [5] + [UInt8](repeating: 0x80, count: 8) + [0x10]
        #expect(throws: Diagnostic.self) { try Document(encoded: huge) }
        // A list in a list in a list …
        let deep = prefix + (0..<100_000).flatMap { _ in [5, 1] as [UInt8] } + [0]
        #expect(#expect(throws: Diagnostic.self) { try Document(encoded: deep) }?.code == "document-too-deep")
        #expect(#expect(throws: Diagnostic.self) { try Document(encoded: [9, 0]) }?.code == "document-version")
        // A text that is not UTF-8, as a value and as a key.
        #expect(throws: Diagnostic.self) { try Document(encoded: prefix + [4, 1, 0xFF]) }
        #expect(throws: Diagnostic.self) { try Document(encoded: prefix + [6, 1, 0, 0, 1, 0xFF]) }
        // A rest that is known, an unknown that is not listed.
        #expect(throws: Diagnostic.self) { try Document(encoded: prefix + [5, 1, 0x20]) }
        #expect(throws: Diagnostic.self) { try Document(encoded: prefix + [7, 0]) }
    }
}
