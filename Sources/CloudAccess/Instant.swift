#if canImport(Glibc)
import Glibc
#endif

/// A moment in time as seconds since 1970-01-01T00:00:00Z, with the forms that AWS's protocols use.
///
/// Own arithmetic: a date formatter per field costs more than the rest of reading an answer.
public struct Instant: Sendable, Hashable, Comparable {
    public var seconds: Int64
    /// 0 ..< 1,000,000,000.
    public var nanoseconds: Int32

    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }

    public static func < (a: Instant, b: Instant) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }

    public func advanced(bySeconds count: Int64) -> Instant {
        Instant(seconds: seconds.addingReportingOverflow(count).partialValue, nanoseconds: nanoseconds)
    }

    /// `2015-08-30T12:36:00Z`, with milliseconds (`.123`) only where there are any.
    public var rfc3339: String {
        let c = civil
        let base = "\(pad(c.year, 4))-\(pad(c.month))-\(pad(c.day))T\(pad(c.hour)):\(pad(c.minute)):\(pad(c.second))"
        let milliseconds = Int(nanoseconds / 1_000_000)
        return milliseconds == 0 ? base + "Z" : base + "." + pad(milliseconds, 3) + "Z"
    }

    /// `20150830T123600Z`, the form that Signature Version 4 signs.
    public var compact: String {
        let c = civil
        return "\(pad(c.year, 4))\(pad(c.month))\(pad(c.day))T\(pad(c.hour))\(pad(c.minute))\(pad(c.second))Z"
    }

    /// `Sun, 30 Aug 2015 12:36:00 GMT`, the form of HTTP headers.
    public var httpDate: String {
        let c = civil
        let weekday = Instant.weekdays[Int(((days % 7) + 11) % 7)]
        return "\(weekday), \(pad(c.day)) \(Instant.months[c.month - 1]) \(pad(c.year, 4)) "
            + "\(pad(c.hour)):\(pad(c.minute)):\(pad(c.second)) GMT"
    }

    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private var days: Int64 { (seconds - (((seconds % 86_400) + 86_400) % 86_400)) / 86_400 }

    private struct Civil { var year, month, day, hour, minute, second: Int }

    /// The proleptic Gregorian date, by Howard Hinnant's `civil_from_days`.
    private var civil: Civil {
        let ofDay = Int(((seconds % 86_400) + 86_400) % 86_400)
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return Civil(
            year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month),
            day: Int(dayOfYear - (153 * shifted + 2) / 5 + 1),
            hour: ofDay / 3_600, minute: ofDay / 60 % 60, second: ofDay % 60)
    }

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
