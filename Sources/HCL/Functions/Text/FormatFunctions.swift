/// `format` and `formatlist`.
enum FormatFunctions {
    static let all: [HCLFunction] = [
        HCLFunction(
            "format", [.init("format", .string)], variadic: .init("args", .dynamic, allowsNull: true, allowsUnknown: true),
            returns: .string
        ) { (arguments) throws(FunctionFailure) in
            let items = try FormatString.parse(try arguments.string(0))
            return try render(items, Array(arguments.values.dropFirst()), arguments)
        },
        HCLFunction(
            "formatlist", [.init("format", .string)], variadic: .init("args", .dynamic, allowsNull: true), returns: .list(.string),
            formatList),
    ]

    @Sendable private static func formatList(_ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        let items = try FormatString.parse(try arguments.string(0))
        var length: Int?
        for index in 1..<max(arguments.count, 1) where arguments[index].sequence != nil {
            let count = try arguments.elements(index).count
            guard length == nil || length == count else { throw .invalid("the lists must be equally long", argument: index) }
            length = count
        }
        guard let length else { return .list([try render(items, Array(arguments.values.dropFirst()), arguments)]) }
        try arguments.check(elements: length)
        var results: [HCLValue] = []
        for row in 0..<length {
            let values = arguments.values.dropFirst().map { $0.sequence?.elements[row] ?? $0 }
            results.append(try render(items, values, arguments))
        }
        return .list(results)
    }

    private static func render(
        _ items: [FormatString.Item], _ values: [HCLValue], _ arguments: FunctionArguments
    ) throws(FunctionFailure) -> HCLValue {
        var text = TextBuilder(limit: arguments.limits.stringBytes)
        var used = 0
        for item in items {
            switch item {
            case .literal(let literal): text.append(literal)
            case .verb(let verb):
                guard values.indices.contains(verb.argument) else {
                    throw .invalid("the format asks for \(verb.argument + 1) values, but there are \(values.count)", argument: 0)
                }
                used = max(used, verb.argument + 1)
                let value = values[verb.argument]
                text.isSensitive = text.isSensitive || value.containsSensitive
                if let unknown = value.firstUnknown {
                    // Without a width the text goes in as it is, so its known pieces can be kept.
                    let isPlain = value.isUnknown && verb.width == nil && verb.precision == nil && "sv".contains(verb.letter)
                    text.append(isPlain ? unknown : unknown.derived(.string))
                } else {
                    text.append(try verb.render(value))
                }
            }
        }
        guard used == values.count || items.contains(where: \.isPositional) else {
            throw .invalid("there are \(values.count) values, but the format uses only \(used)", argument: 0)
        }
        if text.isTooLong { try arguments.check(bytes: Int.max) }
        return text.finish { .null }
    }
}
