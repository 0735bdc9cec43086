import CEL
import Document
public import SourceText

/// Reads Sigma rules (specification 2.1) and puts their conditions into the language.
///
/// - Values are compared without regard to case, `re` and `cased` apart; a field that is not there matches nothing, unless it is asked
///   for `null` or `exists`.
/// - What the specification leaves open is decided in docs/decisions/rule-translation.md.
public struct SigmaTranslator: Sendable {
    public var options: TranslationOptions

    public init(_ options: TranslationOptions = TranslationOptions()) { self.options = options }

    /// Every document of a file: as a rule, as a correlation, or as a diagnostic that says why it is neither.
    public func translate(_ file: SourceFile) -> SigmaTranslation {
        var result = SigmaTranslation()
        let reader = YAMLReader(
            limits: DocumentLimits(depth: RuleFileLimits.depth, bytes: RuleFileLimits.bytes, nodes: RuleFileLimits.nodes))
        let read = reader.read(file)
        result.diagnostics = RuleText.escalated(read.diagnostics)
        let text = RuleText(file: file)
        // What stands in a global document belongs to every other one.
        if let global = read.documents.first(where: { $0.document.root["action"] != nil }) {
            result.diagnostics.append(
                text.failure(
                    "sigma-action", "rule collections with 'action' are not supported, and the rules of this file hang on it", global.range,
                    hint: "write each rule out in full"))
            return result
        }
        for entry in read.documents where !text.isTouched(by: result.diagnostics, entry.range) {
            do throws(Diagnostic) {
                try translate(entry.document.root, text, entry.range, into: &result)
            } catch {
                result.diagnostics.append(error)
            }
        }
        return result
    }

    private func translate(
        _ root: DocumentValue, _ text: RuleText, _ range: SourceRange, into result: inout SigmaTranslation
    ) throws(Diagnostic) {
        guard root.kind == .map else { throw text.failure("sigma-not-a-rule", "a Sigma rule is a map", range) }
        let description = description(root, text, range)
        if let correlation = root["correlation"] {
            result.correlations.append(try SigmaCorrelationReader(text: text).read(correlation, root, description))
        } else if let detection = root["detection"] {
            var source = SigmaRule.LogSource()
            if let given = root["logsource"] {
                source.category = text.text(given["category"])
                source.product = text.text(given["product"])
                source.service = text.text(given["service"])
                source.definition = text.text(given["definition"])
            }
            var detections = SigmaDetections(text: text, options: options)
            let expression = try detections.read(detection)
            let condition = try TranslatedCondition(
                expression, fields: detections.fields, in: text.file, at: text.range(detection), options.environment)
            result.rules.append(SigmaRule(description: description, logSource: source, condition: condition))
        } else if root["filter"] != nil {
            throw text.failure(
                "sigma-filter", "this is a Sigma filter, which changes other rules", range,
                hint: "add its conditions to the rules, or mute their alerts by an exception")
        } else {
            throw text.failure("sigma-not-a-rule", "a Sigma rule has 'detection' or 'correlation'; this document has neither", range)
        }
    }

    private func description(_ root: DocumentValue, _ text: RuleText, _ range: SourceRange) -> SigmaRule.Description {
        SigmaRule.Description(
            title: text.text(root["title"]) ?? "", id: text.text(root["id"]), name: text.text(root["name"]),
            description: text.text(root["description"]), status: text.text(root["status"]), level: text.text(root["level"]),
            author: text.text(root["author"]), tags: text.texts(root["tags"]), references: text.texts(root["references"]),
            falsePositives: text.texts(root["falsepositives"]), location: text.file.location(range))
    }
}
