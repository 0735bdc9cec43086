/// A number: an exact 64-bit integer where it is one, a double otherwise.
///
/// Terraform computes with 512 bits. Arithmetic here never traps: what leaves 64 bits becomes a double.
public enum HCLNumber: Sendable {
    case int(Int64)
    case double(Double)

    /// The integer where the double is a whole number that an integer holds exactly; the double otherwise.
    public init(_ value: Double) {
        if let exact = Int64(exactly: value) { self = .int(exact) } else { self = .double(value) }
    }

    public init(_ value: Int) { self = .int(Int64(value)) }

    public var double: Double {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        }
    }

    /// The value as an integer; nil where it has a fraction or is out of range.
    public var int: Int? {
        switch self {
        case .int(let value): Int(exactly: value)
        case .double(let value): Int(exactly: value)
        }
    }
}

extension HCLNumber: Hashable, Comparable {
    public static func == (a: HCLNumber, b: HCLNumber) -> Bool {
        if case .int(let x) = a, case .int(let y) = b { return x == y }
        return a.double == b.double
    }

    public static func < (a: HCLNumber, b: HCLNumber) -> Bool {
        if case .int(let x) = a, case .int(let y) = b { return x < y }
        return a.double < b.double
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(double) }
}
