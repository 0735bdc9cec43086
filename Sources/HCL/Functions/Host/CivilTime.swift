/// A time of RFC 3339 with its own offset from UTC.
struct CivilTime: CustomStringConvertible {
    var year, month, day, hour, minute, second: Int
    /// Nanoseconds.
    var fraction = 0
    /// Seconds east of UTC.
    var offset = 0

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40 else { return nil }
        func number(_ start: Int, _ length: Int) -> Int? {
            var value = 0
            for byte in bytes[start..<start + length] {
                guard byte &- 0x30 < 10 else { return nil }
                value = value * 10 + Int(byte &- 0x30)
            }
            return value
        }
        guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
            let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), (1...12).contains(month), day >= 1,
            day <= CivilTime.days(inMonth: month, year: year), hour < 24, minute < 60, second < 60
        else { return nil }
        (self.year, self.month, self.day, self.hour, self.minute, self.second) = (year, month, day, hour, minute, second)
        var index = 19
        if bytes[index] == 0x2E {
            var scale = 100_000_000
            index += 1
            while index < bytes.count, bytes[index] &- 0x30 < 10 {
                fraction += Int(bytes[index] &- 0x30) * scale
                scale /= 10
                index += 1
            }
        }
        guard index < bytes.count else { return nil }
        if bytes[index] == 0x5A {
            if index + 1 != bytes.count { return nil }
        } else {
            guard bytes[index] == 0x2B || bytes[index] == 0x2D, bytes.count == index + 6, bytes[index + 3] == 0x3A,
                let hours = number(index + 1, 2), let minutes = number(index + 4, 2), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (bytes[index] == 0x2D ? -1 : 1)
        }
    }

    /// Seconds since 1970 by the clock on the wall, without regard to the offset.
    var seconds: Int { CivilTime.dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second }
    /// Seconds since 1970 in UTC.
    var utc: Int { seconds - offset }

    /// 0 is Sunday.
    var weekday: Int { ((CivilTime.dayNumber(year, month, day) + 4) % 7 + 7) % 7 }

    /// The same offset at another moment of the wall clock; nil outside the years 0 to 9999.
    func moved(to seconds: Int) -> CivilTime? {
        guard seconds >= -62_167_219_200, seconds <= 253_402_300_799 else { return nil }
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let clock = seconds - days * 86_400
        var copy = self
        (copy.year, copy.month, copy.day) = CivilTime.date(days)
        (copy.hour, copy.minute, copy.second) = (clock / 3600, clock / 60 % 60, clock % 60)
        return copy
    }

    var zone: String {
        offset == 0 ? "Z" : zone(separator: ":")
    }

    func zone(separator: String) -> String {
        let size = abs(offset)
        return (offset < 0 ? "-" : "+") + CivilTime.two(size / 3600) + separator + CivilTime.two(size / 60 % 60)
    }

    var description: String {
        let date = "\(CivilTime.padded(year, 4))-\(CivilTime.two(month))-\(CivilTime.two(day))"
        return "\(date)T\(CivilTime.two(hour)):\(CivilTime.two(minute)):\(CivilTime.two(second))\(zone)"
    }

    static func two(_ value: Int) -> String { padded(value, 2) }
    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, by counting from March so that leap days come last.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// The letters of `formatdate`. Source: Terraform's documentation of the function.
enum DateFormat {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    static func format(_ format: String, _ time: CivilTime) throws(FunctionFailure) -> String {
        var result = ""
        var rest = Substring(format)
        while let first = rest.first {
            if first == "'" {
                rest.removeFirst()
                try quoted(&rest, into: &result)
            } else if first.isASCII, first.isLetter {
                let run = rest.prefix { $0 == first }
                rest = rest[run.endIndex...]
                result += try field(first, run.count, time)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result
    }

    private static func quoted(_ rest: inout Substring, into result: inout String) throws(FunctionFailure) {
        while let character = rest.popFirst() {
            if character != "'" {
                result.append(character)
            } else if rest.first == "'" {
                rest.removeFirst()
                result += "'"
            } else {
                return
            }
        }
        throw .invalid("the literal text in the format never ends", argument: 0)
    }

    private static func field(_ letter: Character, _ count: Int, _ time: CivilTime) throws(FunctionFailure) -> String {
        let twelve = time.hour % 12 == 0 ? 12 : time.hour % 12
        switch (letter, count) {
        case ("Y", 4): return CivilTime.padded(time.year, 4)
        case ("Y", 2): return CivilTime.two(time.year % 100)
        case ("M", 4): return months[time.month - 1]
        case ("M", 3): return String(months[time.month - 1].prefix(3))
        case ("M", 2): return CivilTime.two(time.month)
        case ("M", 1): return String(time.month)
        case ("D", 2): return CivilTime.two(time.day)
        case ("D", 1): return String(time.day)
        case ("E", 4): return weekdays[time.weekday]
        case ("E", 3): return String(weekdays[time.weekday].prefix(3))
        case ("h", 2): return CivilTime.two(time.hour)
        case ("h", 1): return String(time.hour)
        case ("H", 2): return CivilTime.two(twelve)
        case ("H", 1): return String(twelve)
        case ("A", 2): return time.hour < 12 ? "AM" : "PM"
        case ("a", 2): return time.hour < 12 ? "am" : "pm"
        case ("m", 2): return CivilTime.two(time.minute)
        case ("m", 1): return String(time.minute)
        case ("s", 2): return CivilTime.two(time.second)
        case ("s", 1): return String(time.second)
        case ("Z", 5): return time.zone(separator: ":")
        case ("Z", 4): return time.zone(separator: "")
        case ("Z", 3): return time.offset == 0 ? "UTC" : time.zone(separator: "")
        case ("Z", 1): return time.zone
        default: throw .invalid("the format has no field \"\(String(repeating: letter, count: count))\"", argument: 0)
        }
    }
}
