import Document
import PostureModel
import SourceText

/// Reads one control file: `content/controls/aws/s3/bucket-public-access-blocked.yaml`.
struct ControlReader {
    static let keys: Set<String> = [
        "id", "title", "severity", "asset", "applies", "require", "message", "why", "objectives", "remedy", "cases",
    ]

    /// - Parameter id: what the file's path says the id is.
    static func read(_ file: SourceFile, id: String) -> (control: Control?, diagnostics: [Diagnostic]) {
        let result = YAMLReader().read(file)
        guard result.diagnostics.isEmpty, result.documents.count == 1, let root = result.documents.first?.document.root else {
            let fault = Diagnostic(
                .error, code: "content-not-one-document", "a control file holds one YAML document",
                location: SourceLocation(path: file.path))
            return (nil, result.diagnostics.isEmpty ? [fault] : result.diagnostics)
        }
        let reader = ControlReader(fields: ContentFields(file: file), root: root)
        let control = reader.control(id: id)
        return (reader.fields.diagnostics.isEmpty ? control : nil, reader.fields.diagnostics)
    }

    private let fields: ContentFields
    private let root: DocumentValue

    private init(fields: ContentFields, root: DocumentValue) {
        self.fields = fields
        self.root = root
    }

    private func control(id: String) -> Control? {
        guard root.kind == .map else {
            fields.complain("content-wrong-type", "a control is a map of keys", at: root)
            return nil
        }
        fields.check(root, keys: Self.keys, of: "a control")
        if let said = fields.required(root, "id", of: "a control"), said.string != id {
            fields.complain("control-id", "the id must be the file's path, '\(id)'", at: said)
        }
        let assets = fields.texts(fields.required(root, "asset", of: "a control"), "'asset'")
        guard let requirement = fields.required(root, "require", of: "a control"), let require = predicate(requirement) else {
            return nil
        }
        return Control(
            id: id,
            title: fields.localized(fields.required(root, "title", of: "a control"), "'title'"),
            severity: severity(),
            assetTypes: assets,
            applies: root["applies"].flatMap(predicate),
            require: require,
            message: fields.localized(fields.required(root, "message", of: "a control"), "'message'"),
            why: fields.localized(fields.required(root, "why", of: "a control"), "'why'"),
            objectives: fields.texts(fields.required(root, "objectives", of: "a control"), "'objectives'"),
            remedy: remedy(),
            cases: cases(),
            file: fields.file)
    }

    private func severity() -> Severity {
        guard let value = fields.required(root, "severity", of: "a control") else { return .medium }
        guard let severity = value.string.flatMap(Severity.init(rawValue:)) else {
            fields.complain(
                "control-severity", "the severity must be one of critical, high, medium, low, info", at: value)
            return .medium
        }
        return severity
    }

    private func predicate(_ value: DocumentValue) -> Control.Predicate? {
        if let bool = value.bool {
            return Control.Predicate(text: bool ? "true" : "false", range: value.origin?.range ?? SourceRange(0..<0))
        }
        guard let text = fields.text(value, "a predicate") else { return nil }
        return Control.Predicate(text: text, range: value.origin?.range ?? SourceRange(0..<0))
    }

    private func remedy() -> Control.Remedy {
        guard let value = fields.required(root, "remedy", of: "a control") else {
            return Control.Remedy(text: LocalizedText(english: "", japanese: ""), plan: nil)
        }
        let text = fields.localized(fields.required(value, "text", of: "'remedy'"), "the remedy's text")
        return Control.Remedy(text: text, plan: value.count > 1 ? value : nil)
    }

    private func cases() -> [ControlCase] {
        guard let list = fields.required(root, "cases", of: "a control") else { return [] }
        return list.elements.compactMap(ControlCaseReader(fields: fields).read)
    }
}

/// Reads one case: `- fail: {terraform: …}`.
struct ControlCaseReader {
    let fields: ContentFields

    func read(_ value: DocumentValue) -> ControlCase? {
        let statuses = FindingStatus.allCases.map(\.rawValue)
        fields.check(value, keys: Set(statuses + ["evidence"]), of: "a case")
        guard let (status, example) = statuses.compactMap({ name in value[name].map { (name, $0) } }).first,
            let expected = FindingStatus(rawValue: status)
        else {
            fields.complain("control-case", "a case says what it expects: \(statuses.joined(separator: ", "))", at: value)
            return nil
        }
        let forms = ControlCase.Form.allCases.map(\.rawValue)
        fields.check(example, keys: Set(forms + ["notCollected"]), of: "a case's example")
        guard let (name, text) = forms.compactMap({ name in example[name].map { (name, $0) } }).first,
            let form = ControlCase.Form(rawValue: name)
        else {
            fields.complain("control-case", "an example has a form: \(forms.joined(separator: ", "))", at: example)
            return nil
        }
        return ControlCase(
            expected: expected, form: form, text: text.string ?? text.description,
            notCollected: fields.texts(example["notCollected"], "'notCollected'"),
            evidence: fields.texts(value["evidence"], "'evidence'"), range: text.origin?.range ?? SourceRange(0..<0))
    }
}
