import Document
import SourceText

/// What of a manifest, or of any other asset's document, must not be kept: found once, and left out of every copy.
///
/// - The values of a `Secret` go, its keys stay; so with `stringData` and `binaryData` wherever they stand.
/// - A variable (`{name, value}`) whose value is a secret says `Secret: kind` instead of it, as the environments of functions do.
/// - In texts that people write (arguments, configuration, annotations, anything of several lines), in members that are named
///   for a secret, and wherever a credential has a form of its own, the kind stands in the place of the text.
/// - Of a text that is known in part, the known parts go where they hold such a secret.
/// - Copies of whole objects in annotations go.
struct SecretRedaction {
    private enum Replacement {
        case text(String)
        /// A variable's value: its member becomes `Secret`.
        case secret(String)
        case unknownSecret(Unknown)
        /// An unknown without the text that is known around it.
        case unknown(Unknown)
        /// A map whose values are all secret; anything else as a whole.
        case keysOnly
    }

    /// What a value belongs to.
    private enum Place {
        case structure
        /// Texts may be of any kind.
        case text
        /// Names and selectors: what is called a token here is a label's value.
        case labels
    }

    private var replacements: [NodePointer: Replacement] = [:]
    private let names: SecretKeys
    /// Manifests in texts of manifests that are looked into.
    private let depth: Int

    init(of manifest: DocumentValue, names: SecretKeys) {
        self.init(of: manifest, names: names, depth: 2)
    }

    private init(of manifest: DocumentValue, names: SecretKeys, depth: Int) {
        self.names = names
        self.depth = depth
        read(manifest, key: .none, .structure)
    }

    // MARK: Copying

    /// Says the manifest, or a part of it, without what must not be kept.
    func copy(_ value: DocumentValue, to builder: DocumentBuilder) {
        replacements.isEmpty ? builder.copy(value) : write(value, to: builder)
    }

    private func write(_ value: DocumentValue, to builder: DocumentBuilder) {
        builder.originate(from: value)
        switch replacements[value.pointer] {
        case .text(let text)?, .secret(let text)?: return builder.string(text)
        case .unknownSecret(let unknown)?: return builder.unknown(unknown)
        case .unknown(let unknown)?: return builder.unknown(unknown, rest: value.pointer.pointee.isRest)
        case .keysOnly?: return writeKeys(of: value, to: builder)
        case nil: break
        }
        switch value.kind {
        case .list:
            builder.beginList()
            for element in value.elements { write(element, to: builder) }
            builder.endList()
        case .map:
            builder.beginMap()
            for (key, member) in value.members {
                switch replacements[member.pointer] {
                case .secret?, .unknownSecret?: builder.key("Secret")
                default: if key != .rest { builder.key(key) }
                }
                write(member, to: builder)
            }
            builder.endMap()
        default: builder.copy(value)
        }
    }

    private func writeKeys(of value: DocumentValue, to builder: DocumentBuilder) {
        guard value.kind == .map else { return builder.string(Self.word("data")) }
        builder.beginMap()
        for (key, member) in value.members {
            builder.originate(from: member)
            if key == .rest, let unknown = member.unknown {
                builder.unknown(unknown.withoutText, rest: true)
            } else {
                builder.key(key)
                builder.string(Self.word("data"))
            }
        }
        builder.endMap()
    }

    /// What stands in a text's place.
    private static func word(_ kind: String) -> String { "[secret: \(kind)]" }

    // MARK: Finding

    private mutating func read(_ value: DocumentValue, key: Symbol, _ place: Place) {
        switch value.kind {
        case .map: readMembers(of: value, place)
        case .list:
            var isOption = false
            for element in value.elements {
                if isOption, let text = element.string, !text.hasPrefix("-"), !SecretName.isReference(text) {
                    replacements[element.pointer] = .text(Self.word("named-secret"))
                } else {
                    read(element, key: key, place)
                }
                isOption = place == .text && element.string.map(SecretFinder.isSecretOption) == true
            }
        case .string: readText(value, key, place)
        case .int, .double:
            if place != .labels, names.isSecret(key), !SecretName.isReference(value.description) {
                replacements[value.pointer] = .text(Self.word("named-secret"))
            }
        case .notCollected, .knownAfterApply: readUnknown(value, key, place)
        default: break
        }
    }

    private mutating func readUnknown(_ value: DocumentValue, _ key: Symbol, _ place: Place) {
        guard let unknown = value.unknown, unknown.isTemplate || !unknown.prefix.isEmpty || !unknown.suffix.isEmpty else { return }
        let texts = [unknown.isTemplate ? unknown.symbol : "", unknown.prefix, unknown.suffix].filter { !$0.isEmpty }
        let isNamed = place != .labels && names.isSecret(key) && !SecretName.isReference(texts[0])
        guard isNamed || texts.contains(where: { CredentialForms.kind(in: $0) != nil }) else { return }
        replacements[value.pointer] = .unknown(unknown.withoutText)
    }

    private static let (kind, name, value, data): (Symbol, Symbol, Symbol, Symbol) = ("kind", "name", "value", "data")
    /// A tag.
    private static let (tagKey, tagValue): (Symbol, Symbol) = ("Key", "Value")
    /// What a variable was recognised as already, beside its name.
    private static let recognised: Symbol = "Secret"
    /// It names a key, and is none.
    private static let accessKeyID: Symbol = "AccessKeyId"
    private static let annotations: Symbol = "annotations"
    private static let bare: Set<Symbol> = ["stringData", "binaryData"]
    private static let texts: Set<Symbol> = ["args", "command"]
    private static let labels: Set<Symbol> = ["labels", "matchLabels", "nodeSelector", "selector"]

