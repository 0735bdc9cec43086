import PostureModel
import ReportWriters
import Testing

@Suite struct FindingListTests {
    @Test(
        arguments: [
            ("plain.txt", nil, false, "en"), ("80.txt", 80, false, "en"), ("120.txt", 120, false, "en"), ("80-colors.txt", 80, true, "en"),
            ("80-ja.txt", 80, false, "ja"), ("40.txt", 40, false, "en"),
        ] as [(String, Int?, Bool, String)])
    func looks(name: String, width: Int?, colored: Bool, language: String) throws {
        let text = Samples.text(Samples.mixed, width: width, colored: colored, try #require(.init(rawValue: language)))
        try Samples.keep(text, as: name)
        #expect(text == (try Samples.golden(name)))
    }

    @Test(arguments: [40, 57, 80, 120, 200], LocalizedText.Language.allCases)
    func noLineIsWiderThanTheTerminal(width: Int, language: LocalizedText.Language) {
        var findings = Samples.mixed
        findings.append(
            Samples.finding(
                control: String(repeating: "control/", count: 40), address: String(repeating: "名", count: 500),
                location: Samples.place(String(repeating: "folder/", count: 100), 1),
                evidence: [
                    Evidence(
                        path: String(repeating: "Path.", count: 90), actual: String(repeating: "値", count: 1_000), relation: "in",
                        expected: String(repeating: "y", count: 300), clause: "", source: nil)
                ]))
        for line in Samples.text(findings, width: width, language).split(separator: "\n") {
            #expect(TerminalText.width(String(line)) <= width, "\(line)")
        }
    }

    @Test func coloursChangeNoText() throws {
        let colored = Samples.text(Samples.mixed, width: 80, colored: true)
        let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(plain == Samples.text(Samples.mixed, width: 80))
        #expect(plain != colored)
    }

    @Test func whatSeveralFindingsShareIsSaidOnce() {
        let findings = (0..<30).map { Samples.finding(location: Samples.place("main.tf", $0 + 1)) }
        let text = Samples.text(findings, width: nil)
        #expect(text.split(separator: "→").count == 2)
        #expect(text.components(count: "S3 bucket policies") == 1)
        #expect(text.components(count: "lets anybody in the world") == 1)
        for line in 1...30 { #expect(text.contains("main.tf:\(line)  aws_s3_bucket.logs\n")) }
    }

    @Test func reasonsThatDifferStayWithTheirFindings() {
        let findings = ["first reason", "second reason"].map {
            Samples.finding(reason: LocalizedText(english: $0, japanese: $0))
        }
        let text = Samples.text(findings, width: nil)
        #expect(text.contains("first reason") && text.contains("second reason"))
    }

    @Test func nothingFromOutsideReachesTheTerminalRaw() {
        let evil = "a\u{1B}[31m\u{7}\u{9B}2J\u{202E}b\u{2028}\nc\u{E0041}"
        let finding = Samples.finding(
            control: evil, address: evil, location: Samples.place(evil, 1),
            evidence: [Evidence(path: evil, actual: evil, relation: evil, expected: evil, clause: evil, source: .call(evil, time: evil))],
            reason: LocalizedText(english: evil, japanese: evil))
        for width in [nil, 80] {
            let text = Samples.text([finding], width: width)
            for scalar in text.unicodeScalars {
                #expect(scalar == "\n" || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
                #expect(![0x202E, 0x2028, 0xE0041].contains(scalar.value))
            }
        }
        #expect(TerminalText.safe(evil) == "a\\u{1b}[31m\\u{7}\\u{9b}2J\\u{202e}b\\u{2028} c\\u{e0041}")
    }
}

extension String {
    func components(count text: String) -> Int { ranges(of: text).count }
}
