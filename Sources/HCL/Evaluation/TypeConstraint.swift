import SourceText

extension HCLType {
    /// Reads a type constraint: `string`, `list(object({ name = string, size = optional(number, 1) }))`.
    ///
    /// - Parameter evaluator: evaluates the defaults of optional attributes, and takes the diagnostics.
    public static func parse(_ expression: Expression, _ evaluator: Evaluator) -> HCLType {
        switch expression.kind {
        case .variable("string"), .string("string"): return .string
        case .variable("number"), .string("number"): return .number
        case .variable("bool"), .string("bool"): return .bool
        case .variable("any"): return .dynamic
        // The forms of Terraform 0.11.
        case .variable("list"), .string("list"): return .list(.dynamic)
        case .variable("map"), .string("map"): return .map(.dynamic)
        case .variable("set"): return .set(.dynamic)
        case .parenthesized(let node): return parse(node.inner, evaluator)
        case .call(let call): return parse(call, expression, evaluator)
        case .invalid: return .dynamic
        default: return invalid("a type is expected here", expression.range, evaluator)
        }
    }

    private static func parse(_ call: FunctionCall, _ expression: Expression, _ evaluator: Evaluator) -> HCLType {
        guard call.arguments.count == 1 else {
            return invalid("\"\(call.name.text)\" takes one type", expression.range, evaluator)
        }
        let argument = call.arguments[0]
        switch (call.name.text, argument.kind) {
        case ("list", _): return .list(parse(argument, evaluator))
        case ("set", _): return .set(parse(argument, evaluator))
        case ("map", _): return .map(parse(argument, evaluator))
        case ("tuple", .tuple(let elements)): return .tuple(elements.map { parse($0, evaluator) })
        case ("object", .object(let items)):
            var fields: [String: Field] = [:]
            for item in items {
                guard let name = item.literalKey else {
                    return invalid("an attribute's name is expected here", item.key.range, evaluator)
                }
                fields[name] = field(item.value, evaluator)
            }
            return .object(fields)
        default: return invalid("\"\(call.name.text)\" is no type constructor for this", expression.range, evaluator)
        }
    }

    private static func field(_ expression: Expression, _ evaluator: Evaluator) -> Field {
        guard case .call(let call) = expression.kind, call.name.text == "optional", (1...2).contains(call.arguments.count) else {
            return Field(parse(expression, evaluator))
        }
        let fallback = call.arguments.count == 2 ? evaluator.evaluate(call.arguments[1]) : nil
        return Field(parse(call.arguments[0], evaluator), isOptional: true, fallback: fallback)
    }

    private static func invalid(_ message: String, _ range: SourceRange, _ evaluator: Evaluator) -> HCLType {
        evaluator.report("hcl-type", message, at: range)
        return .dynamic
    }
}
