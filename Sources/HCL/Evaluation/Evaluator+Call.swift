import SourceText

extension Evaluator {
    func evaluate(_ call: FunctionCall, _ range: SourceRange) -> HCLValue {
        let name = call.name.text.hasPrefix("core::") ? String(call.name.text.dropFirst(6)) : call.name.text
        guard let function = scope.function(named: name) ?? session.functions[name] ?? FunctionLibrary.standard[name] else {
            if name.hasPrefix("provider::") {
                return .unknown(HCLUnknown(symbol: "\(name)(…)", reason: .notProvided, isDerived: true))
            }
            return fail("hcl-function-unknown", "there is no function \"\(name)\"", at: call.name.range)
        }
        switch function.body {
        case .lazy(let body): return body(self, call, range)
        case .eager(let body):
            switch arguments(of: call, function, range) {
            case .failure(let value): return value
            case .success(let arguments): return run(function, body, arguments, range)
            }
        }
    }

    private enum ArgumentsResult {
        case success(FunctionArguments)
        case failure(HCLValue)
    }

    /// Evaluates the arguments, expands the last one after `...`, and checks their number.
    private func arguments(of call: FunctionCall, _ function: HCLFunction, _ range: SourceRange) -> ArgumentsResult {
        var values = call.arguments.map(evaluate)
        var ranges = call.arguments.map(\.range)
        if call.expandsLast, let last = values.popLast(), let lastRange = ranges.popLast() {
            guard !last.isUnknown else { return .failure(HCLValue.unknown(last.unknown?.derived() ?? errorUnknown(range))) }
            guard let sequence = last.sequence else {
                return .failure(
                    fail("hcl-function-expansion", "only a list can be expanded with \"...\", not \(last.typeName)", at: lastRange))
            }
            if let rest = sequence.rest, !function.takesRest { return .failure(.unknown(rest.derived(function.returns))) }
            values += sequence.elements.map { $0.marked(last.isSensitive) }
            if let rest = sequence.rest { values.append(.unknown(rest)) }
            ranges += Array(repeating: lastRange, count: values.count - ranges.count)
        }
        let least = function.parameters.count
        let fits = values.count == least || (values.count > least && function.variadic != nil)
        guard fits else {
            let need = function.variadic == nil ? "\(least)" : "at least \(least)"
            return .failure(
                fail("hcl-function-arguments", "\"\(function.name)\" takes \(need) arguments, not \(values.count)", at: range))
        }
        return .success(FunctionArguments(values: values, ranges: ranges, range: range, evaluator: self))
    }

    private func run(
        _ function: HCLFunction, _ body: HCLFunction.Eager, _ arguments: FunctionArguments, _ range: SourceRange
    ) -> HCLValue {
        guard pay(for: function, arguments) else { return overspent(range) }
        var arguments = arguments
        var unknown: HCLUnknown?
        var isSensitive = false
        for index in arguments.values.indices {
            guard let parameter = function.parameter(index) else { continue }
            let value = arguments.values[index]
            if value.isNull, !parameter.allowsNull {
                return fail(
                    "hcl-function-null", "the argument \"\(parameter.name)\" of \(function.name) must not be null",
                    at: arguments.ranges[index])
            }
            do throws(ConversionFailure) { arguments.values[index] = try value.converted(to: parameter.type) } catch {
                return fail(
                    "hcl-function-argument", "the argument \"\(parameter.name)\" of \(function.name) does not fit: \(error.text)",
                    at: arguments.ranges[index])
            }
            if value.isUnknown, !parameter.allowsUnknown {
                if let overAlternatives = overAlternatives(function, body, arguments, index, range) { return overAlternatives }
                unknown = unknown ?? value.unknown
            }
            if !function.keepsMarks { isSensitive = isSensitive || value.containsSensitive }
        }
        if let unknown {
            let holdsAll = Self.reversible.contains(function.name)
            return HCLValue.unknown(unknown.derived(function.returns, holdsAll: holdsAll)).marked(isSensitive)
        }
        do throws(FunctionFailure) {
            return try body(arguments).marked(isSensitive)
        } catch {
            switch error {
            case .unknown(let cause): return HCLValue.unknown(cause.derived(function.returns)).marked(isSensitive)
            case .invalid(let message, let index):
                let place = index.flatMap { arguments.ranges.indices.contains($0) ? arguments.ranges[$0] : nil } ?? range
                return fail("hcl-function-failed", "\(function.name): \(message)", at: place)
            }
        }
    }

    /// Functions whose result is what they were given, written otherwise.
    private static let reversible: Set<String> = [
        "base64encode", "base64gzip", "jsonencode", "lower", "upper", "urlencode", "yamlencode",
    ]

    /// Counts the work that a function does, which grows with what it is given; false where the budget is spent.
    private func pay(for function: HCLFunction, _ arguments: FunctionArguments) -> Bool {
        guard !Self.constantTime.contains(function.name) else { return true }
        let share = Self.partByPart.contains(function.name) ? 8 : 1
        return session.spend(arguments.values.reduce(0) { $0 &+ $1.work.multipliedReportingOverflow(by: share).partialValue })
    }

    /// Functions that may make a part of every character.
    private static let partByPart: Set<String> = ["regex", "regexall", "replace", "split", "substr"]

    /// Functions that look at one part of a collection, however large it is.
    private static let constantTime: Set<String> = ["coalesce", "element", "length", "lookup", "nonsensitive", "one", "sensitive"]

    func overspent(_ range: SourceRange) -> HCLValue {
        session.reportLimit(self, range)
        return errorValue(range)
    }

    /// Where the only unknown argument is one of a few values, the result is one of as many.
    private func overAlternatives(
        _ function: HCLFunction, _ body: HCLFunction.Eager, _ arguments: FunctionArguments, _ index: Int, _ range: SourceRange
    ) -> HCLValue? {
        guard let unknown = arguments.values[index].unknown, (1...8).contains(unknown.alternatives.count),
            arguments.values.enumerated().allSatisfy({ $0.offset == index || !$0.element.isUnknown })
        else { return nil }
        guard session.spend(unknown.alternatives.count) else { return nil }
        let results = session.capturing {
            unknown.alternatives.map { alternative in
                var variant = arguments
                variant.values[index] = alternative
                return alternative.isUnknown
                    ? HCLValue.unknown(unknown.derived(function.returns)) : run(function, body, variant, range)
            }
        }.result
        let isSensitive = arguments.values.contains { $0.containsSensitive }
        return HCLValue.unknown(unknown.derived(function.returns).with(alternatives: results)).marked(isSensitive)
    }
}
