#if canImport(Glibc)
import Glibc
#endif

/// Arithmetic beyond the operators.
enum NumberFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("abs", [number], returns: .number) { (arguments) throws(FunctionFailure) in
            let value = try arguments.number(0)
            return .number(value < .int(0) ? -value : value)
        },
        HCLFunction("ceil", [number], returns: .number) { (arguments) throws(FunctionFailure) in
            try rounded(try arguments.number(0), .up)
        },
        HCLFunction("floor", [number], returns: .number) { (arguments) throws(FunctionFailure) in
            try rounded(try arguments.number(0), .down)
        },
        HCLFunction("signum", [number], returns: .number) { (arguments) throws(FunctionFailure) in
            let value = try arguments.number(0).double
            return .int(value > 0 ? 1 : value < 0 ? -1 : 0)
        },
        HCLFunction("pow", [number, .init("power", .number)], returns: .number) { (arguments) throws(FunctionFailure) in
            try finite(pow(try arguments.number(0).double, try arguments.number(1).double))
        },
        HCLFunction("log", [number, .init("base", .number)], returns: .number) { (arguments) throws(FunctionFailure) in
            try finite(log(try arguments.number(0).double) / log(try arguments.number(1).double))
        },
        HCLFunction("max", variadic: .init("numbers", .number), returns: .number) { (arguments) throws(FunctionFailure) in
            try extreme(arguments) { $0 < $1 }
        },
        HCLFunction("min", variadic: .init("numbers", .number), returns: .number) { (arguments) throws(FunctionFailure) in
            try extreme(arguments) { $0 > $1 }
        },
        HCLFunction(
            "parseint", [.init("number", .dynamic), .init("base", .number)], returns: .number
        ) { (arguments) throws(FunctionFailure) in
            let text = try arguments.string(0)
            let base = try arguments.int(1)
            guard (2...62).contains(base) else { throw .invalid("the base must be between 2 and 62", argument: 1) }
            guard let value = parse(text, base: base) else { throw .invalid("\"\(text)\" is no number to the base \(base)", argument: 0) }
            return .number(value)
        },
    ]

    private static let number = HCLFunction.Parameter("num", .number)

    private static func rounded(_ value: HCLNumber, _ rule: FloatingPointRoundingRule) throws(FunctionFailure) -> HCLValue {
        if case .int = value { return .number(value) }
        return try finite(value.double.rounded(rule))
    }

    private static func finite(_ value: Double) throws(FunctionFailure) -> HCLValue {
        guard value.isFinite else { throw .invalid("the result is no finite number") }
        return .number(HCLNumber(value))
    }

    private static func extreme(
        _ arguments: FunctionArguments, _ isWorse: (HCLNumber, HCLNumber) -> Bool
    ) throws(FunctionFailure) -> HCLValue {
        guard arguments.count > 0 else { throw .invalid("at least one number is needed") }
        var best = try arguments.number(0)
        for index in 1..<max(arguments.count, 1) {
            let next = try arguments.number(index)
            if isWorse(best, next) { best = next }
        }
        return .number(best)
    }

    /// Digits up to 9, then small letters, then capital ones; up to base 36 the case of letters does not matter.
    private static func parse(_ text: String, base: Int) -> HCLNumber? {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty else { return nil }
        var value = HCLNumber.int(0)
        for byte in digits {
            let digit: Int
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = Int(byte) - 48
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = Int(byte) - 97 + 10
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = Int(byte) - 65 + (base <= 36 ? 10 : 36)
            default: return nil
            }
            guard digit < base else { return nil }
            value = value * .int(Int64(base)) + .int(Int64(digit))
        }
        return isNegative ? -value : value
    }
}
