import Testing

@testable import CloudAccess

@Suite struct XMLReaderTests {
    private func read(_ text: String) throws -> XMLTree { try XMLReader.read(Array(text.utf8)) }

    @Test func readsText() throws {
        let tree = try read(
            "<?xml version=\"1.0\"?><!-- c --><p:a x='1 > 0' y=\"&quot;\">one<b>two</b> <![CDATA[<&>]]>&#x3042;<c/></p:a>\n")
        #expect(tree.name(of: tree.root) == "a")
        #expect(tree.text(of: tree.root) == "one <&>あ")
        #expect(tree.attribute(of: tree.root, named: "x") == "1 > 0")
        #expect(tree.attribute(of: tree.root, named: "y") == "\"")
        #expect(tree.attribute(of: tree.root, named: "z") == nil)
        #expect(tree.children(of: tree.root).map { tree.name(of: $0) } == ["b", "c"])
        let b = try #require(tree.child(of: tree.root, named: "b"))
        #expect(tree.text(of: b) == "two")
    }

    @Test(arguments: [
        "", " ", "text", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a", "<a x='1>", "<a>&nope;</a>", "<a>&</a>", "<a>&#xD800;</a>",
        "<a><!-- </a>",
        "<a><![CDATA[</a>", "<!DOCTYPE a><a/>", "<a>x</a>y", "< a/>", "<1/>", "<a><a x=<b/></a>", "<>", "<", "<a>&#99999999999;</a>",
        "<?xml",
    ])
    func refuses(text: String) {
        #expect(throws: XMLReader.Failure.self) { try read(text) }
    }

    @Test func boundsDepth() {
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: XMLReader.Failure.self) { try read(deep) }
        let within = String(repeating: "<a>", count: 128) + String(repeating: "</a>", count: 128)
        #expect(throws: Never.self) { try read(within) }
    }

    @Test func repairsBrokenText() throws {
        let tree = try XMLReader.read(Array("<a>".utf8) + [0xFF, 0x41] + Array("</a>".utf8))
        #expect(tree.text(of: 0) == "\u{FFFD}A")
    }

    @Test func base64() {
        for text in ["", "f", "fo", "foo", "foob", "fooba", "foobar"] {
            #expect(Base64.decode(Base64.encode(Array(text.utf8))) == Array(text.utf8))
        }
        #expect(Base64.encode(Array("fooba".utf8)) == "Zm9vYmE=")
        #expect(Base64.decode("!") == nil)
        #expect(Base64.decode("A") == nil)
    }
}
