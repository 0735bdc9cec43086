import Document
import SourceText
import Testing

@Suite struct BuilderTests {
    @Test func theThreeKindsOfNothingAreToldApart() throws {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key("policy")
        builder.unknown(.notCollected(call: "s3:GetBucketPolicy", permission: "s3:GetBucketPolicy", error: "access denied"))
        builder.key("name")
        builder.unknown(.knownAfterApply("var.name", "the variable has no default"))
        builder.endMap()
        let root = try builder.finish().root
        #expect(root["absent"] == nil)
        #expect(root["policy"]?.kind == .notCollected)
        #expect(root["name"]?.kind == .knownAfterApply)
        #expect(root["name"]?.unknown?.symbol == "var.name")
        #expect(root.description == #"{"policy":{"$unknown":"s3:GetBucketPolicy"},"name":{"$unknown":"var.name"}}"#)
    }

    @Test func anUnknownRestStandsLastAndOnce() throws {
        let builder = DocumentBuilder()
        builder.beginList()
        builder.unknown(.knownAfterApply("var.cidrs", "no default"), rest: true)
        builder.string("0.0.0.0/0")
        builder.unknown(.knownAfterApply("var.more", "no default"), rest: true)
        builder.endList()
        let root = try builder.finish().root
        #expect(root.count == 2)
        #expect(root[0]?.string == "0.0.0.0/0")
        #expect(root.pointer.rest != nil)
        #expect(root[1]?.unknown?.symbol == "var.cidrs")
    }

    @Test func originsFollowTheirValuesThroughDroppedKeys() throws {
        let file = SourceFile(path: "a", text: "0123456789")
        let builder = DocumentBuilder()
        let source = builder.source(.file(file))
        builder.beginMap()
        for (index, key) in ["a", "b", "a", "c"].enumerated() {
            builder.key(key)
            builder.origin(Origin(source: source, range: SourceRange(start: index, end: index + 1)))
            builder.int(index)
        }
        builder.endMap()
        let root = try builder.finish().root
        #expect(root.description == #"{"b":1,"a":2,"c":3}"#)
        for member in root.members {
            #expect(member.value.origin?.range.start == Int(member.value.int ?? -1))
        }
    }

    @Test func anUnfinishedValueIsRefused() {
        let builder = DocumentBuilder()
        builder.beginMap()
        #expect(throws: Diagnostic.self) { try builder.finish() }
        let empty = DocumentBuilder()
        #expect(throws: Diagnostic.self) { try empty.finish() }
        let stray = DocumentBuilder()
        stray.endList()
        #expect(throws: Diagnostic.self) { try stray.finish() }
    }

    @Test func emptyStringsAndKeysAreValues() throws {
        let document = try Document(json: #"{"":"","a":""}"#)
        #expect(document.root[""]?.string == "")
        #expect(document.root["a"]?.string == "")
    }
}
