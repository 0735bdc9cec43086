extension Instant {
    /// The seconds that are read from outside: the years 1 to 9999, which have four digits.
    private static let readable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Reads any of the forms that AWS answers with: RFC 3339 / ISO 8601, an HTTP date, or seconds since 1970.
    ///
    /// - Returns: nil for anything else.
    public init?(parsing text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let value = Instant.readISO(bytes) ?? Instant.readHTTPDate(bytes) ?? Double(text).flatMap(Instant.init(unix:))
        else { return nil }
        self = value
    }

    /// Seconds since 1970 with a fraction; milliseconds are kept.
    public init?(unix value: Double) {
        let whole = value.rounded(.down)
        guard let seconds = Int64(exactly: whole), Instant.readable.contains(seconds) else { return nil }
        // Rounded to a microsecond first: 1.1 is 1.100000000000000089.
        let nanoseconds = min(((value - whole) * 1_000_000).rounded() * 1_000, 999_999_000)
        self.init(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// Seconds since 1970.
    public init?(unix seconds: Int64) {
        guard Instant.readable.contains(seconds) else { return nil }
        self.init(seconds: seconds)
    }

    /// A civil date and time in UTC; nil where a field is out of its range.
    private init?(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanoseconds: Int32 = 0, offsetSeconds: Int = 0
    ) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(unix: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second - offsetSeconds))
        self.nanoseconds = nanoseconds
    }

    /// `2015-08-30T12:36:00[.123][Z|±hh:mm|±hhmm]`; a date alone is its midnight.
    private static func readISO(_ text: [UInt8]) -> Instant? {
        var cursor = DigitCursor(text)
        guard let year = cursor.number(4), cursor.skip("-"), let month = cursor.number(2), cursor.skip("-"),
            let day = cursor.number(2)
        else { return nil }
        if cursor.atEnd { return Instant(year: year, month: month, day: day, hour: 0, minute: 0, second: 0) }
        guard cursor.skip("T") || cursor.skip(" "), let hour = cursor.number(2), cursor.skip(":"), let minute = cursor.number(2)
        else { return nil }
        var second = 0
        if cursor.skip(":") {
            guard let value = cursor.number(2) else { return nil }
            second = value
        }
        var nanoseconds: Int32 = 0
        if cursor.skip(".") {
            guard let value = cursor.fraction() else { return nil }
            nanoseconds = value
        }
        guard let offset = cursor.zone(), cursor.atEnd else { return nil }
        return Instant(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second,
            nanoseconds: nanoseconds, offsetSeconds: offset)
    }

    /// `Sun, 30 Aug 2015 12:36:00 GMT`.
    private static func readHTTPDate(_ text: [UInt8]) -> Instant? {
        let parts = String(decoding: text, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "," })
        guard parts.count == 6, weekdays.contains(where: { $0 == parts[0] }), let day = Int(parts[1]),
            let month = months.firstIndex(where: { $0 == parts[2] }), let year = Int(parts[3]),
            ["GMT", "UTC", "+0000", "-0000"].contains(String(parts[5]))
        else { return nil }
        let clock = parts[4].split(separator: ":").map { Int($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2] else { return nil }
        return Instant(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }
}

/// Reads fixed-width digits from a date.
private struct DigitCursor {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var atEnd: Bool { position == text.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, UInt32(text[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func number(_ width: Int) -> Int? {
        guard text.count - position >= width else { return nil }
        var value = 0
        for byte in text[position..<position + width] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += width
        return value
    }

    /// The digits after a point as nanoseconds; those past the ninth are dropped.
    mutating func fraction() -> Int32? {
        var value: Int32 = 0
        var width = 0
        while position < text.count, (0x30...0x39).contains(text[position]) {
            if width < 9 { value = value * 10 + Int32(text[position] - 0x30) }
            width += 1
            position += 1
        }
        guard width > 0 else { return nil }
        for _ in min(width, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC; none written is UTC.
    mutating func zone() -> Int? {
        if atEnd || skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2) else { return nil }
        _ = skip(":")
        guard let minutes = number(2) else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
