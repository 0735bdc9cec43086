extension CostEstimator {
    mutating func call(
        _ id: ExpressionID, _ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID]
    ) -> Estimate {
        if Operators.symbol(name) != nil { return operation(name, arguments) }
        guard case .function(let function, let isMember, let overloads) = checked.references[id] else {
            let steps = ((target.map { [$0] } ?? []) + arguments).reduce(2) { $0 + visit($1).steps }
            return Estimate(steps: steps, extent: Extent())
        }
        let all = (isMember ? target.map { [$0] } ?? [] : []) + arguments
        let forms = function.overloads.filter { overloads.contains($0.id) && $0.accepts(count: all.count) }
        var steps = 2.0
        var weighed = WeighedCall(name: name, estimator: self)
        for (index, argument) in all.enumerated() {
            var estimate = visit(argument)
            // What a function takes says what an argument of an open type may be.
            let types = Set(forms.map { $0.parameter(index) })
            if types.count == 1, let type = types.first { estimate.extent.restrict(to: type) }
            weighed.arguments.append(estimate.extent)
            weighed.measures.append(measure(estimate.extent))
            if case .literal(.string(let text)) = kind(argument) { weighed.literals[index] = text }
            steps += estimate.steps
            if !function.takesPartialLists, function.body != nil { steps += measure(estimate.extent).count / 4 }
        }
        let key = FunctionKey(name: function.name, isMember: isMember)
        if FunctionTable.standard.functions[key] !== function { weighed.isHost = true }
        weighed.name = function.name
        weighed.patternSize = patternSize(id)
        let weight = weighed.weight()
        return Estimate(steps: steps + weight.steps, extent: weight.extent)
    }

    // MARK: operators

    private mutating func operation(_ name: String, _ operands: [ExpressionID]) -> Estimate {
        let estimates = operands.map { visit($0) }
        let measures = estimates.map { measure($0.extent) }
        var steps = estimates.reduce(2) { $0 + $1.steps }
        guard estimates.count == 2 else { return Estimate(steps: steps, extent: estimates.first?.extent ?? Extent()) }
        switch name {
        case Operators.equal, Operators.notEqual:
            steps += measures[0].comparison(measures[1])
            if case .built = estimates[0].extent.content { steps += search(measures) }
            if case .built = estimates[1].extent.content { steps += search(measures) }
            return Estimate(steps: steps, extent: Extent())
        case Operators.in:
            // Every element is compared with what is sought: with no more of it than the element has.
            let sought = estimates[0].extent.worst
            let each = sought.total + sought.bytes / 64
            steps += measures[1].count + min(measures[1].total + measures[1].bytes / 64, measures[1].count * each)
            return Estimate(steps: steps, extent: Extent())
        case Operators.add:
            steps += (measures[0].length + measures[1].length) / 16 + measures[0].count + measures[1].count + 2
            return Estimate(steps: steps, extent: sum(estimates[0].extent, estimates[1].extent))
        case Operators.subtract, Operators.multiply, Operators.divide, Operators.modulo:
            return Estimate(steps: steps, extent: .number(number(name, measures[0].number, measures[1].number)))
        default:
            steps += min(measures[0].length, measures[1].length) / 64
            return Estimate(steps: steps, extent: Extent())
        }
    }

    /// Keys of maps that an evaluation made are looked for from the beginning.
    private func search(_ measures: [Measure]) -> Double { min(measures[0].count, measures[1].count) * measures[0].count / 2 }

    private func number(_ name: String, _ left: Double, _ right: Double) -> Double {
        switch name {
        case Operators.subtract: min(left + right, Measure.anyNumber)
        case Operators.multiply: min(left * right, Measure.anyNumber)
        case Operators.divide: left
        default: min(left, right)
        }
    }

    private func sum(_ left: Extent, _ right: Extent) -> Extent {
        var sum = left.union(right, assumptions)
        sum.average = left.average.map(right.average, +)
        sum.worst = left.worst.map(right.worst, +)
        sum.average.number = min(sum.average.number, Measure.anyNumber)
        sum.worst.number = min(sum.worst.number, Measure.anyNumber)
        switch (left.content, right.content) {
        case (.scalar, .scalar): break
        // The same part may be meant twice.
        default: sum.content = left.joined(right, assumptions)
        }
        return sum
    }
}
