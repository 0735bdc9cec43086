/// Timestamps and durations: their ranges, arithmetic and texts.
enum Moments {
    /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: the range of a protobuf Timestamp.
    static let firstSecond: Int64 = -62_135_596_800
    static let lastSecond: Int64 = 253_402_300_799
    /// The widest duration: what a 64-bit count of nanoseconds holds, about 292 years.
    private static let durationNanoseconds = Int128(Int64.max)

    static func timestamp(_ seconds: Int64, _ nanoseconds: Int) -> RawValue {
        let (carry, rest) = floored(nanoseconds, 1_000_000_000)
        let whole = seconds.addingReportingOverflow(Int64(carry))
        guard !whole.overflow, whole.partialValue >= firstSecond, whole.partialValue <= lastSecond else { return .error(.range) }
        return RawValue(.timestamp, count: rest, payload: UInt64(bitPattern: whole.partialValue))
    }

    /// - Parameter nanoseconds: of either sign.
    static func duration(_ seconds: Int64, _ nanoseconds: Int) -> RawValue {
        duration(nanoseconds: Int128(seconds) * 1_000_000_000 + Int128(nanoseconds))
    }

    static func duration(nanoseconds total: Int128) -> RawValue {
        guard total.magnitude <= durationNanoseconds.magnitude else { return .error(.range) }
        let (seconds, rest) = floored(total, 1_000_000_000)
        return RawValue(.duration, count: Int(rest), payload: UInt64(bitPattern: Int64(seconds)))
    }

    static func nanoseconds(_ value: RawValue) -> Int128 { Int128(value.int) * 1_000_000_000 + Int128(value.count) }

    private static func floored<T: BinaryInteger>(_ value: T, _ by: T) -> (T, T) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: by)
        return remainder < 0 ? (quotient - 1, remainder + by) : (quotient, remainder)
    }

    /// `+` and `-` between moments and durations.
    static func combine(_ a: RawValue, _ b: RawValue, isSubtraction: Bool, allowed: Bool) -> RawValue {
        guard allowed else { return .error(.noSuchOverload) }
        let total = isSubtraction ? nanoseconds(a) - nanoseconds(b) : nanoseconds(a) + nanoseconds(b)
        switch (a.kind, b.kind) {
        case (.duration, .duration): return duration(nanoseconds: total)
        case (.timestamp, .timestamp): return isSubtraction ? duration(nanoseconds: total) : .error(.noSuchOverload)
        case (.duration, .timestamp) where isSubtraction: return .error(.noSuchOverload)
        default:
            let (seconds, rest) = floored(total, 1_000_000_000)
            guard let seconds = Int64(exactly: seconds) else { return .error(.range) }
            return timestamp(seconds, Int(rest))
        }
    }

    // MARK: calendar

    struct Civil {
        var year: Int64
        /// 1…12
        var month: Int
        /// 1…31
        var day: Int
        /// 0…365
        var dayOfYear: Int
        /// 0 is Sunday.
        var weekday: Int
        var hour: Int
        var minute: Int
        var second: Int
    }

    /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
    static func days(year: Int64, month: Int, day: Int) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floored(shifted, 400)
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(_ seconds: Int64) -> Civil {
        let (day, secondOfDay) = floored(seconds, 86_400)
        let (era, dayOfEra) = floored(day + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfShiftedYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfShiftedYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Civil(
            year: year, month: month, day: Int(dayOfShiftedYear - (153 * shiftedMonth + 2) / 5 + 1),
            dayOfYear: Int(day - days(year: year, month: 1, day: 1)), weekday: Int(floored(day + 4, 7).1),
            hour: Int(secondOfDay / 3600), minute: Int(secondOfDay / 60 % 60), second: Int(secondOfDay % 60))
    }

    // MARK: text

    static func text(timestamp seconds: Int64, _ nanoseconds: Int32) -> String {
        let date = civil(seconds)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(repeating: "0", count: max(0, 4 - String(date.year).count)) + String(date.year)
        let day = "\(year)-\(two(date.month))-\(two(date.day))"
        return "\(day)T\(two(date.hour)):\(two(date.minute)):\(two(date.second))\(fraction(Int(nanoseconds)))Z"
    }

    /// Without trailing zeros; empty for none.
    private static func fraction(_ nanoseconds: Int) -> String {
        guard nanoseconds > 0 else { return "" }
        let digits = String(nanoseconds)
        var text = String(repeating: "0", count: 9 - digits.count) + digits
        while text.hasSuffix("0") { text.removeLast() }
        return "." + text
    }

    static func text(duration seconds: Int64, _ nanoseconds: Int32) -> String {
        if seconds < 0, nanoseconds > 0 { return "-\((seconds + 1).magnitude)\(fraction(1_000_000_000 - Int(nanoseconds)))s" }
        return "\(seconds)\(fraction(Int(nanoseconds)))s"
    }

    /// RFC 3339.
    static func parseTimestamp(_ text: UnsafeRawBufferPointer) -> RawValue? {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
            let second = scanner.number(2)
        else { return nil }
        var nanoseconds = 0
        if scanner.take(".") {
            guard let fraction = scanner.fraction() else { return nil }
            nanoseconds = fraction
        }
        guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
        guard (1...12).contains(month), day >= 1, day <= daysInMonth(month, year), hour < 24, minute < 60, second < 60 else { return nil }
        let seconds = days(year: Int64(year), month: month, day: day) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        return timestamp(seconds, nanoseconds)
    }

    private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `1h30m`, `-1.5s`, `20ms`.
    static func parseDuration(_ text: UnsafeRawBufferPointer) -> RawValue? {
        var scanner = DigitScanner(text)
        let isNegative = scanner.take("-")
        if !isNegative { _ = scanner.take("+") }
        if text.count > 0, scanner.rest == "0" { return duration(0, 0) }
        guard !scanner.isAtEnd else { return nil }
        var total: Int128 = 0
        while !scanner.isAtEnd {
            guard let part = scanner.quantity() else { return nil }
            total += part
            guard total <= durationNanoseconds * 2 else { return .error(.range) }
        }
        return duration(nanoseconds: isNegative ? -total : total)
    }
}

