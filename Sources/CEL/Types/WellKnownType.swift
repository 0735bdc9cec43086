/// The messages that are plain values of the language: wrappers, `Struct`, `Value`, `ListValue`, `Duration`, `Timestamp`.
enum WellKnownType: String, CaseIterable {
    case boolValue = "google.protobuf.BoolValue"
    case bytesValue = "google.protobuf.BytesValue"
    case doubleValue = "google.protobuf.DoubleValue"
    case floatValue = "google.protobuf.FloatValue"
    case int32Value = "google.protobuf.Int32Value"
    case int64Value = "google.protobuf.Int64Value"
    case stringValue = "google.protobuf.StringValue"
    case uint32Value = "google.protobuf.UInt32Value"
    case uint64Value = "google.protobuf.UInt64Value"
    case structure = "google.protobuf.Struct"
    case value = "google.protobuf.Value"
    case listValue = "google.protobuf.ListValue"
    case duration = "google.protobuf.Duration"
    case timestamp = "google.protobuf.Timestamp"
    case any = "google.protobuf.Any"

    /// As declarations see it.
    var type: ValueType {
        switch self {
        case .boolValue: .wrapper(.bool)
        case .bytesValue: .wrapper(.bytes)
        case .doubleValue, .floatValue: .wrapper(.double)
        case .int32Value, .int64Value: .wrapper(.int)
        case .stringValue: .wrapper(.string)
        case .uint32Value, .uint64Value: .wrapper(.uint)
        case .structure: .map(.string, .dynamic)
        case .listValue: .list(.dynamic)
        case .value, .any: .dynamic
        case .duration: .duration
        case .timestamp: .timestamp
        }
    }

    var fieldNames: [String] {
        switch self {
        case .structure: ["fields"]
        case .listValue: ["values"]
        case .value: ["null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value"]
        case .duration, .timestamp: ["seconds", "nanos"]
        case .any: ["type_url", "value"]
        default: ["value"]
        }
    }

    func fieldType(_ name: String) -> ValueType? {
        guard fieldNames.contains(name) else { return nil }
        if case .wrapper(let inner) = type { return inner }
        switch self {
        case .structure: return .map(.string, .dynamic)
        case .listValue: return .list(.dynamic)
        case .duration, .timestamp: return .int
        default: return .dynamic
        }
    }

    /// The value when no field is set.
    var empty: CEL.RawValue {
        switch self {
        case .boolValue: .false
        case .bytesValue: CEL.RawValue(.bytes)
        case .doubleValue, .floatValue: .double(0)
        case .int32Value, .int64Value: .int(0)
        case .stringValue: CEL.RawValue(.string)
        case .uint32Value, .uint64Value: .uint(0)
        case .structure: CEL.RawValue(.map)
        case .listValue: CEL.RawValue(.list)
        case .value: .null
        case .duration: CEL.RawValue(.duration)
        case .timestamp: CEL.RawValue(.timestamp)
        case .any: .error(.conversion)
        }
    }
}

/// `google.protobuf.Int32Value{value: 1}`.
final class MessageOperation: Operation, @unchecked Sendable {
    let type: WellKnownType
    let names: [String]
    let values: OperationList
    let optional: [Bool]

    init(_ id: ExpressionID, _ type: WellKnownType, names: [String], values: OperationList, optional: [Bool]) {
        self.type = type
        self.names = names
        self.values = values
        self.optional = optional
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        var result = type.empty
        for index in 0..<values.count {
            var value = values.base[index].run(frame)
            if value.isFailure { return value }
            if optional[index] {
                guard value.kind == .optional else { return .error(.noSuchOverload, at: id) }
                if value.payload == 0 { continue }
                value = value.values.pointee
            }
            result = set(names[index], value, result)
        }
        return result.placed(at: id)
    }

    private func set(_ field: String, _ value: RawValue, _ current: RawValue) -> RawValue {
        switch type {
        case .int32Value: return Int32(exactly: value.int) == nil ? .error(.range) : value
        case .uint32Value: return UInt32(exactly: value.uint) == nil ? .error(.range) : value
        case .floatValue: return value.kind == .double ? .double(Double(Float(value.double))) : .error(.noSuchOverload)
        case .value where field == "null_value": return .null
        case .value where field == "number_value":
            switch value.kind {
            case .int: return .double(Double(value.int))
            case .uint: return .double(Double(value.uint))
            default: return value
            }
        case .duration, .timestamp:
            let seconds = field == "seconds" ? value.int : current.int
            let nanos = field == "nanos" ? Int(truncatingIfNeeded: value.int) : current.count
            guard abs(nanos) < 1_000_000_000 else { return .error(.range) }
            return type == .duration ? Moments.duration(seconds, nanos) : Moments.timestamp(seconds, nanos)
        case .any: return .error(.conversion)
        default: return value
        }
    }
}
