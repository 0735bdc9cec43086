/// Times; the present one is different at every run and therefore unknown.
enum TimeFunctions {
    static let all: [HCLFunction] = [
        present("timestamp"), present("plantimestamp"), present("uuid"),
        HCLFunction("timeadd", [.init("timestamp", .string), .init("duration", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            var time = try instant(arguments, 0)
            guard let seconds = Duration.parse(try arguments.string(1)) else { throw .invalid("this is no duration", argument: 1) }
            let (sum, overflow) = time.seconds.addingReportingOverflow(seconds)
            guard !overflow, let result = time.moved(to: sum) else { throw .invalid("the time is out of range") }
            time = result
            return .string(time.description)
        },
        HCLFunction("timecmp", [.init("timestamp_a", .string), .init("timestamp_b", .string)], returns: .number) {
            (arguments) throws(FunctionFailure) in
            let a = try instant(arguments, 0)
            let b = try instant(arguments, 1)
            let order = (a.utc, a.fraction) < (b.utc, b.fraction) ? -1 : (a.utc, a.fraction) == (b.utc, b.fraction) ? 0 : 1
            return .int(order)
        },
        HCLFunction("formatdate", [.init("format", .string), .init("time", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            .string(try DateFormat.format(try arguments.string(0), try instant(arguments, 1)))
        },
    ]

    private static func present(_ name: String) -> HCLFunction {
        HCLFunction(name, returns: .string) { (arguments) throws(FunctionFailure) in
            .unknown(HCLUnknown(symbol: "\(name)()", reason: .everChanging, type: .string))
        }
    }

    private static func instant(_ arguments: FunctionArguments, _ index: Int) throws(FunctionFailure) -> CivilTime {
        let text = try arguments.string(index)
        guard let time = CivilTime(text) else { throw .invalid("\"\(text)\" is no RFC 3339 time", argument: index) }
        return time
    }

    /// `1h30m`, `-5s`, `1.5h`: whole seconds of it.
    private enum Duration {
        static func parse(_ text: String) -> Int? {
            var rest = Substring(text)
            let isNegative = rest.first == "-"
            if isNegative || rest.first == "+" { rest.removeFirst() }
            if rest == "0" { return 0 }
            guard !rest.isEmpty else { return nil }
            var total = 0.0
            while !rest.isEmpty {
                let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
                guard let amount = Double(digits) else { return nil }
                rest = rest[digits.endIndex...]
                let unit = rest.prefix { !$0.isNumber && $0 != "." }
                rest = rest[unit.endIndex...]
                switch unit {
                case "h": total += amount * 3600
                case "m": total += amount * 60
                case "s": total += amount
                case "ms": total += amount / 1e3
                case "us", "µs", "μs": total += amount / 1e6
                case "ns": total += amount / 1e9
                default: return nil
                }
            }
            return Int(exactly: (isNegative ? -total : total).rounded(.towardZero))
        }
    }
}
