/// `optional.of(x)`, `optional.none()`, and what optionals can do.
enum OptionalLibrary {
    private static let a = ValueType.parameter("A")

    static func declare(in table: inout FunctionTable) {
        let optional = ValueType.optional(a)
        table.global("optional.of", [([a], optional)], partial: true) { $0.frame.some($0[0]) }
        table.global("optional.none", [([], optional)]) { _ in .none }
        table.global("optional.ofNonZeroValue", [([a], optional)], partial: true) { arguments in
            isZero(arguments[0]) ? .none : arguments.frame.some(arguments[0])
        }
        table.member("hasValue", [([optional], .bool)], partial: true) { arguments in
            arguments[0].kind == .optional ? .bool(arguments[0].payload != 0) : .error(.noSuchOverload)
        }
        table.member("value", [([optional], a)], partial: true) { arguments in
            guard arguments[0].kind == .optional else { return .error(.noSuchOverload) }
            return arguments[0].payload == 0 ? .error(.noneDereference) : arguments[0].values.pointee
        }
        // Only declared: `or` and `orValue` evaluate their argument where it's needed.
        table.member("or", [([optional, optional], optional)], nil)
        table.member("orValue", [([optional, a], a)], nil)
        table.global("optional.unwrap", [([.list(optional)], .list(a))], unwrap)
        table.member("unwrapOpt", [([.list(optional)], .list(a))], unwrap)
    }

    @Sendable private static func unwrap(_ arguments: Arguments) -> RawValue {
        guard arguments[0].isList, let elements = Elements(arguments[0]) else { return .error(.noSuchOverload) }
        var values: [RawValue] = []
        for index in 0..<elements.count {
            let value = elements.value(index)
            guard value.kind == .optional else { return .error(.noSuchOverload) }
            if value.payload != 0 { values.append(value.values.pointee) }
        }
        return arguments.frame.list(values)
    }

    private static func isZero(_ value: RawValue) -> Bool {
        switch value.kind {
        case .null: return true
        case .bool, .int, .uint: return value.payload == 0
        case .double: return value.double == 0
        case .string, .bytes: return value.count == 0
        case .list, .nodeList, .map, .nodeMap:
            guard let elements = Elements(value) else { return false }
            return elements.count == 0 && elements.rest == nil
        case .timestamp, .duration: return value.payload == 0 && value.count == 0
        case .optional: return value.payload == 0
        default: return false
        }
    }
}

/// `x.or(y)`, `x.orValue(y)`: an unknown stays unknown, only *absent* has a default.
final class OptionalElseOperation: Operation, @unchecked Sendable {
    let target: OperationRef
    let otherwise: OperationRef
    let unwraps: Bool

    init(_ id: ExpressionID, _ target: OperationRef, _ otherwise: OperationRef, unwraps: Bool) {
        self.target = target
        self.otherwise = otherwise
        self.unwraps = unwraps
        super.init(id)
    }

    override func run(_ frame: FramePointer) -> RawValue {
        let value = target.run(frame)
        if value.isFailure { return value }
        guard value.kind == .optional else { return .error(.noSuchOverload, at: id) }
        if value.payload != 0 { return unwraps ? value.values.pointee : value }
        return otherwise.run(frame)
    }
}
