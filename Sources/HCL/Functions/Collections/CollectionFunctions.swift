/// Functions that take collections of any kind.
enum CollectionFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("length", [any("value")], returns: .number) { (arguments) throws(FunctionFailure) in
            let value = arguments[0]
            if let text = value.string { return .int(text.count) }
            if let count = value.sequence?.knownCount ?? value.mapping?.knownCount {
                // Unknown elements of a set may turn out to be equal.
                if case .set(let set) = value.kind, let unknown = set.elements.first(where: \.isUnknown)?.unknown {
                    throw .unknown(unknown)
                }
                return .int(count)
            }
            if let rest = value.sequence?.rest ?? value.mapping?.rest { throw .unknown(rest) }
            throw .invalid("a string, a list, a map or an object is needed, not \(value.typeName)", argument: 0)
        },
        HCLFunction("contains", [any("list"), .init("value", .dynamic, allowsUnknown: true)], returns: .bool) {
            (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            var cause = sequence.rest
            for element in sequence.elements {
                let (result, unknown) = HCLValue.compare(element, arguments[1])
                if result == true { return .bool(true) }
                if result == nil { cause = cause ?? unknown }
            }
            if let cause { throw .unknown(cause) }
            return .bool(false)
        },
        HCLFunction("alltrue", [.init("list", .list(.bool))], returns: .bool) { (arguments) throws(FunctionFailure) in
            try decide(try arguments.sequence(0), by: false)
        },
        HCLFunction("anytrue", [.init("list", .list(.bool))], returns: .bool) { (arguments) throws(FunctionFailure) in
            try decide(try arguments.sequence(0), by: true)
        },
        HCLFunction("sum", [any("list")], returns: .number) { (arguments) throws(FunctionFailure) in
            let numbers = try numericElements(try arguments.elements(0))
            guard let first = numbers.first else { throw .invalid("the list has no elements", argument: 0) }
            return .number(numbers.dropFirst().reduce(first, +))
        },
        HCLFunction("one", [any("list")]) { (arguments) throws(FunctionFailure) in
            let elements = try arguments.elements(0)
            guard elements.count <= 1 else { throw .invalid("the list has \(elements.count) elements, more than one", argument: 0) }
            return elements.first ?? .null
        },
    ]

    static func any(_ name: String) -> HCLFunction.Parameter { .init(name, .dynamic) }

    /// Whether one element is what decides; unknown elements leave it open.
    private static func decide(_ sequence: HCLSequence, by deciding: Bool) throws(FunctionFailure) -> HCLValue {
        var cause = sequence.rest
        for element in sequence.elements {
            if element.bool == deciding || (element.isNull && !deciding) { return .bool(deciding) }
            cause = cause ?? element.unknown
        }
        if let cause { throw .unknown(cause) }
        return .bool(!deciding)
    }

    private static func numericElements(_ values: [HCLValue]) throws(FunctionFailure) -> [HCLNumber] {
        var numbers: [HCLNumber] = []
        for (index, value) in values.enumerated() {
            if let unknown = value.unknown { throw .unknown(unknown) }
            guard let number = try? value.converted(to: .number).number else {
                throw .invalid("element \(index) must be a number, not \(value.typeName)", argument: 0)
            }
            numbers.append(number)
        }
        return numbers
    }
}
