import Testing

@testable import CloudAccess

@Suite struct InstantTests {
    @Test(arguments: [
        ("2015-08-30T12:36:00Z", "2015-08-30T12:36:00Z"), ("2024-02-29T23:59:59.250Z", "2024-02-29T23:59:59.250Z"),
        ("2024-02-29T23:59:59.000Z", "2024-02-29T23:59:59Z"), ("2015-08-30T14:36:00+02:00", "2015-08-30T12:36:00Z"),
        ("2015-08-30T12:36:00+0000", "2015-08-30T12:36:00Z"), ("2015-08-30", "2015-08-30T00:00:00Z"),
        ("Sun, 30 Aug 2015 12:36:00 GMT", "2015-08-30T12:36:00Z"), ("1440938160", "2015-08-30T12:36:00Z"),
        ("1709251199.25", "2024-02-29T23:59:59.250Z"), ("0", "1970-01-01T00:00:00Z"), ("-1", "1969-12-31T23:59:59Z"),
        ("2015-08-30T12:36:00.123456789Z", "2015-08-30T12:36:00.123Z"), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ])
    func reads(text: String, expected: String) {
        #expect(Instant(parsing: text)?.rfc3339 == expected)
    }

    @Test(arguments: [
        "", "x", "2015-13-01T00:00:00Z", "2015-08-30T25:00:00Z", "1e300", "nan", "inf", "2015-08-30T12:36:00.Z",
        "Sun, 99 Aug 2015 12:36:00 GMT", "Sun, 30 Aug 2015 12:36 GMT", "2015-08-30T12:36:00Zjunk", "99999999999999999999",
        // Years that have no four digits, in UTC.
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "9999-12-31T23:59:60Z", "-62135596801", "-9223372036854775808",
    ])
    func refuses(text: String) {
        #expect(Instant(parsing: text) == nil)
    }

    @Test func writes() {
        let instant = Instant(seconds: 1_440_938_160)
        #expect(instant.compact == "20150830T123600Z")
        #expect(instant.httpDate == "Sun, 30 Aug 2015 12:36:00 GMT")
        #expect(Instant(seconds: 0).httpDate == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(Instant(seconds: -86_400).httpDate == "Wed, 31 Dec 1969 00:00:00 GMT")
    }
}
