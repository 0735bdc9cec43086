import SourceText

/// `%name%` in values.
enum SigmaPlaceholders {
    private enum Part { case text(String), name(String) }

    /// A value with every placeholder replaced by every one of its values.
    static func expand(
        _ raw: String, _ values: [String: [String]], limit: Int, failure: (String, String, String?) -> Diagnostic
    ) throws(Diagnostic) -> [String] {
        var results = [""]
        for part in parts(raw) {
            switch part {
            case .text(let text): results = results.map { $0 + text }
            case .name(let name):
                guard let known = values[name], !known.isEmpty else {
                    throw failure("sigma-placeholder", "the placeholder '%\(name)%' has no values", "give the translator its values")
                }
                guard results.count * known.count <= limit else {
                    throw failure("rule-too-large", "the placeholders stand for too many values", nil)
                }
                results = results.flatMap { before in known.map { before + $0 } }
            }
        }
        return results
    }

    private static func parts(_ raw: String) -> [Part] {
        var parts: [Part] = []
        var text = ""
        var rest = Substring(raw)
        while let character = rest.first {
            if rest.hasPrefix("\\%") {
                text += "%"
                rest = rest.dropFirst(2)
            } else if character == "%", let end = rest.dropFirst().firstIndex(of: "%"), end > rest.index(after: rest.startIndex) {
                parts.append(.text(text))
                text = ""
                parts.append(.name(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else {
                text.append(character)
                rest = rest.dropFirst()
            }
        }
        return parts + [.text(text)]
    }
}
