/// `int(x)`, `string(x)` … `type(x)`, `dyn(x)`, `size(x)`.
enum ConversionLibrary {
    private static let a = ValueType.parameter("A")

    static func declare(in table: inout FunctionTable) {
        table.global("dyn", [([a], .dynamic)], partial: true) { $0[0] }
        table.global("type", [([a], .type(a))], partial: true) { type(of: $0[0], $0.frame) }
        let sizes: [([ValueType], ValueType)] = [
            ([.string], .int), ([.bytes], .int), ([.list(a)], .int), ([.map(a, .parameter("B"))], .int),
        ]
        table.global("size", sizes, partial: true) { size($0[0], $0.frame) }
        table.member("size", sizes, partial: true) { size($0[0], $0.frame) }
        table.global("int", forms([.int, .uint, .double, .string, .timestamp], .int)) { int($0[0]) }
        table.global("uint", forms([.uint, .int, .double, .string], .uint)) { uint($0[0]) }
        table.global("double", forms([.double, .int, .uint, .string], .double)) { double($0[0]) }
        table.global("bool", forms([.bool, .string], .bool)) { bool($0[0]) }
        table.global("bytes", forms([.bytes, .string], .bytes)) { $0[0].kind == .bytes ? $0[0] : text($0[0], as: .bytes) }
        table.global(
            "string",
            forms(
                [
                    .string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .opaque("net.IP", []),
                    .opaque("net.CIDR", []),
                ], .string)
        ) { string($0[0], $0.frame) }
    }

    private static func forms(_ from: [ValueType], _ to: ValueType) -> [([ValueType], ValueType)] { from.map { ([$0], to) } }

    private static func text(_ value: RawValue, as kind: RawValue.Kind) -> RawValue {
        guard value.kind == .string || value.kind == .bytes else { return .error(.noSuchOverload) }
        return RawValue(head: value.head & ~0xFF | UInt64(kind.rawValue), payload: value.payload)
    }

    static func size(_ value: RawValue, _ frame: FramePointer) -> RawValue {
        switch value.kind {
        case .bytes: return .int(value.count)
        case .string:
            guard frame.charge(value.count / 64) else { return .error(.costLimit) }
            return .int(Characters.count(value.text))
        default:
            guard let elements = Elements(value) else { return .error(.noSuchOverload) }
            return elements.rest?.asElement ?? .int(elements.count)
        }
    }

    static func typeName(of value: RawValue) -> StaticString {
        switch value.kind {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list, .nodeList: "list"
        case .map, .nodeMap: "map"
        case .optional: "optional_type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .unknown, .error, .unset: "error"
        }
    }

    private static func type(of value: RawValue, _ frame: FramePointer) -> RawValue {
        let name = typeName(of: value)
        return RawValue(.type, count: name.utf8CodeUnitCount, address: UnsafeRawPointer(name.utf8Start))
    }

    private static func int(_ value: RawValue) -> RawValue {
        switch value.kind {
        case .int: return value
        case .uint: return Int64(exactly: value.uint).map { .int($0) } ?? .error(.range)
        case .double:
            // Strictly inside: the bounds themselves aren't told apart from neighbours that are out of range.
            let double = value.double
            return double > -0x1p63 && double < 0x1p63 ? .int(Int64(double)) : .error(.range)
        case .string: return Int64(value.string).map { .int($0) } ?? .error(.conversion)
        case .timestamp: return .int(value.int)
        default: return .error(.noSuchOverload)
        }
    }

    private static func uint(_ value: RawValue) -> RawValue {
        switch value.kind {
        case .uint: return value
        case .int: return UInt64(exactly: value.int).map { .uint($0) } ?? .error(.range)
        case .double:
            let double = value.double
            return double > -1 && double < 0x1p64 ? .uint(UInt64(double)) : .error(.range)
        case .string: return UInt64(value.string).map { .uint($0) } ?? .error(.conversion)
        default: return .error(.noSuchOverload)
        }
    }

    private static func double(_ value: RawValue) -> RawValue {
        switch value.kind {
        case .double: return value
        case .int: return .double(Double(value.int))
        case .uint: return .double(Double(value.uint))
        case .string: return Double(value.string).map { .double($0) } ?? .error(.conversion)
        default: return .error(.noSuchOverload)
        }
    }

    private static func bool(_ value: RawValue) -> RawValue {
        guard value.kind != .bool else { return value }
        guard value.kind == .string else { return .error(.noSuchOverload) }
        switch value.string {
        case "1", "t", "true", "TRUE", "True": return .true
        case "0", "f", "false", "FALSE", "False": return .false
        default: return .error(.conversion)
        }
    }

    static func string(_ value: RawValue, _ frame: FramePointer) -> RawValue {
        switch value.kind {
        case .string: return value
        case .bool: return frame.string(value.payload != 0 ? "true" : "false")
        case .int: return frame.string(String(value.int))
        case .uint: return frame.string(String(value.uint))
        case .double: return frame.string(NumberText.double(value.double))
        case .bytes:
            guard frame.charge(value.count / 16) else { return .error(.costLimit) }
            return String(validating: value.text, as: UTF8.self) == nil ? .error(.conversion) : text(value, as: .string)
        case .timestamp: return frame.string(Moments.text(timestamp: value.int, Int32(value.count)))
        case .duration: return frame.string(Moments.text(duration: value.int, Int32(value.count)))
        case .ip: return frame.string(IPAddress(value).description)
        case .cidr: return frame.string(IPPrefix(value).description)
        default: return .error(.noSuchOverload)
        }
    }
}
