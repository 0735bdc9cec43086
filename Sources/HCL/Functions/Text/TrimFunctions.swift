/// Functions that take something off a text's ends. Of a text that is only partly known they trim the known ends.
enum TrimFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("chomp", [partly], returns: .string) { (arguments) throws(FunctionFailure) in
            ends(arguments[0], start: { $0 }, end: { trimEnd($0) { $0 == "\n" || $0 == "\r" } })
        },
        HCLFunction("trimspace", [partly], returns: .string) { (arguments) throws(FunctionFailure) in
            ends(arguments[0], start: TemplateText.trimmedStart, end: TemplateText.trimmedEnd)
        },
        HCLFunction("trim", [StringFunctions.text, .init("cutset", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            let cutset = Set(try arguments.string(1).unicodeScalars)
            let start = String(try arguments.string(0).unicodeScalars.drop { cutset.contains($0) })
            return .string(trimEnd(start) { cutset.contains($0) })
        },
        HCLFunction("trimprefix", [StringFunctions.text, .init("prefix", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            let text = try arguments.string(0)
            let prefix = try arguments.string(1)
            guard text.utf8.starts(with: prefix.utf8) else { return .string(text) }
            return .string(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
        },
        HCLFunction("trimsuffix", [StringFunctions.text, .init("suffix", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            let text = try arguments.string(0)
            let suffix = try arguments.string(1)
            let fits = text.utf8.reversed().starts(with: suffix.utf8.reversed())
            return .string(fits ? String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : text)
        },
    ]

    private static let partly = HCLFunction.Parameter("str", .string, allowsUnknown: true)

    private static func trimEnd(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, isCut(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func ends(_ value: HCLValue, start: (String) -> String, end: (String) -> String) -> HCLValue {
        if let text = value.string { return .string(end(start(text))) }
        guard let unknown = value.unknown, !unknown.parts.isEmpty else {
            return .unknown(value.unknown?.derived(.string) ?? HCLUnknown(symbol: "", reason: .error))
        }
        var parts = unknown.parts
        if case .literal(let text) = parts[0] { parts[0] = .literal(start(text)) }
        if case .literal(let text) = parts[parts.count - 1] { parts[parts.count - 1] = .literal(end(text)) }
        return .unknown(HCLUnknown(symbol: unknown.symbol, reason: unknown.reason, isDerived: true, type: .string, parts: parts))
    }
}