/// Reads fixed-width numbers and units from a short text.
private struct DigitScanner {
    private let text: UnsafeRawBufferPointer
    private var at = 0

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    var isAtEnd: Bool { at >= text.count }
    var rest: String { String(decoding: text[at...], as: UTF8.self) }

    mutating func take(_ character: Character) -> Bool {
        guard at < text.count, text[at] == character.asciiValue else { return false }
        at += 1
        return true
    }

    mutating func number(_ digits: Int) -> Int? {
        guard at + digits <= text.count else { return nil }
        var value = 0
        for index in at..<(at + digits) {
            guard text[index].isDigit else { return nil }
            value = value * 10 + Int(text[index] - 48)
        }
        at += digits
        return value
    }

    /// Digits of a fraction as nanoseconds.
    mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while at < text.count, text[at].isDigit {
            if count < 9 { value = value * 10 + Int(text[at] - 48) }
            count += 1
            at += 1
        }
        guard count > 0 else { return nil }
        while count < 9 {
            value *= 10
            count += 1
        }
        return value
    }

    /// `Z` or `±hh:mm`, in seconds.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isNegative = take("-")
        guard isNegative || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
            return nil
        }
        return (hours * 3600 + minutes * 60) * (isNegative ? -1 : 1)
    }

    /// A number with a unit, in nanoseconds.
    mutating func quantity() -> Int128? {
        var whole: Int128 = 0
        var digits = 0
        while at < text.count, text[at].isDigit {
            guard digits < 20 else { return nil }
            whole = whole * 10 + Int128(text[at] - 48)
            digits += 1
            at += 1
        }
        var numerator: Int128 = 0
        var denominator: Int128 = 1
        if take(".") {
            while at < text.count, text[at].isDigit {
                if denominator < 1_000_000_000_000_000 {
                    numerator = numerator * 10 + Int128(text[at] - 48)
                    denominator *= 10
                }
                digits += 1
                at += 1
            }
        }
        guard digits > 0, let unit = unit() else { return nil }
        return whole * unit + numerator * unit / denominator
    }

    private mutating func unit() -> Int128? {
        if take("h") { return 3_600_000_000_000 }
        if take("n") { return take("s") ? 1 : nil }
        if take("u") { return take("s") ? 1000 : nil }
        if take("s") { return 1_000_000_000 }
        if take("m") { return take("s") ? 1_000_000 : 60_000_000_000 }
        // µs, with either of Unicode's two letters.
        if at + 2 < text.count, (text[at] == 0xC2 && text[at + 1] == 0xB5) || (text[at] == 0xCE && text[at + 1] == 0xBC) {
            at += 2
            return take("s") ? 1000 : nil
        }
        return nil
    }
}
