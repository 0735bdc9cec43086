import SourceText

/// `try`, `can`, `coalesce`, `coalescelist`: the first of several that will do.
enum ConditionalFunctions {
    static let all: [HCLFunction] = [
        HCLFunction(lazy: "try") { evaluator, call, range in tryEach(call.arguments[...], evaluator, range) },
        HCLFunction(lazy: "can") { evaluator, call, range in
            guard call.arguments.count == 1 else {
                return evaluator.fail("hcl-function-arguments", "\"can\" takes 1 argument", at: range)
            }
            let (value, diagnostics) = evaluator.session.capturing { evaluator.evaluate(call.arguments[0]) }
            if fails(value, diagnostics) { return .bool(false) }
            if let unknown = value.unknown { return .unknown(unknown.derived(.bool)) }
            return .bool(true)
        },
        HCLFunction(
            "coalesce", variadic: .init("vals", .dynamic, allowsNull: true, allowsUnknown: true), keepsMarks: true
        ) { (arguments) throws(FunctionFailure) in
            try firstOf(try unified(arguments)) {
                !$0.isNull && $0.string != ""
            } nothing: {
                .invalid("no argument is neither null nor empty")
            }
        },
        HCLFunction(
            "coalescelist", variadic: .init("vals", .dynamic, allowsUnknown: true), keepsMarks: true
        ) { (arguments) throws(FunctionFailure) in
            for (index, value) in arguments.values.enumerated() where !value.isUnknown && value.sequence == nil {
                throw .invalid("\(value.typeName) is no list", argument: index)
            }
            return try firstOf(arguments.values) { value in
                guard let sequence = value.sequence else { return false }
                return !sequence.elements.isEmpty
            } nothing: {
                .invalid("no argument is a list with elements")
            }
        },
    ]

    private static func fails(_ value: HCLValue, _ diagnostics: [Diagnostic]) -> Bool {
        diagnostics.contains { $0.severity == .error } || value.unknown?.isError == true
    }

    private static func tryEach(_ arguments: ArraySlice<Expression>, _ evaluator: Evaluator, _ range: SourceRange) -> HCLValue {
        var failures: [Diagnostic] = []
        for (index, argument) in zip(arguments.indices, arguments) {
            let (value, diagnostics) = evaluator.session.capturing { evaluator.evaluate(argument) }
            if fails(value, diagnostics) {
                failures += diagnostics
                continue
            }
            guard let unknown = value.unknown, index + 1 < arguments.endIndex else { return value }
            // An attribute that a resource gets when it is made will be there.
            if unknown.reason == .beforeApply, !unknown.isDerived { return value }
            // Once it is known, it may turn out to fail; then the next argument counts.
            let other = evaluator.session.capturing { tryEach(arguments[(index + 1)...], evaluator, range) }.result
            return HCLValue.unknown(unknown.with(alternatives: [value, other])).marked(value.isSensitive)
        }
        let reason = failures.first.map { ": \($0.message)" } ?? ""
        return evaluator.fail("hcl-try", "none of the expressions can be evaluated\(reason)", at: range)
    }

    /// The arguments converted to one type, as far as they have one.
    private static func unified(_ arguments: FunctionArguments) throws(FunctionFailure) -> [HCLValue] {
        guard let type = HCLType.unify(arguments.values.filter { !$0.isNull }.map(\.type)) else {
            throw .invalid("all arguments must have one type")
        }
        do throws(ConversionFailure) {
            var converted: [HCLValue] = []
            for value in arguments.values { converted.append(try value.converted(to: type)) }
            return converted
        } catch { throw .invalid(error.text) }
    }

    private static func firstOf(
        _ values: [HCLValue], where isGood: (HCLValue) -> Bool, nothing: () -> FunctionFailure
    ) throws(FunctionFailure) -> HCLValue {
        for (index, value) in values.enumerated() {
            if isGood(value), !value.isUnknown { return value }
            guard let unknown = value.unknown else { continue }
            if !unknown.prefix.isEmpty || !unknown.suffix.isEmpty { return value }
            let others = Array(values[(index + 1)...])
            guard let other = try? firstOf(others, where: isGood, nothing: nothing) else { return value }
            return HCLValue.unknown(unknown.with(alternatives: [value, other])).marked(value.isSensitive)
        }
        throw nothing()
    }
}
