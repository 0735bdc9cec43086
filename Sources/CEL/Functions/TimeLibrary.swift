/// `timestamp(…)`, `duration(…)` and the accessors.
enum TimeLibrary {
    static func declare(in table: inout FunctionTable) {
        table.global("timestamp", [([.timestamp], .timestamp), ([.string], .timestamp), ([.int], .timestamp)]) { arguments in
            switch arguments[0].kind {
            case .timestamp: arguments[0]
            case .int: Moments.timestamp(arguments[0].int, 0)
            case .string: Moments.parseTimestamp(arguments[0].text) ?? .error(.conversion, about: arguments[0], in: arguments.frame)
            default: .error(.noSuchOverload)
            }
        }
        table.global("duration", [([.duration], .duration), ([.string], .duration), ([.int], .duration)]) { arguments in
            switch arguments[0].kind {
            case .duration: arguments[0]
            case .int: Moments.duration(arguments[0].int, 0)
            case .string: Moments.parseDuration(arguments[0].text) ?? .error(.conversion, about: arguments[0], in: arguments.frame)
            default: .error(.noSuchOverload)
            }
        }
        accessor("getFullYear", in: &table) { .int($0.year) }
        accessor("getMonth", in: &table) { .int($0.month - 1) }
        accessor("getDate", in: &table) { .int($0.day) }
        accessor("getDayOfMonth", in: &table) { .int($0.day - 1) }
        accessor("getDayOfWeek", in: &table) { .int($0.weekday) }
        accessor("getDayOfYear", in: &table) { .int($0.dayOfYear) }
        accessor("getHours", duration: 3_600_000_000_000, in: &table) { .int($0.hour) }
        accessor("getMinutes", duration: 60_000_000_000, in: &table) { .int($0.minute) }
        accessor("getSeconds", duration: 1_000_000_000, in: &table) { .int($0.second) }
        table.member("getMilliseconds", [([.timestamp], .int), ([.timestamp, .string], .int), ([.duration], .int)]) { arguments in
            switch arguments[0].kind {
            case .timestamp: .int(arguments[0].count / 1_000_000)
            // The millisecond part, not the whole in milliseconds.
            case .duration: .int(Int64(Moments.nanoseconds(arguments[0]) / 1_000_000 % 1000))
            default: .error(.noSuchOverload)
            }
        }
    }

    /// - Parameter unit: of durations, in nanoseconds; nil where a duration can't be asked.
    private static func accessor(
        _ name: String, duration unit: Int128? = nil, in table: inout FunctionTable,
        _ field: @escaping @Sendable (Moments.Civil) -> RawValue
    ) {
        var forms: [([ValueType], ValueType)] = [([.timestamp], .int), ([.timestamp, .string], .int)]
        if unit != nil { forms.append(([.duration], .int)) }
        table.member(name, forms) { arguments in
            if let unit, arguments.count == 1, arguments[0].kind == .duration {
                return .int(Int64(Moments.nanoseconds(arguments[0]) / unit))
            }
            guard arguments[0].kind == .timestamp else { return .error(.noSuchOverload) }
            guard arguments.count == 2 else { return field(Moments.civil(arguments[0].int)) }
            guard arguments[1].kind == .string else { return .error(.noSuchOverload) }
            guard let offset = TimeZones.offset(arguments[1].string, at: arguments[0].int) else {
                return .error("\(Value(arguments[1])) is not a time zone", in: arguments.frame)
            }
            return field(Moments.civil(arguments[0].int + Int64(offset)))
        }
    }
}
