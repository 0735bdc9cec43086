import HCL
import SourceText

/// A text with `${…}` that is filled in a second time, as the data source `template_file` does.
struct TemplateText: Scope {
    let text: String
    let name: String
    let variables: HCLValue?

    func value(in context: RootContext) -> HCLValue {
        let file = SourceFile(path: name, text: text)
        let (expression, diagnostics) = Expression.parseTemplate(file)
        diagnostics.forEach(context.report)
        return Evaluator(file: file, scope: self, session: context.session).evaluate(expression)
    }

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        if let unknown = variables?.unknown { return .value(.unknown(unknown), steps: 0) }
        guard let mapping = variables?.mapping else { return .undeclared("the template has no variables") }
        if let value = mapping[reference.root] { return .value(value, steps: 0) }
        if let rest = mapping.rest { return .value(.unknown(rest), steps: 0) }
        return .undeclared("the template gets no variable \"\(reference.root)\"")
    }
}
