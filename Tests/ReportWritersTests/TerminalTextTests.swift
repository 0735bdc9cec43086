import ReportWriters
import Testing

@Suite struct TerminalTextTests {
    @Test func width() {
        #expect(TerminalText.width("abc") == 3)
        #expect(TerminalText.width("バケット") == 8)
        #expect(TerminalText.width("ﾊﾞ") == 2)
        #expect(TerminalText.width("e\u{301}") == 1)
        #expect(TerminalText.width("漢字、（a）") == 11)
        #expect(TerminalText.padded("鍵", to: 4) == "鍵  ")
    }

    @Test func cut() {
        #expect(TerminalText.cut("abcdef", to: 6) == "abcdef")
        #expect(TerminalText.cut("abcdefg", to: 6) == "abcde…")
        #expect(TerminalText.cut("バケット", to: 6) == "バケ…")
        #expect(TerminalText.cut("バケット", to: 8) == "バケット")
        #expect(TerminalText.cutStart("infra/storage/main.tf", to: 10) == "…e/main.tf")
        #expect(TerminalText.cutStart("バケット", to: 5) == "…ット")
    }

    @Test func wrapped() {
        #expect(TerminalText.wrapped("one two three", to: nil) == ["one two three"])
        #expect(TerminalText.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(TerminalText.wrapped("one two three", to: 6) == ["one", "two", "three"])
        #expect(TerminalText.wrapped("abcdefghij kl", to: 4) == ["abcd", "efgh", "ij", "kl"])
        #expect(TerminalText.wrapped("", to: 10) == [""])
        // No line begins with a full stop or ends with an opening bracket.
        #expect(TerminalText.wrapped("鍵がありません。次", to: 14) == ["鍵がありませ", "ん。次"])
        #expect(TerminalText.wrapped("設定（鍵）だ", to: 6) == ["設定", "（鍵）", "だ"])
        #expect(TerminalText.wrapped("S3 バケットの KMS", to: 12) == ["S3 バケット", "の KMS"])
    }

    @Test(arguments: 2...30)
    func noLineIsTooWideAndNoWordIsLost(columns: Int) {
        let text = "設定 kms_master_key_id（KmsMasterKeyId）に、発行側が「利用」できる鍵を指定してください。 and a last word"
        let lines = TerminalText.wrapped(text, to: columns)
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        for line in lines { #expect(TerminalText.width(line) <= columns) }
    }
}
