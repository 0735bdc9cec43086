import Document
import PostureModel
import SourceText

/// Reads the fields of one content file and collects what is wrong with them, each with its place.
final class ContentFields {
    let file: SourceFile
    private(set) var diagnostics: [Diagnostic] = []
    /// Keys that were written wrongly: that they are missing need not be said as well.
    private var misspelt: Set<MissingKey> = []

    private struct MissingKey: Hashable {
        var map: SourceRange?
        var key: String
    }

    init(file: SourceFile) { self.file = file }

    func complain(_ code: String, _ message: String, at value: DocumentValue?, hint: String? = nil) {
        let location = (value?.origin).map { file.location($0.range) } ?? SourceLocation(path: file.path)
        diagnostics.append(Diagnostic(.error, code: code, message, location: location, hint: hint))
    }

    /// Says every key that is none of `known`; false where there was one.
    @discardableResult
    func check(_ map: DocumentValue, keys known: Set<String>, of what: String) -> Bool {
        var isGood = true
        for (key, value) in map.members where !known.contains(key.text) {
            isGood = false
            let meant = EditDistance.nearest(to: key.text, among: known)
            if let meant { misspelt.insert(MissingKey(map: map.origin?.range, key: meant)) }
            let all = known.count <= 12 ? "it has \(known.sorted().joined(separator: ", "))" : nil
            let fault = Diagnostic(
                .error, code: "content-unknown-key", "\(what) has no key '\(key)'", location: place(ofKey: key.text, of: value),
                hint: meant.map { "did you mean '\($0)'?" } ?? all)
            diagnostics.append(fault)
        }
        return isGood
    }

    /// Where a key stands: before its value.
    private func place(ofKey key: String, of value: DocumentValue) -> SourceLocation {
        guard let range = value.origin?.range else { return SourceLocation(path: file.path) }
        let end = min(range.start, file.bytes.count)
        let name = Array(key.utf8)
        let near = file.bytes[max(0, end - name.count - 200)..<end]
        guard !name.isEmpty, let found = near.lastRange(of: name) else { return file.location(range) }
        return file.location(SourceRange(found))
    }

    func required(_ map: DocumentValue, _ key: String, of what: String) -> DocumentValue? {
        guard let value = map[key], !value.isNull else {
            if let tag = map[key].flatMap(tag) { return complainTag(tag, at: map[key]) }
            guard !misspelt.contains(MissingKey(map: map.origin?.range, key: key)) else { return nil }
            let near = EditDistance.nearest(to: key, among: map.members.map(\.key.text).filter { $0 != key })
            complain(
                "content-missing-key", "\(what) needs the key '\(key)'", at: map, hint: near.map { "'\($0)' may be meant for it" })
            return nil
        }
        return value
    }

    /// The tag that YAML found before a value: `!has(…)` is one, and its text is lost.
    func tag(of value: DocumentValue) -> String? {
        guard let start = value.origin?.range.start, file.bytes.indices.contains(start), file.bytes[start] == UInt8(ascii: "!") else {
            return nil
        }
        return String(decoding: file.bytes[start...].prefix { $0 > 0x20 }.prefix(60), as: UTF8.self)
    }

    func complainTag(_ tag: String, at value: DocumentValue?) -> DocumentValue? {
        complain(
            "content-tag", "YAML takes '\(tag)' for a tag, not for text", at: value, hint: "write it under |-, or in quotes")
        return nil
    }

    func text(_ value: DocumentValue?, _ what: String) -> String? {
        guard let value else { return nil }
        guard let text = value.string else {
            complain("content-wrong-type", "\(what) must be a text", at: value)
            return nil
        }
        return text
    }

    /// False where nothing is said.
    func bool(_ value: DocumentValue?, _ what: String) -> Bool {
        guard let value else { return false }
        if value.bool == nil { complain("content-wrong-type", "\(what) must be true or false", at: value) }
        return value.bool ?? false
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
        if value.kind == .list { return value.elements.compactMap { text($0, "an element of \(what)") } }
        guard let text = value.string else {
            complain("content-wrong-type", "\(what) must be a text or a list of texts", at: value)
            return []
        }
        return [text]
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

extension ArraySlice<UInt8> {
    /// Where `part` stands last.
    fileprivate func lastRange(of part: [UInt8]) -> Range<Int>? {
        guard count >= part.count else { return nil }
        return (startIndex...(endIndex - part.count)).last { self[$0..<($0 + part.count)].elementsEqual(part) }
            .map { $0..<($0 + part.count) }
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
