import Document
import PostureModel
import SourceText

/// Reads the fields of one content file and collects what is wrong with them, each with its place.
final class ContentFields {
    let file: SourceFile
    private(set) var diagnostics: [Diagnostic] = []

    init(file: SourceFile) { self.file = file }

    func complain(_ code: String, _ message: String, at value: DocumentValue?, hint: String? = nil) {
        let location = (value?.origin).map { file.location($0.range) } ?? SourceLocation(path: file.path)
        diagnostics.append(Diagnostic(.error, code: code, message, location: location, hint: hint))
    }

    /// Says every key that is none of `known`.
    func check(_ map: DocumentValue, keys known: Set<String>, of what: String) {
        for (key, value) in map.members where !known.contains(key.text) {
            complain(
                "content-unknown-key", "\(what) has no key '\(key)'", at: value, hint: EditDistance.hint(for: key.text, among: known))
        }
    }

    func required(_ map: DocumentValue, _ key: String, of what: String) -> DocumentValue? {
        guard let value = map[key], !value.isNull else {
            complain("content-missing-key", "\(what) needs the key '\(key)'", at: map)
            return nil
        }
        return value
    }

    func text(_ value: DocumentValue?, _ what: String) -> String? {
        guard let value else { return nil }
        guard let text = value.string else {
            complain("content-wrong-type", "\(what) must be a text", at: value)
            return nil
        }
        return text
    }

    /// A map; everything else is said to be none.
    func map(_ value: DocumentValue?, _ what: String) -> DocumentValue? {
        guard let value, !value.isNull else { return nil }
        guard value.kind == .map else {
            complain("content-wrong-type", "\(what) must be a map of keys", at: value)
            return nil
        }
        return value
    }

    /// A list of texts, or one text.
    func texts(_ value: DocumentValue?, _ what: String) -> [String] {
        guard let value else { return [] }
        if value.kind == .list { return value.elements.compactMap { text($0, what) } }
        return text(value, what).map { [$0] } ?? []
    }

    /// `{en: …, ja: …}`: both are needed.
    func localized(_ value: DocumentValue?, _ what: String) -> LocalizedText {
        guard let value else { return LocalizedText(english: "", japanese: "") }
        guard value.kind == .map else {
            complain("content-wrong-type", "\(what) must have the keys 'en' and 'ja'", at: value)
            return LocalizedText(english: "", japanese: "")
        }
        check(value, keys: ["en", "ja"], of: what)
        let english = required(value, "en", of: what).flatMap { text($0, what) } ?? ""
        let japanese = required(value, "ja", of: what).flatMap { text($0, what) } ?? ""
        let localized = LocalizedText(english: english.trimmedLine, japanese: japanese.trimmedLine)
        for (key, said) in [("en", localized.english), ("ja", localized.japanese)] where said.isEmpty {
            guard let place = value[key], place.string != nil else { continue }
            complain("content-empty-text", "\(what) says nothing under '\(key)'", at: place)
        }
        return localized
    }
}

extension String {
    /// Without the line break that a YAML block ends with.
    fileprivate var trimmedLine: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
