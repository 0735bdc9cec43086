import Document
import PostureModel

/// Values in other words, and what named functions make of them.
extension RuleEvaluator {
    mutating func translate(
        _ source: ValueSource, _ values: [String: ValueSource.Translation], _ textCase: ValueSource.TextCase?,
        node: Int?, inside: String
    ) -> ShapedValue {
        let raw = rawScalar(source)
        guard let text = raw.scalarText else {
            if case .unknown(let unknown, let rest) = raw { return .unknown(unknown, rest: rest, from: nil) }
            return .absent
        }
        var from: DocumentValue?
        if case .value(let value) = raw { from = value }
        switch values[text] ?? values[text.lowercased()] {
        case .text(let translated)?: return .text(translated, from: from)
        case .bool(let translated)?: return .bool(translated, from: from)
        case .number(let translated)?: return .int(translated, from: from)
        case .absent?: return .absent
        case nil:
            guard let textCase else { return shaper.shape(raw, node: node, inside: inside) }
            return .text(textCase.apply(to: text), from: from)
        }
    }

    private func rawScalar(_ source: ValueSource) -> RawValue {
        switch source {
        case .path(let path): return raw(path)
        case .first(let sources):
            return sources.lazy.map(rawScalar).first { !$0.isAbsent } ?? .absent
        default: return .absent
        }
    }

    mutating func function(_ name: String, _ source: ValueSource) -> ShapedValue {
        guard let function = functions[name] else {
            complaints.append("there is no function called \(name)")
            return .unknown(.knownAfterApply(name, "there is no such function"), rest: false, from: nil)
        }
        let raw = rawScalar(source)
        if case .unknown(let unknown, _) = raw {
            guard AssetShaper.functionsOfUnknowns.contains(name) else { return .unknown(unknown, rest: false, from: nil) }
            let builder = DocumentBuilder()
            builder.unknown(unknown)
            guard let document = try? builder.finish() else { return .unknown(unknown.withoutText, rest: false, from: nil) }
            return .function(function, document.root)
        }
        return raw.document.map { .function(function, $0) } ?? .absent
    }
}
