public import SourceText

/// Evaluates expressions of one file in one scope.
///
/// Never fails: what goes wrong becomes a diagnostic with its place in the session, and the value is unknown with
/// ``HCLUnknown/Reason/error``. Unknowns flow through as in Terraform, keeping whatever is known of them.
public struct Evaluator {
    public let file: SourceFile
    public let scope: any Scope
    public let session: EvaluationSession
    /// Iteration variables, the innermost last.
    private var variables: [(name: String, value: HCLValue)] = []

    public init(file: SourceFile, scope: any Scope, session: EvaluationSession) {
        self.file = file
        self.scope = scope
        self.session = session
    }

    /// The same evaluator with one more name: an iteration variable, or a dynamic block's iterator.
    public func binding(_ name: String, to value: HCLValue) -> Evaluator {
        var copy = self
        copy.variables.append((name, value))
        return copy
    }

    func variable(_ name: String) -> HCLValue? {
        variables.last { $0.name == name }?.value
    }

    public func evaluate(_ expression: Expression) -> HCLValue {
        guard session.enter() else {
            session.reportLimit(self, expression.range)
            session.leave()
            return errorValue(expression.range)
        }
        defer { session.leave() }
        let value = compute(expression)
        let summary = value.summary
        guard summary.weight <= session.limits.weight, summary.depth <= session.limits.nesting else {
            return fail(
                "hcl-value-too-large",
                "the value is too large: over \(session.limits.weight) parts or \(session.limits.nesting) deep", at: expression.range)
        }
        return value.placed(ValueOrigin(file: file, range: expression.range))
    }

    private func compute(_ expression: Expression) -> HCLValue {
        switch expression.kind {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .string(let value): .string(value)
        case .template(let node): evaluate(node)
        case .variable(let name): evaluateVariable(name, expression.range)
        case .access(let node): evaluate(node, expression.range)
        case .call(let node): evaluate(node, expression.range)
        case .unary(let node): evaluate(node, expression.range)
        case .binary(let node): evaluate(node)
        case .conditional(let node): evaluate(node, expression.range)
        case .tuple(let elements): .tuple(elements.map(evaluate))
        case .object(let items): evaluate(items)
        case .comprehension(let node): evaluate(node, expression.range)
        case .parenthesized(let node): evaluate(node.inner)
        // The parser has reported it.
        case .invalid: errorValue(expression.range)
        }
    }

    private func evaluate(_ items: [ObjectItem]) -> HCLValue {
        var entries: [HCLMapping.Entry] = []
        var rests: [HCLUnknown] = []
        for item in items {
            let value = evaluate(item.value)
            switch key(of: item) {
            case .known(let key): entries.append(.init(key: key, value: value))
            case .unknown(let unknown): rests.append(unknown.with(alternatives: [value]))
            }
        }
        return HCLValue(.object(HCLMapping(entries, rest: HCLUnknown.anyOf(rests))))
    }

    private func key(of item: ObjectItem) -> Key {
        if let literal = item.literalKey { return .known(literal) }
        if case .access(let node) = item.key.kind, case .variable = node.base.kind {
            let failed = fail(
                "hcl-object-key", "a key with dots is ambiguous", at: item.key.range,
                hint: "write it in quotes, or in parentheses if it is a reference")
            return .unknown(failed.unknown ?? errorUnknown(item.key.range))
        }
        return key(evaluate(item.key), at: item.key.range)
    }
}

// Failures.
extension Evaluator {
    public func report(_ code: String, _ message: String, at range: SourceRange, hint: String? = nil) {
        session.report(Diagnostic(.error, code: code, message, location: file.location(range), hint: hint))
    }

    /// Reports an error and returns the value that stands for it.
    func fail(_ code: String, _ message: String, at range: SourceRange, hint: String? = nil) -> HCLValue {
        report(code, message, at: range, hint: hint)
        return errorValue(range)
    }

    /// Named for the code that failed, up to where a text in quotes begins: what stands in there may be a secret.
    func errorUnknown(_ range: SourceRange) -> HCLUnknown {
        let code = file.text(SourceRange(start: range.start, end: min(range.end, range.start + 80)))
        let text = code.firstIndex(of: "\"").map { code[..<$0] + "…" } ?? code
        return HCLUnknown(symbol: text, reason: .error, isDerived: true)
    }

    func errorValue(_ range: SourceRange) -> HCLValue {
        HCLValue(.unknown(errorUnknown(range)), origin: ValueOrigin(file: file, range: range))
    }
}

/// The key of an object's entry.
enum Key {
    case known(String)
    case unknown(HCLUnknown)
}

extension Evaluator {
    func key(_ value: HCLValue, at range: SourceRange) -> Key {
        if value.isNull { report("hcl-object-key", "a key must not be null", at: range) }
        do throws(ConversionFailure) {
            let text = try value.converted(to: .string)
            if let string = text.string { return .known(string) }
            return .unknown(text.unknown ?? errorUnknown(range))
        } catch {
            report("hcl-object-key", "a key must be a string: \(error.text)", at: range)
            return .unknown(errorUnknown(range))
        }
    }
}
