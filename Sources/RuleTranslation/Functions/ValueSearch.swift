import CEL

/// Looks through a value for a scalar that passes a test: a list stands for its elements and a map for its values, as the
/// products do for which rules are written. Null is no scalar.
struct ValueSearch {
    enum Answer {
        case yes, no
        /// Nothing that is known passes, and something isn't known.
        case unknown(HostValue)
        /// The evaluation's steps are used up.
        case cut
    }

    /// Documents are no deeper than this by default; what is deeper ends in an error.
    static let depthLimit = 512

    /// Keys of maps are looked at as well.
    var includesKeys = false

    /// Whether any scalar below a value passes.
    func any(
        _ value: HostValue, _ call: borrowing HostCall, depth: Int = 0, _ test: (HostValue) -> Bool,
        key: (UnsafeRawBufferPointer) -> Bool = { _ in false },
        cost: (HostValue) -> Int
    ) -> Answer {
        switch value.kind {
        case .null, .other: return .no
        case .unknown: return .unknown(value)
        case .list, .map:
            guard depth < ValueSearch.depthLimit, let elements = value.elements, call.charge(elements.count) else { return .cut }
            var unknown = elements.rest
            let hasKeys = includesKeys && value.kind == .map
            for index in 0..<elements.count {
                if hasKeys, key(elements.key(at: index)) { return .yes }
                switch any(elements[index], call, depth: depth + 1, test, key: key, cost: cost) {
                case .yes: return .yes
                case .cut: return .cut
                case .unknown(let reason): unknown = unknown ?? reason
                case .no: break
                }
            }
            return unknown.map { .unknown($0) } ?? .no
        default:
            guard call.charge(cost(value)) else { return .cut }
            return test(value) ? .yes : .no
        }
    }

    /// Whether there is a scalar and every one passes.
    func only(
        _ value: HostValue, _ call: borrowing HostCall, _ test: (HostValue) -> Bool, cost: (HostValue) -> Int
    ) -> Answer {
        var isEmpty = true
        let failing = any(
            value, call,
            { scalar in
                isEmpty = false
                return !test(scalar)
            }, cost: cost)
        switch failing {
        case .yes: return .no
        case .no: return isEmpty ? .no : .yes
        case .unknown, .cut: return failing
        }
    }
}

extension ValueSearch.Answer {
    var result: HostResult {
        switch self {
        case .yes: .bool(true)
        case .no: .bool(false)
        case .unknown(let reason): .part(reason)
        case .cut: .error(RuleFunctions.exhausted)
        }
    }
}

extension HostValue {
    /// A scalar as the text that a log would show: `true`, `443`.
    func withText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch kind {
        case .string: return body(text)
        case .bool: return HostValue.with(bool ? "true" : "false", body)
        case .int: return HostValue.with(String(int), body)
        case .double: return HostValue.with(NumberForm.text(double), body)
        default: return body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
    }

    private static func with<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var text = text
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    /// A number, or a text that spells one.
    var number: Double? {
        switch kind {
        case .int: Double(int)
        case .double: double
        case .string: text.count <= 32 ? NumberForm.number(text) : nil
        default: nil
        }
    }
}

/// Numbers as rules and logs write them.
enum NumberForm {
    /// Whole numbers without a point.
    static func text(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }

    static func number(_ text: UnsafeRawBufferPointer) -> Double? {
        guard let first = text.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else { return nil }
        return Double(String(decoding: text, as: UTF8.self))
    }
}
