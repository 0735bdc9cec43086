import SourceText

extension Evaluator {
    func evaluate(_ template: Template) -> HCLValue {
        if let sole = template.soleInterpolation { return evaluate(sole) }
        if let text = template.literalText { return .string(text) }
        var text = TextBuilder(limit: session.limits.stringBytes)
        append(template.parts, to: &text)
        guard session.spend(text.byteCount >> 8) else { return overspent(template.parts.first?.range ?? SourceRange(start: 0, end: 0)) }
        return text.finish {
            fail(
                "hcl-string-too-long", "the string has more than \(session.limits.stringBytes) bytes",
                at: template.parts.first?.range ?? SourceRange(start: 0, end: 0))
        }
    }

    private func append(_ parts: [TemplatePart], to text: inout TextBuilder) {
        for part in parts {
            guard !text.isTooLong else { return }
            switch part.kind {
            case .literal(let literal): text.append(literal)
            case .interpolation(let expression): append(evaluate(expression), expression.range, to: &text)
            case .choice(let condition, let whenTrue, let whenFalse):
                appendChoice(condition, whenTrue, whenFalse, to: &text)
            case .loop(let key, let value, let collection, let inner):
                appendLoop(key, value, collection, inner, to: &text)
            }
        }
    }

    private func append(_ value: HCLValue, _ range: SourceRange, to text: inout TextBuilder) {
        if value.isNull {
            report("hcl-template-null", "the interpolated value is null", at: range)
            return text.append(errorUnknown(range))
        }
        do throws(ConversionFailure) { text.append(try value.converted(to: .string)) } catch {
            report("hcl-template-type", "the interpolated value can't be made a string: \(error.text)", at: range)
            text.append(errorUnknown(range))
        }
    }

    private func appendChoice(
        _ condition: Expression, _ whenTrue: [TemplatePart], _ whenFalse: [TemplatePart], to text: inout TextBuilder
    ) {
        let value = evaluate(condition)
        text.isSensitive = text.isSensitive || value.isSensitive
        let flag = value.isNull ? nil : try? value.converted(to: .bool)
        if let decision = flag?.bool { return append(decision ? whenTrue : whenFalse, to: &text) }
        if let unknown = flag?.unknown { return text.append(unknown.derived(.string)) }
        report("hcl-condition", "the condition must be a bool, not \(value.typeName)", at: condition.range)
        text.append(errorUnknown(condition.range))
    }

    private func appendLoop(
        _ key: Name?, _ value: Name, _ collection: Expression, _ inner: [TemplatePart], to text: inout TextBuilder
    ) {
        let items = evaluate(collection)
        text.isSensitive = text.isSensitive || items.isSensitive
        if let unknown = items.unknown { return text.append(unknown.derived(.string)) }
        guard let iteration = Iteration(items) else {
            report("hcl-for-collection", "\(items.typeName) can't be iterated over", at: collection.range)
            return text.append(errorUnknown(collection.range))
        }
        for item in iteration.items {
            if let rest = item.rest {
                text.append(rest.derived(.string))
                continue
            }
            guard session.spend(1), !text.isTooLong else { return text.append(errorUnknown(collection.range)) }
            let bound = (key.map { binding($0.text, to: item.key) } ?? self).binding(value.text, to: item.value)
            bound.append(inner, to: &text)
        }
    }
}

/// Joins literal text and unknown pieces into one string value.
struct TextBuilder {
    private var literal = ""
    private var parts: [HCLUnknown.Part] = []
    private var cause: HCLUnknown?
    private var bytes = 0
    private let limit: Int
    var isSensitive = false

    init(limit: Int) { self.limit = limit }

    var isTooLong: Bool { bytes > limit }
    var byteCount: Int { bytes }

    mutating func append(_ text: String) {
        bytes += text.utf8.count
        if !isTooLong { literal += text }
    }

    mutating func append(_ unknown: HCLUnknown) {
        // One that is known to be there tells more of the text than one that may be nothing.
        if cause == nil || (unknown.isSet && cause?.isSet == false) { cause = unknown }
        guard unknown.parts.isEmpty else {
            for part in unknown.parts {
                switch part {
                case .literal(let text): append(text)
                case .unknown(let inner): append(inner)
                }
            }
            return
        }
        bytes += 1
        flush()
        parts.append(.unknown(unknown))
    }

    /// A string, or an unknown that will be one.
    mutating func append(_ value: HCLValue) {
        isSensitive = isSensitive || value.isSensitive
        if let text = value.string { append(text) } else if let unknown = value.unknown { append(unknown) }
    }

    private mutating func flush() {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
    }

    mutating func finish(tooLong: () -> HCLValue) -> HCLValue {
        if isTooLong { return tooLong() }
        guard let cause else { return HCLValue.string(literal).marked(isSensitive) }
        flush()
        let unknown = HCLUnknown(symbol: cause.symbol, reason: cause.reason, isDerived: true, isSet: cause.isSet, type: .string, parts: parts)
        return HCLValue.unknown(unknown).marked(isSensitive)
    }
}
