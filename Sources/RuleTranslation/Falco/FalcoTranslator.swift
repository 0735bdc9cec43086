import Document
public import SourceText

/// Reads Falco rules and puts their conditions into the language.
///
/// Comparisons are exact unless the operator begins with an `i`; a field that has no value passes no comparison, `!=` included. Fields
/// have their places from the table; `fd.net`, `fd.cnet`, `fd.snet`, `fd.lnet` and `fd.rnet` are compared as networks whatever it says.
public struct FalcoTranslator: Sendable {
    public var options: TranslationOptions

    public init(_ options: TranslationOptions = TranslationOptions()) { self.options = options }

    /// The rules of files, which are taken in this order: later ones may append to and replace what earlier ones say.
    public func translate(_ files: [SourceFile]) -> FalcoTranslation {
        var result = FalcoTranslation()
        var items = FalcoItems()
        let reader = YAMLReader(
            limits: DocumentLimits(depth: RuleFileLimits.depth, bytes: RuleFileLimits.bytes, nodes: RuleFileLimits.nodes))
        for file in files {
            let read = reader.read(file)
            let diagnostics = RuleText.escalated(read.diagnostics)
            result.diagnostics += diagnostics
            let text = RuleText(file: file)
            for entry in read.documents {
                guard entry.document.root.kind == .list else {
                    result.diagnostics.append(text.failure("falco-not-rules", "a file of Falco rules is a list", entry.range))
                    continue
                }
                for item in entry.document.root.elements where !text.isTouched(by: diagnostics, text.range(item)) {
                    do throws(Diagnostic) { try items.take(item, text) } catch { result.diagnostics.append(error) }
                }
            }
        }
        var resolver = FalcoResolver(items: items, options: options)
        for name in items.ruleOrder {
            guard let rule = items.rules[name] else { continue }
            do throws(Diagnostic) {
                result.rules.append(try translate(rule, &resolver))
            } catch {
                var error = error
                error.message = "rule '\(name)': \(error.message)"
                result.diagnostics.append(error)
            }
        }
        return result
    }

    private func translate(_ rule: FalcoItems.Rule, _ resolver: inout FalcoResolver) throws(Diagnostic) -> FalcoRule {
        let text = rule.text
        resolver.begin(in: text.file)
        let expression = try resolver.expression(rule)
        let condition = try TranslatedCondition(
            expression, fields: resolver.fields, in: text.file, at: text.range(rule.value), options.environment)
        return FalcoRule(
            name: rule.name, description: rule.members["desc"], output: rule.members["output"], priority: rule.members["priority"],
            source: rule.members["source"] ?? "syscall", tags: rule.tags, isEnabled: rule.isEnabled, condition: condition,
            location: text.location(rule.value))
    }
}
