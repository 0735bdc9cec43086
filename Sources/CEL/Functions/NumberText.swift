import Glibc

/// Numbers as text.
enum NumberText {
    /// The shortest text that reads back as the same double; whole numbers without a fraction, large and small ones with an exponent.
    static func double(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let text = value.description
        if text.hasSuffix(".0") { return String(text.dropLast(2)) }
        guard let exponent = text.firstIndex(of: "e") else { return text }
        var mantissa = text[..<exponent]
        if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
        return String(mantissa) + text[exponent...]
    }

    /// - Parameter conversion: `f` or `e`.
    static func formatted(_ value: Double, precision: Int, conversion: Character) -> String {
        if !value.isFinite { return double(value) }
        let format = conversion == "e" ? "%.*e" : "%.*f"
        return withVaList([Int32(clamping: precision), value]) { arguments in
            // The longest double has 309 digits before the point.
            let capacity = 330 + precision
            return String(unsafeUninitializedCapacity: capacity) { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    Int(max(0, min(vsnprintf($0.baseAddress, capacity, format, arguments), Int32(capacity - 1))))
                }
            }
        }
    }
}
