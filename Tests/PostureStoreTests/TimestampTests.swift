@testable import PostureStore
import SourceText
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-24T09:00:00Z", 1_795_510_800_000), ("2026-11-24T18:00:00.5+09:00", 1_795_510_800_500),
            ("2000-02-29T23:59:59.123456Z", 951_868_799_123), ("1969-12-31T23:59:59.999Z", -1), ("2026-11-24t09:00:00z", 1_795_510_800_000),
        ] as [(String, Int64)])
    func timesAreRead(text: String, milliseconds: Int64) throws {
        #expect(try Timestamp(rfc3339: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "yesterday", "2026-11-24", "2026-11-24T09:00:00", "2026-13-24T09:00:00Z", "2025-02-29T09:00:00Z", "2026-11-24T24:00:00Z",
        "2026-11-24T09:00:00.Z", "2026-11-24T09:00:00+9:00", "2026-11-24T09:00:00Zx", "２026-11-24T09:00:00Z", "+026-11-24T09:00:00Z",
    ])
    func whatIsNoTimeIsADiagnostic(text: String) {
        #expect(#expect(throws: Diagnostic.self) { try Timestamp(rfc3339: text) }?.code == "time-syntax")
    }

    @Test func whatIsWrittenIsRead() throws {
        var milliseconds: Int64 = -62_135_596_800_000
        while milliseconds < 253_402_300_799_000 {
            let time = Timestamp(milliseconds: milliseconds)
            #expect(try Timestamp(rfc3339: time.description) == time)
            milliseconds += 86_400_000 * 997 + 12_345_678
        }
    }
}
