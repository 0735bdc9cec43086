/// Functions on lists and tuples.
enum SequenceFunctions {
    static let all: [HCLFunction] = order + build

    private static let list = HCLFunction.Parameter("list", .dynamic)

    private static let order: [HCLFunction] = [
        HCLFunction("element", [list, .init("index", .number)], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            if case .set = arguments[0].kind { throw .invalid("a set has no order", argument: 0) }
            let index = try arguments.int(1)
            guard index >= 0 else { throw .invalid("the index must not be negative", argument: 1) }
            if let rest = sequence.rest {
                if index < sequence.restIndex { return sequence.elements[index] }
                throw .unknown(rest)
            }
            guard !sequence.elements.isEmpty else { throw .invalid("the list has no elements", argument: 0) }
            return sequence.elements[index % sequence.elements.count].marked(arguments[0].isSensitive)
        },
        HCLFunction("index", [list, .init("value", .dynamic)], returns: .number) { (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            for (index, element) in sequence.elements.enumerated() {
                let (result, cause) = HCLValue.compare(element, arguments[1])
                if result == nil, let cause { throw .unknown(cause) }
                if result == true {
                    if index >= sequence.restIndex, let rest = sequence.rest { throw .unknown(rest) }
                    return .int(index)
                }
            }
            if let rest = sequence.rest { throw .unknown(rest) }
            throw .invalid("the value is not in the list")
        },
        HCLFunction("reverse", [list], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            let tail = sequence.elements.count - sequence.restIndex
            let reversed = HCLSequence(sequence.elements.reversed(), rest: sequence.rest, restIndex: tail)
            if case .tuple = arguments[0].kind { return HCLValue(.tuple(reversed)).marked(arguments[0].isSensitive) }
            return HCLValue(.list(reversed)).marked(arguments[0].isSensitive)
        },
        HCLFunction(
            "slice", [list, .init("start_index", .number), .init("end_index", .number)], keepsMarks: true
        ) { (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            let start = try arguments.int(1)
            let end = try arguments.int(2)
            if case .set = arguments[0].kind { throw .invalid("a set has no order", argument: 0) }
            if let rest = sequence.rest, end > sequence.restIndex { throw .unknown(rest) }
            guard start >= 0, start <= end, end <= sequence.elements.count else {
                throw .invalid("\(start) to \(end) is no part of a list of \(sequence.elements.count)")
            }
            let part = HCLSequence(Array(sequence.elements[start..<end]))
            if case .tuple = arguments[0].kind { return HCLValue(.tuple(part)).marked(arguments[0].isSensitive) }
            return HCLValue(.list(part)).marked(arguments[0].isSensitive)
        },
        HCLFunction("sort", [.init("list", .list(.string))], returns: .list(.string)) { (arguments) throws(FunctionFailure) in
            .list(try arguments.strings(0).sorted().map { .string($0) })
        },
        HCLFunction("distinct", [.init("list", .list(.dynamic))], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            let sequence = try arguments.sequence(0)
            var seen: Set<HCLValue> = []
            let unique = sequence.elements.filter { seen.insert($0).inserted }
            let place = sequence.rest == nil ? nil : min(sequence.restIndex, unique.count)
            return HCLValue(.list(HCLSequence(unique, rest: sequence.rest, restIndex: place))).marked(arguments[0].isSensitive)
        },
        HCLFunction("compact", [.init("list", .list(.string))], returns: .list(.string)) { (arguments) throws(FunctionFailure) in
            var builder = SequenceBuilder()
            let sequence = try arguments.sequence(0)
            for (index, element) in sequence.elements.enumerated() {
                if index == sequence.restIndex, let rest = sequence.rest { builder.append(rest: rest) }
                if element.isNull || element.string == "" { continue }
                // An element that is not known may turn out to be empty, unless part of its text is.
                if let unknown = element.unknown, unknown.prefix.isEmpty, unknown.suffix.isEmpty {
                    builder.append(rest: unknown)
                } else {
                    builder.append(element)
                }
            }
            if sequence.restIndex == sequence.elements.count, let rest = sequence.rest { builder.append(rest: rest) }
            return HCLValue(.list(builder.finish()))
        },
    ]

    private static let build: [HCLFunction] = [
        HCLFunction(
            "concat", variadic: .init("seqs", .dynamic, allowsUnknown: true), keepsMarks: true, takesRest: true
        ) { (arguments) throws(FunctionFailure) in
            guard arguments.count > 0 else { throw .invalid("at least one list is needed") }
            var builder = SequenceBuilder()
            var allLists = true
            for (index, value) in arguments.values.enumerated() {
                if case .list = value.kind {} else if !value.isUnknown { allLists = false }
                if case .set = value.kind { throw .invalid("a set is no list; convert it with tolist", argument: index) }
                if let sequence = value.sequence {
                    builder.append(contentsOf: sequence)
                } else if let unknown = value.unknown {
                    if arguments.count == 1 { return value }
                    builder.append(rest: unknown)
                } else {
                    throw .invalid("\(value.typeName) is no list", argument: index)
                }
            }
            try arguments.check(elements: builder.count)
            let isSensitive = arguments.values.contains(where: \.isSensitive)
            let joined = HCLValue(.tuple(builder.finish())).marked(isSensitive)
            return allLists ? (try? joined.converted(to: .list(.dynamic))) ?? joined : joined
        },
        HCLFunction("flatten", [list], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            var builder = SequenceBuilder()
            try flatten(try arguments.sequence(0), into: &builder, arguments)
            return HCLValue(.tuple(builder.finish())).marked(arguments[0].isSensitive)
        },
        HCLFunction("chunklist", [.init("list", .list(.dynamic)), .init("size", .number)]) { (arguments) throws(FunctionFailure) in
            let elements = try arguments.elements(0)
            let size = try arguments.int(1)
            guard size >= 0 else { throw .invalid("the size must not be negative", argument: 1) }
            if size == 0 { return elements.isEmpty ? .list([]) : .list([.list(elements)]) }
            return .list(
                stride(from: 0, to: elements.count, by: size).map { start in
                    .list(Array(elements[start..<min(start + min(size, elements.count), elements.count)]))
                })
        },
        HCLFunction("range", variadic: .init("params", .number), returns: .list(.number), range),
        HCLFunction(
            "matchkeys", [.init("values", .list(.dynamic)), .init("keys", .list(.dynamic)), .init("searchset", .list(.dynamic))]
        ) { (arguments) throws(FunctionFailure) in
            let values = try arguments.elements(0)
            let keys = try arguments.elements(1)
            guard values.count == keys.count else { throw .invalid("the lists of values and keys must be equally long") }
            for list in 1...2 { if let unknown = arguments[list].firstUnknown { throw .unknown(unknown) } }
            let wanted = Set(try arguments.elements(2))
            return .list(zip(values, keys).filter { wanted.contains($0.1) }.map(\.0))
        },
    ]

    private static func flatten(
        _ sequence: HCLSequence, into builder: inout SequenceBuilder, _ arguments: FunctionArguments
    ) throws(FunctionFailure) {
        try arguments.check(elements: sequence.elements.count)
        for (index, element) in sequence.elements.enumerated() {
            if index == sequence.restIndex, let rest = sequence.rest { builder.append(rest: rest) }
            if let inner = element.sequence {
                try flatten(inner, into: &builder, arguments)
            } else if let unknown = element.unknown, unknown.type == .dynamic || unknown.type.isList {
                // It may be one element, or a list of many.
                builder.append(rest: unknown)
            } else {
                builder.append(element)
            }
        }
        if sequence.restIndex == sequence.elements.count, let rest = sequence.rest { builder.append(rest: rest) }
    }

    /// Terraform allows 1,024 elements.
    @Sendable private static func range(_ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        guard (1...3).contains(arguments.count) else { throw .invalid("one to three numbers are needed") }
        let start = arguments.count == 1 ? .int(0) : try arguments.number(0)
        let end = try arguments.number(arguments.count == 1 ? 0 : 1)
        let step = arguments.count == 3 ? try arguments.number(2) : .int(end < start ? -1 : 1)
        guard step.double != 0 else { throw .invalid("the step must not be zero", argument: 2) }
        let isUp = step.double > 0
        guard isUp ? start <= end : start >= end else { throw .invalid("the step leads away from the end", argument: 2) }
        var values: [HCLValue] = []
        var next = start
        while isUp ? next < end : next > end {
            guard values.count < 1024 else { throw .invalid("more than 1024 elements") }
            values.append(.number(next))
            next = next + step
        }
        return .list(values)
    }
}

extension HCLType {
    var isList: Bool {
        switch self {
        case .list, .set, .tuple: true
        default: false
        }
    }
}
