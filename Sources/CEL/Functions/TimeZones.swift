import SourceText
import Synchronization

/// Time zones: fixed offsets, and the names of the system's tz database (RFC 8536 files).
enum TimeZones {
    /// Seconds east of UTC at a moment; nil for an unknown zone.
    static func offset(_ name: String, at seconds: Int64) -> Int? {
        if name == "UTC" || name == "GMT" || name.isEmpty { return 0 }
        if let fixed = fixedOffset(name) { return fixed }
        return zone(name)?.offset(at: seconds)
    }

    /// `+hh:mm`, `-hh:mm`, `hh:mm`.
    private static func fixedOffset(_ text: String) -> Int? {
        var digits = Substring(text)
        var sign = 1
        if digits.hasPrefix("-") || digits.hasPrefix("+") { sign = digits.removeFirst() == "-" ? -1 : 1 }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.utf8.allSatisfy(\.isDigit) }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static let zones = Mutex<[String: TimeZoneFile?]>([:])
    private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]

    private static func zone(_ name: String) -> TimeZoneFile? {
        if let known = zones.withLock({ $0[name] }) { return known }
        // A name, never a path out of the database.
        let isName =
            name.utf8.count <= 64 && !name.hasPrefix("/")
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
            && name.utf8.allSatisfy { $0.isNamePart || "/+-".utf8.contains($0) }
        guard isName else { return nil }
        var found: TimeZoneFile?
        for folder in folders where found == nil {
            if let file = try? SourceFile.read(path: "\(folder)/\(name)", limit: 1 << 20) { found = TimeZoneFile(file.bytes) }
        }
        zones.withLock { if $0.count < 1024 { $0[name] = found } }
        return found
    }
}

/// The transitions of one zone (RFC 8536, version 2 or later), and the rule for the time after them.
struct TimeZoneFile {
    private var times: [Int64] = []
    private var kinds: [UInt8] = []
    private var offsets: [Int32] = []
    private var rule: TimeZoneRule?

    init?(_ bytes: [UInt8]) {
        guard let first = Header(bytes, at: 0), first.version >= UInt8(ascii: "2"),
            let header = Header(bytes, at: 44 + first.size(timeSize: 4))
        else { return nil }
        let start = 88 + first.size(timeSize: 4)
        let size = header.size(timeSize: 8)
        guard start + size <= bytes.count, header.types > 0 else { return nil }
        for index in 0..<header.times { times.append(Header.big(bytes, start + 8 * index, 8)) }
        let kindStart = start + 8 * header.times
        kinds = Array(bytes[kindStart..<(kindStart + header.times)])
        let typeStart = kindStart + header.times
        for index in 0..<header.types {
            offsets.append(Int32(truncatingIfNeeded: Int32(truncatingIfNeeded: Header.big(bytes, typeStart + 6 * index, 4))))
        }
        guard kinds.allSatisfy({ Int($0) < offsets.count }) else { return nil }
        let footer = bytes[(start + size)...]
        rule = TimeZoneRule(String(decoding: footer, as: UTF8.self).filter { $0 != "\n" })
    }

