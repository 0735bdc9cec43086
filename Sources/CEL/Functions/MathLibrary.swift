/// The math extension.
enum MathLibrary {
    private static let numbers: [ValueType] = [.int, .uint, .double]

    static func declare(in table: inout FunctionTable) {
        for (name, wanted) in [("math.greatest", Ordering.greater), ("math.least", .less)] {
            let alike = numbers.map { ([$0], $0) } + numbers.map { ([.list($0)], $0) }
            table.global(name, alike) { extreme($0, wanted) }
            let several = numbers.map { ([$0, $0], $0) } + [([.dynamic, .dynamic], .dynamic)]
            for form in several { table.variadic(name, form) { extreme($0, wanted) } }
        }
        rounding(in: &table)
        bits(in: &table)
        table.global("math.abs", numbers.map { ([$0], $0) }) { arguments in
            switch arguments[0].kind {
            case .int: arguments[0].int == .min ? .error(.overflow) : .int(abs(arguments[0].int))
            case .uint: arguments[0]
            case .double: .double(arguments[0].double.magnitude)
            default: .error(.noSuchOverload)
            }
        }
        table.global("math.sign", numbers.map { ([$0], $0) }) { arguments in
            switch arguments[0].kind {
            case .int: .int(arguments[0].int.signum())
            case .uint: .uint(arguments[0].uint.signum())
            case .double:
                arguments[0].double.isNaN ? arguments[0] : .double(arguments[0].double > 0 ? 1 : arguments[0].double < 0 ? -1 : 0)
            default: .error(.noSuchOverload)
            }
        }
        table.global("math.sqrt", numbers.map { ([$0], .double) }) { arguments in
            switch arguments[0].kind {
            case .int: .double(Double(arguments[0].int).squareRoot())
            case .uint: .double(Double(arguments[0].uint).squareRoot())
            case .double: .double(arguments[0].double.squareRoot())
            default: .error(.noSuchOverload)
            }
        }
    }

    private static func rounding(in table: inout FunctionTable) {
        func double(_ name: String, _ result: ValueType, _ body: @escaping @Sendable (Double) -> RawValue) {
            table.global(name, [([.double], result)]) { arguments in
                arguments[0].kind == .double ? body(arguments[0].double) : .error(.noSuchOverload)
            }
        }
        double("math.ceil", .double) { .double($0.rounded(.up)) }
        double("math.floor", .double) { .double($0.rounded(.down)) }
        double("math.round", .double) { .double($0.rounded(.toNearestOrAwayFromZero)) }
        double("math.trunc", .double) { .double($0.rounded(.towardZero)) }
        double("math.isInf", .bool) { .bool($0.isInfinite) }
        double("math.isNaN", .bool) { .bool($0.isNaN) }
        double("math.isFinite", .bool) { .bool($0.isFinite) }
    }

    private static func bits(in table: inout FunctionTable) {
        func pair(_ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64) {
            table.global(name, [([.int, .int], .int), ([.uint, .uint], .uint)]) { arguments in
                let (a, b) = (arguments[0], arguments[1])
                guard a.kind == b.kind, a.kind == .int || a.kind == .uint else { return .error(.noSuchOverload) }
                return RawValue(a.kind, payload: body(a.payload, b.payload))
            }
        }
        pair("math.bitAnd") { $0 & $1 }
        pair("math.bitOr") { $0 | $1 }
        pair("math.bitXor") { $0 ^ $1 }
        table.global("math.bitNot", [([.int], .int), ([.uint], .uint)]) { arguments in
            let value = arguments[0]
            return value.kind == .int || value.kind == .uint ? RawValue(value.kind, payload: ~value.payload) : .error(.noSuchOverload)
        }
        func shift(_ name: String, _ body: @escaping @Sendable (UInt64, UInt64) -> UInt64) {
            table.global(name, [([.int, .int], .int), ([.uint, .int], .uint)]) { arguments in
                let (value, by) = (arguments[0], arguments[1])
                guard by.kind == .int, value.kind == .int || value.kind == .uint else { return .error(.noSuchOverload) }
                guard by.int >= 0 else { return .error(.invalidArgument, about: by, in: arguments.frame) }
                return RawValue(value.kind, payload: by.int > 63 ? 0 : body(value.payload, UInt64(by.int)))
            }
        }
        shift("math.bitShiftLeft") { $0 << $1 }
        // Logical for signed numbers too, as the extension has it.
        shift("math.bitShiftRight") { $0 >> $1 }
    }

    private static func extreme(_ arguments: Arguments, _ wanted: Ordering) -> RawValue {
        var values: [RawValue] = []
        if arguments.count == 1, arguments[0].isList, let elements = Elements(arguments[0]) {
            values = (0..<elements.count).map { elements.value($0) }
        } else {
            values = (0..<arguments.count).map { arguments[$0] }
        }
        guard arguments.frame.charge(values.count) else { return .error(.costLimit) }
        guard var best = values.first else { return .error("an empty list has no extreme", in: arguments.frame) }
        for value in values {
            switch value.kind {
            case .int, .uint, .double: break
            default: return .error(.noSuchOverload)
            }
            if RawValue.compareNumbers(value, best) == wanted { best = value }
        }
        return best
    }
}

extension FunctionTable {
    mutating func variadic(_ name: String, _ form: ([ValueType], ValueType), _ body: Function.Body?) {
        global(name, [form], variadic: true, body)
    }
}
