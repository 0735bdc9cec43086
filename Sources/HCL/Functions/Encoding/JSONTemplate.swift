import Document
import SourceText

extension HCLUnknown {
    /// The structure of a JSON text that is only partly known: what `jsonencode` was given, or a template's text with unknown
    /// pieces in it. Inside strings the pieces become partly known texts; elsewhere they stand as unknown values.
    /// Nil where the known pieces make no JSON, or nothing is known.
    public var decodedJSON: HCLValue? {
        if let encoded { return encoded }
        guard !parts.isEmpty else { return nil }
        var template = JSONTemplate()
        for part in parts {
            switch part {
            case .literal(let text): template.append(text)
            case .unknown(let unknown): template.append(unknown)
            }
        }
        let file = SourceFile(path: "template", text: template.text)
        guard let document = try? Document.json(file).document else { return nil }
        return template.restored(HCLValue(document.root))
    }
}

/// A JSON text in which marks stand for unknown pieces.
private struct JSONTemplate {
    /// Marks are made of two characters of the private use area, which no configuration has a reason to hold.
    private static let opening: Unicode.Scalar = "\u{F7A0}"
    private static let closing: Unicode.Scalar = "\u{F7A1}"

    private(set) var text = ""
    private var unknowns: [HCLUnknown] = []
    private var isInString = false
    private var isEscaped = false

    mutating func append(_ literal: String) {
        for scalar in literal.unicodeScalars where scalar != Self.opening && scalar != Self.closing {
            text.unicodeScalars.append(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = isInString
            } else if scalar == "\"" {
                isInString.toggle()
            }
        }
    }

    mutating func append(_ unknown: HCLUnknown) {
        let mark = "\(Self.opening)\(unknowns.count)\(Self.closing)"
        unknowns.append(unknown)
        text += isInString ? mark : "\"\(mark)\""
    }

    func restored(_ value: HCLValue) -> HCLValue {
        switch value.kind {
        case .string(let text): restored(text)
        case .tuple(let sequence): HCLValue(.tuple(sequence.map(restored)))
        case .object(let mapping): restored(mapping)
        default: value
        }
    }

    private func restored(_ mapping: HCLMapping) -> HCLValue {
        var entries: [HCLMapping.Entry] = []
        var rests: [HCLUnknown] = []
        for entry in mapping.entries {
            let value = restored(entry.value)
            if let unknown = restored(entry.key).unknown {
                rests.append(unknown.with(alternatives: [value]))
            } else {
                entries.append(.init(key: entry.key, value: value))
            }
        }
        return HCLValue(.object(HCLMapping(entries, rest: HCLUnknown.anyOf(rests))))
    }

    private func restored(_ text: String) -> HCLValue {
        guard text.unicodeScalars.contains(Self.opening) else { return .string(text) }
        var builder = TextBuilder(limit: Int.max)
        var rest = text.unicodeScalars[...]
        var pieces: [HCLUnknown] = []
        while let start = rest.firstIndex(of: Self.opening), let end = rest[start...].firstIndex(of: Self.closing) {
            builder.append(String(rest[..<start]))
            if let index = Int(String(rest[rest.index(after: start)..<end])), unknowns.indices.contains(index) {
                builder.append(unknowns[index])
                pieces.append(unknowns[index])
            }
            rest = rest[rest.index(after: end)...]
        }
        // The whole string is one unknown piece: it is that piece, with its own structure where it has one.
        if pieces.count == 1, rest.isEmpty, text.unicodeScalars.first == Self.opening {
            return pieces[0].encoded ?? .unknown(pieces[0])
        }
        builder.append(String(rest))
        return builder.finish { .null }
    }
}