    private mutating func readMembers(of map: DocumentValue, _ place: Place) {
        let kind = map[Self.kind]?.string
        for (key, member) in map.members {
            switch key {
            case Self.value:
                if let name = map[Self.name]?.string, readVariable(name, member) { continue }
                read(member, key: key, place)
            case Self.tagValue where map[Self.tagKey]?.string.map(SecretName.isSecret) == true: readNamed(member, key)
            case Self.accessKeyID: continue
            case Self.recognised where map["Name"] != nil: continue
            case Self.data where kind?.hasSuffix("Secret") == true: replacements[member.pointer] = .keysOnly
            case Self.data where kind == "ConfigMap": read(member, key: key, .text)
            case Self.annotations where member.kind == .map:
                for (name, note) in member.members { readAnnotation(name, note) }
            case _ where Self.bare.contains(key): replacements[member.pointer] = .keysOnly
            case _ where Self.texts.contains(key): read(member, key: key, .text)
            case _ where Self.labels.contains(key): read(member, key: key, .labels)
            default: read(member, key: key, place)
            }
        }
    }

    /// Whether a variable's value, a header's or a parameter's, is a secret.
    private mutating func readVariable(_ name: String, _ value: DocumentValue) -> Bool {
        switch EnvironmentVariables.secret(name, value) {
        case .none:
            guard let text = value.string, isManifestWithSecrets(text) else { return false }
            replacements[value.pointer] = .secret("manifest")
        case .kind(let kind): replacements[value.pointer] = .secret(kind)
        case .unknown(let unknown): replacements[value.pointer] = .unknownSecret(unknown)
        }
        return true
    }

    /// What stands beside a name that is a secret's.
    private mutating func readNamed(_ value: DocumentValue, _ key: Symbol) {
        switch value.kind {
        case .string where !SecretName.isReference(value.string ?? ""): replacements[value.pointer] = .text(Self.word("named-secret"))
        case .notCollected, .knownAfterApply:
            if let unknown = value.unknown, unknown.isTemplate, !SecretName.isReference(unknown.symbol) {
                replacements[value.pointer] = .unknown(unknown.withoutText)
            }
        default: read(value, key: key, .structure)
        }
    }

    private mutating func readAnnotation(_ name: Symbol, _ note: DocumentValue) {
        guard let text = note.string else { return read(note, key: name, .text) }
        // kubectl, kapp, Rancher and others keep the object as it was applied, some of them compressed.
        let ends = ["last-applied-configuration", "last-applied", "cattle.io/applied", "kapp.k14s.io/original"]
        if ends.contains(where: name.text.hasSuffix) || (text.first == "{" && text.contains("\"apiVersion\"")) {
            replacements[note.pointer] = .text("[the object as it was applied]")
        } else {
            read(note, key: name, .text)
        }
    }

    private mutating func readText(_ value: DocumentValue, _ key: Symbol, _ place: Place) {
        let bytes = value.pointer.stringBytes
        let isText = place == .text || bytes.contains(UInt8(ascii: "\n"))
        let isNamed = place != .labels && names.isSecret(key)
        guard isText || isNamed || CredentialForms.mayStand(in: bytes), let text = value.string else { return }
        if isNamed, !SecretName.isReference(text) { return replacements[value.pointer] = .text(Self.word("named-secret")) }
        guard isText else {
            if let kind = CredentialForms.kind(in: text) { replacements[value.pointer] = .text(Self.word(kind)) }
            return
        }
        if let kind = kinds(in: value).min() {
            replacements[value.pointer] = .text(Self.option(of: text) + Self.word(kind))
        } else if isManifestWithSecrets(text) {
            replacements[value.pointer] = .text(Self.word("manifest"))
        }
    }

    private func kinds(in value: DocumentValue) -> Set<String> {
        var finder = SecretFinder()
        finder.read(value, name: nil, depth: 0)
        return finder.kinds
    }

    /// `--password=` of `--password=…`, so that an argument is still seen to be given.
    private static func option(of text: String) -> String {
        guard text.hasPrefix("-"), let sign = text.firstIndex(of: "=") else { return "" }
        let name = text[..<sign]
        let isName = name.utf8.count <= 64 && name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x61...0x7A).contains($0) }
        return isName ? text[...sign] + "" : ""
    }

    /// Whether a text is JSON or YAML in which a secret would be replaced: a manifest in a `ConfigMap`, a pod in an annotation.
    private func isManifestWithSecrets(_ text: String) -> Bool {
        guard depth > 0 else { return false }
        if text.first == "{" || text.first == "[", let document = try? Document(json: text) {
            return !SecretRedaction(of: document.root, names: names, depth: depth - 1).replacements.isEmpty
        }
        guard text.contains("kind:") || (text.contains("name:") && text.contains("value:")) else { return false }
        return YAMLReader().read(SourceFile(path: "text", text: text)).documents.contains {
            !SecretRedaction(of: $0.document.root, names: names, depth: depth - 1).replacements.isEmpty
        }
    }
}

extension SecretRedaction {
    /// A document without what must not be kept; the same one where there is nothing of the kind in it.
    static func redacted(_ document: Document, names: SecretKeys) throws(Diagnostic) -> Document {
        let redaction = SecretRedaction(of: document.root, names: names)
        guard !redaction.replacements.isEmpty else { return document }
        let builder = DocumentBuilder()
        redaction.write(document.root, to: builder)
        return try builder.finish()
    }
}
