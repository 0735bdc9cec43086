import Document
import HCL

/// JSON text with unknown pieces, as heredocs write policies: `"Resource": "${aws_s3_bucket.b.arn}/*"`.
///
/// Every unknown piece is replaced by a mark, the text is read, and texts with marks become unknowns again that keep what
/// stands around the piece.
struct TemplateJSON {
    let unknown: HCLUnknown
    private static let mark: Character = "\u{E000}"

    /// The value the text reads as; nil where it is no JSON object or list.
    var value: HCLValue? {
        var pieces: [HCLUnknown] = []
        guard
            let text = unknown.text(placeholder: { piece in
                pieces.append(piece)
                return "\(Self.mark)\(pieces.count - 1)\(Self.mark)"
            }), let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "["
        else { return nil }
        guard let root = try? Document(json: text).root else { return nil }
        return restored(HCLValue(root), pieces)
    }

    private func restored(_ value: HCLValue, _ pieces: [HCLUnknown]) -> HCLValue {
        switch value.kind {
        case .string(let text): return text.contains(Self.mark) ? restored(text, pieces) : value
        case .tuple(let sequence): return .tuple(sequence.elements.map { restored($0, pieces) })
        case .object(let mapping):
            return HCLValue(.object(HCLMapping(mapping.entries.map { HCLMapping.Entry(key: $0.key, value: restored($0.value, pieces)) })))
        default: return value
        }
    }

    private func restored(_ text: String, _ pieces: [HCLUnknown]) -> HCLValue {
        var parts: [HCLUnknown.Part] = []
        for (index, piece) in text.split(separator: Self.mark, omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1, let number = Int(piece), pieces.indices.contains(number) {
                parts.append(.unknown(pieces[number]))
            } else if !piece.isEmpty {
                parts.append(.literal(String(piece)))
            }
        }
        guard case .unknown(let first)? = parts.first(where: { if case .unknown = $0 { true } else { false } }) else { return .string(text) }
        if parts.count == 1 { return .unknown(first) }
        return .unknown(HCLUnknown(symbol: first.symbol, reason: first.reason, isDerived: true, type: .string, parts: parts))
    }
}
