import Document
import HCL
import PostureModel
import SourceText

/// What stands for a value that code marks as sensitive: that it is there, and what it is called. The value itself goes no further
/// than where it is said, so that nothing made of it can hold it.
enum SensitiveValue {
    /// - Parameter symbol: what it is called: `var.password`.
    static func concealed(_ value: HCLValue, as symbol: String) -> HCLValue {
        var result = value
        switch value.kind {
        // That there is none is no secret.
        case .null: break
        case .string(let text) where text.isEmpty: break
        case .unknown(let unknown): result.kind = .unknown(concealed(unknown, as: symbol))
        default: result.kind = .unknown(HCLUnknown(symbol: symbol, reason: .sensitive, isSet: true))
        }
        result.isSensitive = true
        return result
    }

    /// The same for what a module hands out. The names of an object's members are the module's own, and stay.
    static func concealedMembers(_ value: HCLValue, as symbol: String) -> HCLValue {
        var result = value
        switch value.kind {
        case .object(let mapping):
            let entries = mapping.entries.map { entry in
                HCLMapping.Entry(key: entry.key, value: concealedMembers(entry.value, as: "\(symbol).\(entry.key)"))
            }
            result.kind = .object(HCLMapping(entries, rest: mapping.rest.map { concealed($0, as: symbol) }))
            result.isSensitive = true
            return result
        default: return concealed(value, as: symbol)
        }
    }

    /// What is not known anyway keeps its name, unless the name or a part of it is the text that was written.
    private static func concealed(_ unknown: HCLUnknown, as symbol: String) -> HCLUnknown {
        if unknown.isError { return HCLUnknown(symbol: symbol, reason: .error, type: unknown.type) }
        let hasText = unknown.text { _ in "" }.map { !["", "arn:"].contains($0) } ?? false
        guard hasText || unknown.encoded != nil || !unknown.alternatives.isEmpty else { return unknown }
        return HCLUnknown(symbol: symbol, reason: .sensitive, isSet: hasText, type: unknown.type)
    }

    /// `sensitive(…)`: what it is given has no name, so it is called by its place.
    static let function = HCLFunction(
        "sensitive", [HCLFunction.Parameter("value", .dynamic, allowsNull: true, allowsUnknown: true)]
    ) { (arguments) throws(FunctionFailure) in
        let place = arguments.evaluator.file.position(at: arguments.range.start)
        return concealed(arguments[0], as: "sensitive(…)@\(place.line):\(place.column)")
    }
}

extension HCLUnknown.Reason {
    static let sensitive = HCLUnknown.Reason(Unknown.sensitive)
}
