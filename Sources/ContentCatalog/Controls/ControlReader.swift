import Document
import PostureModel
import SourceText

/// Reads one control file: `content/controls/aws/s3/bucket-public-access-blocked.yaml`.
struct ControlReader {
    static let keys: Set<String> = [
        "id", "title", "severity", "asset", "applies", "require", "message", "why", "objectives", "remedy", "cases",
    ]

    /// - Parameters:
    ///   - id: what the file's path says the id is.
    ///   - assetTypes: the names of all asset types that content describes.
    ///   - maker: the asset type that a resource of code becomes, for those who write its name instead.
    static func read(
        _ file: SourceFile, id: String, assetTypes: Set<String>, maker: @escaping (String) -> String? = { _ in nil }
    ) -> (control: Control?, diagnostics: [Diagnostic]) {
        let (root, faults) = ContentDocument.read(file, what: "a control file")
        guard let root else { return (nil, faults) }
        let reader = ControlReader(fields: ContentFields(file: file), root: root, assetTypes: assetTypes, maker: maker)
        let control = reader.control(id: id)
        return (reader.fields.diagnostics.isEmpty ? control : nil, reader.fields.diagnostics)
    }

    private let fields: ContentFields
    private let root: DocumentValue
    private let assetTypes: Set<String>
    private let maker: (String) -> String?

    private init(fields: ContentFields, root: DocumentValue, assetTypes: Set<String>, maker: @escaping (String) -> String?) {
        self.fields = fields
        self.root = root
        self.assetTypes = assetTypes
        self.maker = maker
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
        let assets = assets()
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

    /// The types it judges: every one must be there to be judged.
    private func assets() -> [String] {
        guard let value = fields.required(root, "asset", of: "a control") else { return [] }
        if value.kind == .list, value.count == 0 {
            fields.complain("control-asset", "a control judges at least one asset type", at: value)
        }
        for name in value.kind == .list ? Array(value.elements) : [value] {
            guard let text = name.string, !isKnown(text) else { continue }
            fields.complain(
                "control-asset", "there is no asset type '\(text)'", at: name,
                hint: EditDistance.hint(for: text, among: assetTypes) ?? maker(text).map { "it is the asset type \($0)" }
                    ?? "asset types stand under content/assets")
        }
        return fields.texts(value, "'asset'")
    }

    /// Kubernetes has kinds without end, which need no file: `Pod`, `Deployment.apps`.
    private func isKnown(_ type: String) -> Bool {
        if assetTypes.contains(type) { return true }
        guard AssetTypeName.provider(of: type) == "kubernetes", type.first?.isUppercase == true else { return false }
        let kind = type.prefix { $0 != "." }
        let group = type.dropFirst(kind.count)
        return kind.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }
            && group.utf8.allSatisfy { $0 == 0x2E || $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
            && group != "."
    }

    private func severity() -> Severity {
        guard let value = fields.required(root, "severity", of: "a control") else { return .medium }
        guard let severity = value.string.flatMap(Severity.init(rawValue:)) else {
            fields.complain(
                "control-severity", "the severity must be one of critical, high, medium, low, info", at: value,
                hint: value.string.flatMap { EditDistance.hint(for: $0.lowercased(), among: Severity.allCases.map(\.rawValue)) })
            return .medium
        }
        return severity
    }

    private func predicate(_ value: DocumentValue) -> Control.Predicate? {
        if let bool = value.bool {
            return Control.Predicate(text: bool ? "true" : "false", range: value.origin?.range ?? SourceRange(0..<0))
        }
        if let tag = fields.tag(of: value) {
            _ = fields.complainTag(tag, at: value)
            return nil
        }
        guard let text = fields.text(value, "a predicate") else { return nil }
        return Control.Predicate(text: text, range: value.origin?.range ?? SourceRange(0..<0))
    }

    private func remedy() -> Control.Remedy {
        guard let value = fields.required(root, "remedy", of: "a control") else {
            return Control.Remedy(text: LocalizedText(english: "", japanese: ""), plan: nil)
        }
        guard let value = fields.map(value, "'remedy'") else {
            return Control.Remedy(text: LocalizedText(english: "", japanese: ""), plan: nil)
        }
        let text = fields.localized(fields.required(value, "text", of: "'remedy'"), "the remedy's text")
        return Control.Remedy(text: text, plan: value.count > 1 ? value : nil)
    }

    private func cases() -> [ControlCase] {
        guard let list = fields.required(root, "cases", of: "a control") else { return [] }
        guard list.kind == .list, list.count > 0 else {
            fields.complain("control-case", "'cases' is a list with at least one case", at: list)
            return []
        }
        return list.elements.compactMap(ControlCaseReader(fields: fields).read)
    }
}
