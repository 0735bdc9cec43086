/// What a plain scalar means: the YAML 1.1 types (https://yaml.org/type/) that JSON has too.
enum YAMLScalar {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string

    static func resolve(_ bytes: UnsafeRawBufferPointer) -> YAMLScalar {
        guard let first = bytes.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            // No number is longer; a text that is costs nothing more.
            guard bytes.count <= longestNumber else { return .string }
            return number(String(decoding: bytes, as: UTF8.self)) ?? .string
        case UInt8(ascii: "~"):
            return bytes.count == 1 ? .null : .string
        default:
            guard bytes.count >= 2, bytes.count <= 5, Self.wordStarts.contains(first | 0x20) else { return .string }
            return words[String(decoding: bytes, as: UTF8.self)] ?? .string
        }
    }

    func emit(to builder: DocumentBuilder, text: UnsafeRawBufferPointer) {
        switch self {
        case .null: builder.null()
        case .bool(let value): builder.bool(value)
        case .int(let value): builder.int(value)
        case .double(let value): builder.double(value)
        case .string: builder.string(utf8: text)
        }
    }

    private static let longestNumber = 400
    /// n, t, y, o, f: what the words of ``words`` begin with.
    private static let wordStarts: [UInt8] = Array("ntyof".utf8)

    private static let words: [String: YAMLScalar] = {
        var words: [String: YAMLScalar] = [:]
        for word in ["null", "Null", "NULL"] { words[word] = .null }
        for word in ["true", "yes", "on"] {
            for form in [word, word.capitalizedFirst, word.uppercased()] { words[form] = .bool(true) }
        }
        for word in ["false", "no", "off"] {
            for form in [word, word.capitalizedFirst, word.uppercased()] { words[form] = .bool(false) }
        }
        return words
    }()

    private static func number(_ text: String) -> YAMLScalar? {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if digits.first == "-" || digits.first == "+" { digits = digits.dropFirst() }
        if [".inf", ".Inf", ".INF"].contains(digits) { return .double(isNegative ? -.infinity : .infinity) }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .double(.nan) }
        if let magnitude = integer(digits) {
            let signed = isNegative ? "-" + magnitude.digits : magnitude.digits
            if let value = Int64(signed, radix: magnitude.radix) { return .int(value) }
            return magnitude.radix == 10 ? Double(signed).map { .double($0) } : nil
        }
        let isFloat = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        let hasPoint = digits.utf8.contains(UInt8(ascii: ".")) || digits.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
        guard isFloat, hasPoint, digits.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        // YAML allows `1.` and `.5`, which Swift's initialiser does not.
        var form = String(digits)
        if form.hasPrefix(".") { form = "0" + form }
        if form.hasSuffix(".") { form += "0" }
        return Double(form).map { .double(isNegative ? -$0 : $0) }
    }

    private static func integer(_ text: Substring) -> (digits: String, radix: Int)? {
        let isDecimal = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isDecimal {
            guard text.count > 1, text.first == "0" else { return (String(text), 10) }
            return text.utf8.allSatisfy { (0x30...0x37).contains($0) } ? (String(text), 8) : nil
        }
        guard text.count > 2 else { return nil }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            let digits = String(text.dropFirst(2))
            return digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
                && UInt64(digits, radix: radix) != nil ? (digits, radix) : nil
        }
        return nil
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
