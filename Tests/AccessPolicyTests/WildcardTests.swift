import AccessPolicy
import Testing

@Suite struct WildcardTests {
    private func matches(_ pattern: String, _ text: String, fold: Bool = false) -> Bool {
        Array(pattern.utf8).withUnsafeBytes { p in Array(text.utf8).withUnsafeBytes { Wildcard.matches(p, $0, foldCase: fold) } }
    }
    private func covers(_ pattern: String, _ other: String) -> Bool {
        Array(pattern.utf8).withUnsafeBytes { p in Array(other.utf8).withUnsafeBytes { Wildcard.covers(p, $0) } }
    }
    private func overlap(_ first: String, _ second: String) -> Bool {
        Array(first.utf8).withUnsafeBytes { p in Array(second.utf8).withUnsafeBytes { Wildcard.overlap(p, $0) } }
    }

    /// The definition, written out.
    private func naive(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        switch first {
        case "*": return naive(pattern.dropFirst(), text) || (!text.isEmpty && naive(pattern, text.dropFirst()))
        case "?": return !text.isEmpty && naive(pattern.dropFirst(), text.dropFirst())
        default: return text.first == first && naive(pattern.dropFirst(), text.dropFirst())
        }
    }

    private func random(_ alphabet: String, _ length: Int, _ generator: inout SplitMix) -> String {
        let letters = Array(alphabet)
        return String((0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    }

    @Test func itAgreesWithTheDefinition() {
        var generator = SplitMix(state: 7)
        for _ in 0..<20_000 {
            let pattern = random("ab*?é", Int.random(in: 0...7, using: &generator), &generator)
            let text = random("abé", Int.random(in: 0...8, using: &generator), &generator)
            #expect(matches(pattern, text) == naive(pattern[...], text[...]), "\(pattern) \(text)")
        }
    }

    @Test func coveringAndOverlappingAreTrueToMatching() {
        var generator = SplitMix(state: 11)
        let texts = ["", "a", "b", "aa", "ab", "ba", "bb", "aab", "aba", "abb", "bab", "baa", "abab", "aaab", "bbbb"]
        for _ in 0..<5_000 {
            let first = random("ab*?", Int.random(in: 0...5, using: &generator), &generator)
            let second = random("ab*?", Int.random(in: 0...5, using: &generator), &generator)
            for text in texts where matches(second, text) {
                if covers(first, second) { #expect(matches(first, text), "\(first) covers \(second) but not \(text)") }
                if matches(first, text) { #expect(overlap(first, second), "\(first) and \(second) both match \(text)") }
            }
        }
        #expect(!overlap("a*", "b*"))
        #expect(!overlap("s3:Get*", "s3:Put*"))
        #expect(overlap("*Object", "s3:Get*"))
        #expect(covers("s3:*", "s3:Get*"))
        #expect(!covers("s3:Get*", "s3:*"))
        #expect(!covers("s3:Ge?", "s3:Ge*"))
    }

    @Test(.timeLimit(.minutes(1))) func aHostilePatternTakesNoLongerThanPatternTimesText() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        let text = String(repeating: "a", count: 4000)
        #expect(!matches(pattern, text))
        #expect(!overlap(pattern, text))
    }

    static let arns: [(String, String, PolicyVerdict)] = [
        ("*", "arn:aws:s3:::b", .yes),
        ("arn:aws:s3:::b", "arn:aws:s3:::b", .yes),
        ("arn:aws:s3:::b", "arn:aws:s3:::B", .no),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b", .no),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/c:d", .yes),
        ("arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test/", .yes),
        ("arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1-test/object.jpg", .no),
        ("arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", .yes),
        ("arn:aws:sqs:*:111122223333:q", "arn:aws:sqs:eu-west-1:444455556666:q", .no),
        ("arn:aws:sqs:e*t-1:111122223333:q", "arn:aws:sqs:eu-west-1:111122223333:q", .yes),
        ("arn:aws:sqs:e*x:1:q", "arn:aws:sqs:eu-west-1:1:x:1:q", .no),
        ("arn:aws:ec2:*", "arn:aws:ec2:us-east-1:123456789012:instance/i-1", .yes),
        ("arn:aws:ec2:us-*:instance/*", "arn:aws:ec2:us-east-1:123456789012:instance/i-1", .yes),
        ("arn:aws:iam::123456789012:role/app-?", "arn:aws:iam::123456789012:role/app-1", .yes),
        ("arn:aws:iam::123456789012:role/app-?", "arn:aws:iam::123456789012:role/app-12", .no),
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/x", .unknown),
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::other/bob/x", .no),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", .yes),
        ("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", .no),
        ("arn:aws:s3:::b/${", "arn:aws:s3:::b/${", .yes),
    ]

    @Test(arguments: arns)
    func resourcesMatchAsTheReferenceSays(_ row: (String, String, PolicyVerdict)) {
        let verdict = Array(row.0.utf8).withUnsafeBytes { pattern in
            Array(row.1.utf8).withUnsafeBytes { ResourcePattern.matches(pattern, $0) }
        }
        #expect(verdict == row.2)
    }

    @Test func variablesAreTextInTheOlderVersion() {
        let verdict = Array("a/${aws:username}".utf8).withUnsafeBytes { pattern in
            Array("a/bob".utf8).withUnsafeBytes { ResourcePattern.matches(pattern, $0, variables: false) }
        }
        #expect(verdict == .no)
    }
}

/// A small generator with a seed, so that failures repeat.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
