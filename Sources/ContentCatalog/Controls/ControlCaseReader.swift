import Document
import PostureModel
import SourceText

/// Reads one case: `- fail: {terraform: …}`.
struct ControlCaseReader {
    let fields: ContentFields

    func read(_ value: DocumentValue) -> ControlCase? {
        let statuses = FindingStatus.allCases.map(\.rawValue)
        let isKnown = fields.check(value, keys: Set(statuses + ["evidence"]), of: "a case")
        guard let (status, example) = statuses.compactMap({ name in value[name].map { (name, $0) } }).first,
            let expected = FindingStatus(rawValue: status)
        else {
            if isKnown { fields.complain("control-case", "a case says what it expects: \(statuses.joined(separator: ", "))", at: value) }
            return nil
        }
        for other in statuses where other != status && value[other] != nil {
            fields.complain("control-case", "a case expects one verdict, not '\(status)' and '\(other)'", at: value[other])
        }
        let forms = ControlCase.Form.allCases.map(\.rawValue)
        let isKnownForm = fields.check(example, keys: Set(forms + ["notCollected"]), of: "a case's example")
        guard let (name, text) = forms.compactMap({ name in example[name].map { (name, $0) } }).first,
            let form = ControlCase.Form(rawValue: name)
        else {
            if isKnownForm { fields.complain("control-case", "an example has a form: \(forms.joined(separator: ", "))", at: example) }
            return nil
        }
        for other in forms where other != name && example[other] != nil {
            fields.complain("control-case", "an example has one form, not '\(name)' and '\(other)'", at: example[other])
        }
        if form == .live {
            if text.kind != .map { fields.complain("content-wrong-type", "'live' must be a map of keys", at: text) }
        } else {
            _ = fields.text(text, "'\(name)'")
        }
        return ControlCase(
            expected: expected, form: form, text: text.string ?? text.description,
            notCollected: fields.texts(example["notCollected"], "'notCollected'"),
            evidence: fields.texts(value["evidence"], "'evidence'"), range: text.origin?.range ?? SourceRange(0..<0))
    }
}
