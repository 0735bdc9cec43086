import Document

extension Unknown {
    /// Its symbol is a text with `${…}` where a part is not known.
    var isTemplate: Bool { symbol.contains("${") }

    /// The same unknown without any of the text that is known around it, which may hold secrets: only what it refers to is named.
    /// Nothing is said about its being there.
    var withoutText: Unknown {
        guard isTemplate || !prefix.isEmpty || !suffix.isEmpty else {
            return Unknown(symbol: symbol, reason: reason)
        }
        var names: [String] = []
        var rest = Substring(symbol)
        while names.count < 4, let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            let name = String(rest[start.upperBound..<end])
            if !names.contains(name), name.utf8.count <= 128 { names.append(name) }
            rest = rest[rest.index(after: end)...]
        }
        let references = names.joined(separator: ", ")
        return Unknown(symbol: isTemplate ? (references.isEmpty ? "a part of the text" : references) : symbol, reason: reason)
    }
}
