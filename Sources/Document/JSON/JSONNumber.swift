/// A number as JSON writes it (RFC 8259, section 6).
struct JSONNumber {
    enum Value: Equatable {
        case int(Int64)
        case double(Double)
    }

    let value: Value
    /// How much of the text is the number.
    let byteCount: Int

    /// The number at a text's start; nil where there is none, or where it is out of range: an integer past 64 bits, a fraction that
    /// no finite double is near to.
    init?(_ text: UnsafeRawBufferPointer) {
        var scan = Scan(text: text)
        guard scan.run() else { return nil }
        byteCount = scan.offset
        guard let value = scan.isInteger ? scan.integer : scan.fraction else { return nil }
        self.value = value
    }

    private struct Scan {
        let text: UnsafeRawBufferPointer
        var offset = 0
        private var isNegative = false
        var isInteger = true
        /// All digits without the point, as far as 64 bits hold them.
        private var amount: UInt64 = 0
        private var isExact = true
        /// The power of ten that belongs to `amount`.
        private var exponent = 0

        init(text: UnsafeRawBufferPointer) { self.text = text }

        mutating func run() -> Bool {
            isNegative = take(UInt8(ascii: "-"))
            let isZero = offset < text.count && text[offset] == UInt8(ascii: "0")
            let whole = digits()
            guard whole > 0, !isZero || whole == 1 else { return false }
            if take(UInt8(ascii: ".")) {
                isInteger = false
                let count = digits()
                guard count > 0 else { return false }
                exponent = -count
            }
            if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
                isInteger = false
                return takeExponent()
            }
            return true
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard offset < text.count, text[offset] == byte else { return false }
            offset += 1
            return true
        }

        /// Reads digits into the amount and says how many there were.
        private mutating func digits() -> Int {
            let start = offset
            while offset < text.count {
                let digit = text[offset] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                let (tens, tooManyTens) = amount.multipliedReportingOverflow(by: 10)
                let (sum, tooMuch) = tens.addingReportingOverflow(UInt64(digit))
                if tooManyTens || tooMuch { isExact = false }
                amount = sum
                offset += 1
            }
            return offset - start
        }

        private mutating func takeExponent() -> Bool {
            let isDown = take(UInt8(ascii: "-"))
            if !isDown { _ = take(UInt8(ascii: "+")) }
            let start = offset
            var power = 0
            while offset < text.count {
                let digit = text[offset] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                // Far past any double; more digits only have to be stepped over.
                if power < 100_000 { power = power * 10 + Int(digit) }
                offset += 1
            }
            exponent += isDown ? -power : power
            return offset > start
        }

        var integer: Value? {
            guard isExact else { return nil }
            if isNegative { return amount <= UInt64(1) << 63 ? .int(Int64(truncatingIfNeeded: 0 &- amount)) : nil }
            // An integer past Int64 keeps its amount as nearly as a double can.
            return amount <= UInt64(Int64.max) ? .int(Int64(amount)) : .double(Double(amount))
        }

        var fraction: Value? {
            if isExact, amount <= UInt64(1) << 53, abs(exponent) < JSONNumber.powers.count {
                let power = JSONNumber.powers[abs(exponent)]
                // Both are exact as doubles, so that one division or product rounds just once (Clinger 1990).
                let value = exponent < 0 ? Double(amount) / power : Double(amount) * power
                return .double(isNegative ? -value : value)
            }
            // Digits, point, sign and exponent, as is known here: none of the other texts that Double takes.
            guard let value = Double(String(decoding: text[..<offset], as: UTF8.self)), value.isFinite else { return nil }
            return .double(value)
        }
    }

    /// 10⁰ to 10²², which doubles hold exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
