#if canImport(Glibc)
import Glibc
#endif

extension HCLNumber: CustomStringConvertible {
    /// As Terraform makes a string of it: no exponent, no trailing zeros.
    public var description: String {
        switch self {
        case .int(let value): String(value)
        case .double(let value): HCLNumber.plain(value)
        }
    }

    private static func plain(_ value: Double) -> String {
        guard value.isFinite else { return value > 0 ? "Inf" : value < 0 ? "-Inf" : "NaN" }
        let short = "\(value)"
        guard let mark = short.firstIndex(where: { $0 == "e" || $0 == "E" }), let exponent = Int(short[short.index(after: mark)...])
        else { return short.hasSuffix(".0") ? String(short.dropLast(2)) : short }
        let isNegative = short.hasPrefix("-")
        let mantissa = short[..<mark].drop { $0 == "-" }
        let point = mantissa.firstIndex(of: ".") ?? mantissa.endIndex
        let whole = mantissa[..<point]
        var fraction = mantissa[point...].dropFirst()
        if fraction == "0" { fraction = "" }
        let digits = String(whole) + fraction
        let position = whole.count + exponent
        let text: String
        if position <= 0 {
            text = "0." + String(repeating: "0", count: -position) + digits
        } else if position >= digits.count {
            text = digits + String(repeating: "0", count: position - digits.count)
        } else {
            let index = digits.index(digits.startIndex, offsetBy: position)
            text = digits[..<index] + "." + digits[index...]
        }
        return isNegative ? "-" + text : text
    }

    /// A decimal number and nothing else, as the conversion from string takes it.
    public init?(text: String) {
        if let value = Int64(text) {
            self = .int(value)
            return
        }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
        // Double reads "nan", "inf" and hexadecimal as well; those are no numbers here.
        guard let first = text.utf8.first, isDigit(first) || isSign(first) || first == UInt8(ascii: "."),
            text.utf8.allSatisfy({ isDigit($0) || isSign($0) || $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }),
            let value = Double(text), value.isFinite
        else { return nil }
        self.init(value)
    }
}

// Arithmetic. Integers stay exact as long as they fit.
extension HCLNumber {
    static func + (a: HCLNumber, b: HCLNumber) -> HCLNumber { exact(a, b, { $0.addingReportingOverflow($1) }, +) }
    static func - (a: HCLNumber, b: HCLNumber) -> HCLNumber { exact(a, b, { $0.subtractingReportingOverflow($1) }, -) }
    static func * (a: HCLNumber, b: HCLNumber) -> HCLNumber { exact(a, b, { $0.multipliedReportingOverflow(by: $1) }, *) }

    static prefix func - (a: HCLNumber) -> HCLNumber { .int(0) - a }

    private static func exact(
        _ a: HCLNumber, _ b: HCLNumber, _ integers: (Int64, Int64) -> (partialValue: Int64, overflow: Bool),
        _ doubles: (Double, Double) -> Double
    ) -> HCLNumber {
        if case .int(let x) = a, case .int(let y) = b {
            let (value, overflow) = integers(x, y)
            if !overflow { return .int(value) }
        }
        return rounded(doubles(a.double, b.double))
    }

    /// Fifteen significant digits, so that decimal fractions come out as Terraform's longer arithmetic has them: 0.1 + 0.2 is 0.3.
    private static func rounded(_ value: Double) -> HCLNumber {
        guard value != value.rounded(), value.magnitude < 1e15, let short = Double(formatted(value, "%.15g")) else {
            return HCLNumber(value)
        }
        return HCLNumber(short)
    }

    /// Nil for division by zero.
    static func divide(_ a: HCLNumber, _ b: HCLNumber) -> HCLNumber? {
        guard b.double != 0 else { return nil }
        if case .int(let x) = a, case .int(let y) = b {
            let (quotient, overflow) = x.dividedReportingOverflow(by: y)
            if !overflow, quotient.multipliedReportingOverflow(by: y) == (x, false) { return .int(quotient) }
        }
        return HCLNumber(a.double / b.double)
    }

    /// The remainder with the sign of the dividend; of a division by zero it is the dividend, as in Terraform.
    static func remainder(_ a: HCLNumber, _ b: HCLNumber) -> HCLNumber? {
        guard b.double != 0 else { return a }
        if case .int(let x) = a, case .int(let y) = b {
            let (remainder, overflow) = x.remainderReportingOverflow(dividingBy: y)
            return .int(overflow ? 0 : remainder)
        }
        return HCLNumber(fmod(a.double, b.double))
    }
}
