public import Document

/// A value that a program takes or gives: owned, safe to keep.
public indirect enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    /// Entries in order; no key occurs twice.
    case map([MapEntry])
    /// Seconds since 1970 and nanoseconds (0 ..< 1,000,000,000) on top of them.
    case timestamp(seconds: Int64, nanoseconds: Int32)
    /// Seconds rounded down, and nanoseconds (0 ..< 1,000,000,000) on top of them.
    case duration(seconds: Int64, nanoseconds: Int32)
    /// A type, by its name.
    case type(String)
    case optional(Value?)
    case ip(IPAddress)
    case cidr(IPPrefix)
    /// A part that is not known. As the last element of a list or the last value of a map, `isRest`: none, one or many more.
    case unknown(Unknown, isRest: Bool)

    public struct MapEntry: Sendable {
        public var key: Value
        public var value: Value

        public init(key: Value, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The name of its type, as `type(x)` gives it.
    public var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .optional: "optional_type"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .unknown: "unknown"
        }
    }

    /// The value of a string key; nil where this is no map or has no such key.
    public subscript(key: String) -> Value? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { if case .string(key) = $0.key { true } else { false } }?.value
    }
}

extension Value: Equatable {
    /// The same type and content: 1 and 1.0 differ, NaN equals NaN, maps have no order.
    public static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.int(let x), .int(let y)): x == y
        case (.uint(let x), .uint(let y)): x == y
        case (.double(let x), .double(let y)): x == y || (x.isNaN && y.isNaN)
        case (.string(let x), .string(let y)): x.utf8.elementsEqual(y.utf8)
        case (.bytes(let x), .bytes(let y)): x == y
        case (.list(let x), .list(let y)): x == y
        case (.map(let x), .map(let y)):
            x.count == y.count && x.allSatisfy { entry in y.contains { $0.key == entry.key && $0.value == entry.value } }
        case (.timestamp(let s, let n), .timestamp(let t, let m)), (.duration(let s, let n), .duration(let t, let m)):
            s == t && n == m
        case (.type(let x), .type(let y)): x == y
        case (.optional(let x), .optional(let y)): x == y
        case (.ip(let x), .ip(let y)): x == y
        case (.cidr(let x), .cidr(let y)): x == y
        case (.unknown(let x, let p), .unknown(let y, let q)): x == y && p == q
        default: false
        }
    }
}

extension Value: CustomStringConvertible {
    /// As an expression would write it, long texts and lists cut short.
    public var description: String { describe(depth: 0) }

    private func describe(depth: Int) -> String {
        guard depth < 8 else { return "…" }
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return String(value)
        case .uint(let value): return "\(value)u"
        case .double(let value): return NumberText.double(value)
        case .string(let value): return Value.quoted(value)
        case .bytes(let value): return "bytes of length \(value.count)"
        case .list(let values):
            let shown = values.prefix(10).map { $0.describe(depth: depth + 1) }
            return "[\((shown + (values.count > 10 ? ["…"] : [])).joined(separator: ", "))]"
        case .map(let entries):
            let shown = entries.prefix(10).map { "\($0.key.describe(depth: depth + 1)): \($0.value.describe(depth: depth + 1))" }
            return "{\((shown + (entries.count > 10 ? ["…"] : [])).joined(separator: ", "))}"
        case .timestamp(let seconds, let nanoseconds): return Moments.text(timestamp: seconds, nanoseconds)
        case .duration(let seconds, let nanoseconds): return Moments.text(duration: seconds, nanoseconds)
        case .type(let name): return name
        case .optional(let value): return value.map { "optional.of(\($0.describe(depth: depth + 1)))" } ?? "optional.none()"
        case .ip(let address): return address.description
        case .cidr(let prefix): return prefix.description
        case .unknown(let unknown, _): return "unknown (\(unknown.symbol))"
        }
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars.prefix(200) {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + (text.unicodeScalars.count > 200 ? "…\"" : "\"")
    }
}
