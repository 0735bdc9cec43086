import PostureModel
import Testing

@Suite struct EvidenceTests {
    @Test(arguments: [
        ("Tags[0].Key", "Tags", true), ("Tags.size()", "Tags", true), ("Tags", "Tags", false), ("Tags", "Tags[0]", false),
        ("TagsOfAll", "Tags", false), ("A.B.C", "A.B", true), ("A.BC", "A.B", false), ("", "", false),
    ])
    func within(path: String, outer: String, expected: Bool) {
        let evidence = Evidence(path: path, actual: "", relation: "", expected: "", clause: "", source: nil)
        #expect(evidence.isWithin(outer) == expected)
    }
}