    func offset(at seconds: Int64) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == times.count, let rule { return rule.offset(at: seconds) }
        return Int(low == 0 ? offsets[0] : offsets[Int(kinds[low - 1])])
    }

    private struct Header {
        let version: UInt8
        let times: Int
        let types: Int
        private let leaps: Int
        private let standard: Int
        private let universal: Int
        private let characters: Int

        init?(_ bytes: [UInt8], at start: Int) {
            guard start + 44 <= bytes.count, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { return nil }
            version = bytes[start + 4]
            func count(_ index: Int) -> Int { Int(Header.big(bytes, start + 20 + 4 * index, 4)) }
            universal = count(0)
            standard = count(1)
            leaps = count(2)
            times = count(3)
            types = count(4)
            characters = count(5)
        }

        func size(timeSize: Int) -> Int {
            times * timeSize + times + types * 6 + characters + leaps * (timeSize + 4) + standard + universal
        }

        static func big(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int64 {
            Int64(bitPattern: bytes[at..<(at + count)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        }
    }
}

/// The footer of a zone file: `EST5EDT,M3.2.0,M11.1.0`.
struct TimeZoneRule {
    private let standard: Int
    private var daylight: (offset: Int, start: Change, end: Change)?

    /// A day of the year and a second of that day.
    private enum Day { case weekday(month: Int, week: Int, day: Int), julian(Int), zeroBased(Int) }
    private struct Change {
        var day: Day
        var time: Int
    }

    init?(_ text: String) {
        var scanner = RuleScanner(text: Array(text.utf8))
        guard scanner.name(), let west = scanner.time() else { return nil }
        standard = -west
        guard !scanner.isAtEnd else { return }
        guard scanner.name() else { return nil }
        let offset = scanner.peek == UInt8(ascii: ",") ? standard + 3600 : scanner.time().map { -$0 }
        guard let offset, let start = TimeZoneRule.change(&scanner), let end = TimeZoneRule.change(&scanner) else { return nil }
        daylight = (offset, start, end)
    }

    private static func change(_ scanner: inout RuleScanner) -> Change? {
        guard scanner.take(",") else { return nil }
        let day: Day
        if scanner.take("M") {
            guard let month = scanner.number(), scanner.take("."), let week = scanner.number(), scanner.take("."),
                let weekday = scanner.number(), (1...12).contains(month), (1...5).contains(week), weekday < 7
            else { return nil }
            day = .weekday(month: month, week: week, day: weekday)
        } else if scanner.take("J") {
            guard let number = scanner.number(), (1...365).contains(number) else { return nil }
            day = .julian(number)
        } else {
            guard let number = scanner.number(), number <= 365 else { return nil }
            day = .zeroBased(number)
        }
        var time = 7200
        if scanner.take("/") {
            guard let said = scanner.time() else { return nil }
            time = said
        }
        return Change(day: day, time: time)
    }

    func offset(at seconds: Int64) -> Int {
        guard let daylight else { return standard }
        let year = Moments.civil(seconds + Int64(standard)).year
        let start = moment(daylight.start, year) - Int64(standard)
        let end = moment(daylight.end, year) - Int64(daylight.offset)
        let isDaylight = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isDaylight ? daylight.offset : standard
    }

    /// Local seconds since 1970 of a change.
    private func moment(_ change: Change, _ year: Int64) -> Int64 {
        let first = Moments.days(year: year, month: 1, day: 1)
        let isLeap = Moments.days(year: year + 1, month: 1, day: 1) - first == 366
        let day: Int64
        switch change.day {
        case .julian(let number): day = first + Int64(number - 1) + (isLeap && number > 59 ? 1 : 0)
        case .zeroBased(let number): day = first + Int64(number)
        case .weekday(let month, let week, let weekday):
            let begin = Moments.days(year: year, month: month, day: 1)
            let next = Moments.days(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
            let beginWeekday = Moments.civil(begin * 86_400).weekday
            var candidate = begin + Int64((weekday - beginWeekday + 7) % 7 + 7 * (week - 1))
            while candidate >= next { candidate -= 7 }
            day = candidate
        }
        return day * 86_400 + Int64(change.time)
    }

    private struct RuleScanner {
        let text: [UInt8]
        var at = 0

        var isAtEnd: Bool { at >= text.count }
        var peek: UInt8 { at < text.count ? text[at] : 0 }

        mutating func take(_ character: Character) -> Bool {
            guard peek == character.asciiValue else { return false }
            at += 1
            return true
        }

        mutating func name() -> Bool {
            if take("<") {
                while !isAtEnd, peek != UInt8(ascii: ">") { at += 1 }
                return take(">")
            }
            let start = at
            while peek.isNamePart, !peek.isDigit { at += 1 }
            return at > start
        }

        mutating func number() -> Int? {
            let start = at
            var value = 0
            while peek.isDigit, at - start < 4 {
                value = value * 10 + Int(peek - 48)
                at += 1
            }
            return at > start ? value : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hours = number() else { return nil }
            var total = hours * 3600
            if take(":") { total += (number() ?? 0) * 60 }
            if take(":") { total += number() ?? 0 }
            return sign * total
        }
    }
}
