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
        let isKnownForm = fields.check(
            example, keys: Set(forms + ["notCollected", "notListed", "related"]), of: "a case's example")
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
            evidence: fields.texts(value["evidence"], "'evidence'"), related: related(example["related"], form),
            notListed: fields.texts(example["notListed"], "'notListed'"), range: text.origin?.range ?? SourceRange(0..<0))
    }

    /// `related: [{type: AWS::S3::Bucket, properties: {…}}]`: assets that stand beside the one that is judged.
    private func related(_ value: DocumentValue?, _ form: ControlCase.Form) -> [ControlCase.Related] {
        guard let value else { return [] }
        if form != .live { fields.complain("control-case", "what else code declares stands in the code itself", at: value) }
        if value.kind != .list { fields.complain("content-wrong-type", "'related' must be a list", at: value) }
        return value.elements.compactMap { item in
            fields.check(item, keys: ["type", "id", "properties", "notCollected"], of: "a related asset")
            if let properties = item["properties"], properties.kind != .map {
                fields.complain("content-wrong-type", "'properties' must be a map of keys", at: properties)
            }
            guard let type = fields.text(fields.required(item, "type", of: "a related asset"), "'type'") else { return nil }
            return ControlCase.Related(
                type: type, id: fields.text(item["id"], "'id'"), text: item["properties"]?.description ?? "{}",
                notCollected: fields.texts(item["notCollected"], "'notCollected'"))
        }
    }
}
