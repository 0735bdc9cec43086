#if canImport(Glibc)
import Glibc
#endif

/// A format's pieces. Source of the verbs: Terraform's documentation of `format`.
enum FormatString {
    enum Item {
        case literal(String)
        case verb(Verb)

        var isPositional: Bool { if case .verb(let verb) = self { verb.isPositional } else { false } }
    }

    struct Verb {
        var flags: Set<Character> = []
        var width: Int?
        var precision: Int?
        var letter: Character = "v"
        /// Which value it takes, from 0.
        var argument = 0
        var isPositional = false
    }

    /// Wider fields serve nobody.
    private static let widest = 10_000

    static func parse(_ format: String) throws(FunctionFailure) -> [Item] {
        var items: [Item] = []
        var literal = ""
        var rest = Substring(format)
        var next = 0
        while let percent = rest.firstIndex(of: "%") {
            literal += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            if rest.first == "%" {
                literal += "%"
                rest.removeFirst()
                continue
            }
            if !literal.isEmpty { items.append(.literal(literal)) }
            literal = ""
            items.append(.verb(try parseVerb(&rest, &next)))
        }
        literal += rest
        if !literal.isEmpty { items.append(.literal(literal)) }
        return items
    }

    private static func parseVerb(_ rest: inout Substring, _ next: inout Int) throws(FunctionFailure) -> Verb {
        var verb = Verb()
        while let flag = rest.first, "+-# 0".contains(flag) {
            verb.flags.insert(flag)
            rest.removeFirst()
        }
        verb.width = try number(&rest)
        if rest.first == "." {
            rest.removeFirst()
            verb.precision = try number(&rest) ?? 0
        }
        if rest.first == "[" {
            rest.removeFirst()
            guard let index = try number(&rest), index > 0, rest.first == "]" else {
                throw .invalid("an argument's number is expected in the brackets", argument: 0)
            }
            rest.removeFirst()
            verb.isPositional = true
            next = index - 1
        }
        guard let letter = rest.popFirst(), "vtbdoxXeEfFgGsq".contains(letter) else {
            throw .invalid("the format has an unknown or unfinished verb", argument: 0)
        }
        verb.letter = letter
        verb.argument = next
        next += 1
        return verb
    }

    private static func number(_ rest: inout Substring) throws(FunctionFailure) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        rest = rest[digits.endIndex...]
        guard let value = Int(digits), value <= widest else { throw .invalid("a field is wider than \(widest)", argument: 0) }
        return value
    }
}

extension FormatString.Verb {
    func render(_ value: HCLValue) throws(FunctionFailure) -> String {
        switch letter {
        case "v": return padded(flags.contains("#") ? JSONText.encode(value) : plain(value))
        case "t": return padded(try converted(value, .bool).bool == true ? "true" : "false")
        case "s":
            let text = try string(value)
            return padded(precision.map { String(text.prefix($0)) } ?? text)
        case "q":
            let text = try string(value)
            return padded(JSONText.goQuoted(precision.map { String(text.prefix($0)) } ?? text))
        case "b", "d", "o", "x", "X": return try integer(value)
        default: return try float(value)
        }
    }

    private func plain(_ value: HCLValue) -> String {
        switch value.kind {
        case .string(let text): text
        case .number(let number): number.description
        default: JSONText.encode(value)
        }
    }

    private func string(_ value: HCLValue) throws(FunctionFailure) -> String {
        guard let text = try converted(value, .string).string else { throw .invalid("a value for %\(letter) must not be null") }
        return text
    }

    private func converted(_ value: HCLValue, _ type: HCLType) throws(FunctionFailure) -> HCLValue {
        guard !value.isNull else { throw .invalid("a value for %\(letter) must not be null") }
        do throws(ConversionFailure) { return try value.converted(to: type) } catch {
            throw .invalid("unsupported value for %\(letter): \(error.text)")
        }
    }

    private func padded(_ text: String) -> String {
        guard let width, text.count < width else { return text }
        let fill = width - text.count
        if flags.contains("-") { return text + String(repeating: " ", count: fill) }
        return String(repeating: flags.contains("0") ? "0" : " ", count: fill) + text
    }

    /// Zeros go between the sign and the digits.
    private func padded(sign: String, digits: String) -> String {
        guard let width, flags.contains("0"), !flags.contains("-"), sign.count + digits.count < width else {
            return FormatString.Verb(flags: flags.subtracting(["0"]), width: width).padded(sign + digits)
        }
        return sign + String(repeating: "0", count: width - sign.count - digits.count) + digits
    }

    private func sign(isNegative: Bool) -> String {
        isNegative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    }

    private func integer(_ value: HCLValue) throws(FunctionFailure) -> String {
        guard let number = try converted(value, .number).number else { throw .invalid("a number is needed for %\(letter)") }
        let radix = letter == "b" ? 2 : letter == "o" ? 8 : letter == "d" ? 10 : 16
        guard let whole = number.int else {
            // A whole number past 64 bits is written as it is in base ten.
            guard letter == "d", number.double == number.double.rounded() else {
                throw .invalid("a whole number is needed for %\(letter)")
            }
            return padded(number.description)
        }
        let digits = String(whole.magnitude, radix: radix, uppercase: letter == "X")
        let mark = !flags.contains("#") ? "" : letter == "o" ? "0" : letter == "x" ? "0x" : letter == "X" ? "0X" : letter == "b" ? "0b" : ""
        return padded(sign: sign(isNegative: whole < 0) + mark, digits: digits)
    }

    private func float(_ value: HCLValue) throws(FunctionFailure) -> String {
        guard let number = try converted(value, .number).number?.double else { throw .invalid("a number is needed for %\(letter)") }
        let conversion = "%.\(precision ?? 6)\(letter)"
        let magnitude = abs(number)
        let digits: String
        if precision == nil, letter == "g" || letter == "G" {
            digits = HCLNumber.shortest(magnitude, upper: letter == "G")
        } else {
            digits = HCLNumber.formatted(magnitude, conversion)
        }
        return padded(sign: sign(isNegative: number.sign == .minus), digits: digits)
    }
}

extension HCLNumber {
    static func formatted(_ value: Double, _ conversion: String) -> String {
        withVaList([value]) { list in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512 + 10_100) { buffer in
                guard let base = buffer.baseAddress else { return "" }
                let written = Int(vsnprintf(base, buffer.count, conversion, list))
                let count = min(max(written, 0), buffer.count - 1)
                return String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
            }
        }
    }

    /// Go's `%g`: the fewest digits that say the number, with an exponent from 10²¹ and below 10⁻⁴ on.
    static func shortest(_ value: Double, upper: Bool) -> String {
        guard value != 0, value >= 1e21 || value < 1e-4 else { return HCLNumber.double(value).description }
        for digits in 0..<17 {
            let text = formatted(value, "%.\(digits)\(upper ? "E" : "e")")
            if Double(text) == value { return text }
        }
        return formatted(value, upper ? "%.16E" : "%.16e")
    }
}
