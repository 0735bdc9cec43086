/// Functions on maps and objects.
enum MapFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("keys", [map], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            try parts(arguments) {
                .string($0.key)
            } rest: {
                $0.derived(.string)
            }
        },
        HCLFunction("values", [map], keepsMarks: true) { (arguments) throws(FunctionFailure) in
            try parts(arguments) {
                $0.value
            } rest: {
                $0
            }
        },
        HCLFunction(
            "lookup", [map, .init("key", .string)], variadic: .init("default", .dynamic, allowsNull: true, allowsUnknown: true),
            keepsMarks: true, lookup),
        HCLFunction(
            "merge", variadic: .init("maps", .dynamic, allowsNull: true, allowsUnknown: true), keepsMarks: true, takesRest: true, merge),
        HCLFunction("zipmap", [.init("keys", .list(.string)), .init("values", .dynamic)]) { (arguments) throws(FunctionFailure) in
            let keys = try arguments.strings(0)
            let values = try arguments.elements(1)
            guard keys.count == values.count else {
                throw .invalid("there are \(keys.count) keys and \(values.count) values")
            }
            let mapping = HCLMapping(zip(keys, values).map { HCLMapping.Entry(key: $0, value: $1) })
            if case .tuple = arguments[1].kind { return HCLValue(.object(mapping)) }
            return HCLValue(.map(mapping))
        },
        HCLFunction("transpose", [.init("values", .map(.list(.string)))]) { (arguments) throws(FunctionFailure) in
            let mapping = try arguments.mapping(0)
            if let unknown = arguments[0].firstUnknown { throw .unknown(unknown) }
            var result: [String: [HCLValue]] = [:]
            for entry in mapping.entries {
                for element in entry.value.sequence?.elements ?? [] {
                    guard let text = element.string else { throw .invalid("the lists must not hold null", argument: 0) }
                    result[text, default: []].append(.string(entry.key))
                }
            }
            return .map(result.mapValues { .list($0) })
        },
    ]

    private static let map = HCLFunction.Parameter("map", .dynamic)

    private static func parts(
        _ arguments: FunctionArguments, _ part: (HCLMapping.Entry) -> HCLValue, rest: (HCLUnknown) -> HCLUnknown
    ) throws(FunctionFailure) -> HCLValue {
        let mapping = try arguments.mapping(0)
        // The rest's keys may stand anywhere in the order.
        let sequence = HCLSequence(mapping.entries.map(part), rest: mapping.rest.map(rest), restIndex: 0)
        if case .object = arguments[0].kind { return HCLValue(.tuple(sequence)).marked(arguments[0].isSensitive) }
        return HCLValue(.list(sequence)).marked(arguments[0].isSensitive)
    }

    @Sendable private static func lookup(_ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        guard arguments.count <= 3 else { throw .invalid("two or three arguments are needed") }
        let mapping = try arguments.mapping(0)
        let key = try arguments.string(1)
        let isSensitive = arguments[0].isSensitive
        if let value = mapping[key] { return value.marked(isSensitive) }
        if let rest = mapping.rest {
            let member = rest.member("[\"\(key)\"]")
            guard arguments.count == 3 else { return .unknown(member) }
            return .unknown(member.with(alternatives: [.unknown(member), arguments[2]]))
        }
        guard arguments.count == 3 else { throw .invalid("there is no key \"\(key)\", and no default") }
        guard case .map = arguments[0].kind, !mapping.entries.isEmpty else { return arguments[2].marked(isSensitive) }
        let type = HCLType.common(mapping.entries.lazy.map(\.value.type))
        do throws(ConversionFailure) { return try arguments[2].converted(to: type).marked(isSensitive) } catch {
            throw .invalid(error.text, argument: 2)
        }
    }

    /// Later maps win. Of one that is not known it is not known which keys it sets, so what came before may be replaced by it.
    @Sendable private static func merge(_ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        var entries: [String: HCLValue] = [:]
        var rests: [HCLUnknown] = []
        var types: [HCLType] = []
        for (index, value) in arguments.values.enumerated() where !value.isNull {
            if let unknown = value.unknown {
                if arguments.count == 1 { return value }
                cover(&entries, with: unknown)
                rests.append(unknown)
                continue
            }
            guard let mapping = value.mapping else { throw .invalid("\(value.typeName) is no map", argument: index) }
            types.append(value.type)
            if let rest = mapping.rest {
                cover(&entries, with: rest)
                rests.append(rest)
            }
            for entry in mapping.entries { entries[entry.key] = entry.value }
            try arguments.check(elements: entries.count)
        }
        let isSensitive = arguments.values.contains(where: \.isSensitive)
        let merged = HCLMapping(entries.map { HCLMapping.Entry(key: $0.key, value: $0.value) }, rest: HCLUnknown.anyOf(rests))
        if case .map? = types.first, types.allSatisfy({ $0 == types.first }) {
            return HCLValue(.map(merged)).marked(isSensitive)
        }
        return HCLValue(.object(merged)).marked(isSensitive)
    }

    private static func cover(_ entries: inout [String: HCLValue], with unknown: HCLUnknown) {
        for (key, value) in entries {
            let member = unknown.member("[\"\(key)\"]")
            let covered = member.with(alternatives: [value, .unknown(member)])
            entries[key] = HCLValue(.unknown(covered), origin: value.origin, isSensitive: value.isSensitive)
        }
    }
}
