/// `strings.quote`, `"…".format([…])`, `base64.encode`, `base64.decode`.
enum TextLibrary {
    static func declare(in table: inout FunctionTable) {
        table.global("strings.quote", [([.string], .string)]) { arguments in
            guard arguments[0].kind == .string else { return .error(.noSuchOverload) }
            guard arguments.frame.charge(arguments[0].count / 4) else { return .error(.costLimit) }
            return arguments.frame.string(quoted(arguments[0].string))
        }
        table.member("format", [([.string, .list(.dynamic)], .string)]) { arguments in
            guard arguments[0].kind == .string, arguments[1].isList, let values = Elements(arguments[1]) else {
                return .error(.noSuchOverload)
            }
            guard arguments.frame.charge(arguments[0].count / 8) else { return .error(.costLimit) }
            var formatter = Formatter(values: values, frame: arguments.frame)
            do throws(Formatter.Failure) {
                return arguments.frame.string(try formatter.run(arguments[0].string))
            } catch {
                return .error(error.message, in: arguments.frame)
            }
        }
        table.global("base64.encode", [([.bytes], .string)]) { arguments in
            guard arguments[0].kind == .bytes else { return .error(.noSuchOverload) }
            return arguments.frame.string(Base64.encode(arguments[0].text))
        }
        table.global("base64.decode", [([.string], .bytes)]) { arguments in
            guard arguments[0].kind == .string else { return .error(.noSuchOverload) }
            guard let bytes = Base64.decode(arguments[0].text) else { return .error("the text is not Base64", in: arguments.frame) }
            return bytes.withUnsafeBytes { arguments.frame.copy($0, .bytes) }
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The strings extension's `format`: `%s %d %f %e %b %o %x %X %%`, with a precision for `f` and `e`.
private struct Formatter {
    struct Failure: Error { var message: String }

    let values: Elements
    let frame: FramePointer
    private var next = 0

    init(values: Elements, frame: FramePointer) {
        self.values = values
        self.frame = frame
    }

    mutating func run(_ format: String) throws(Failure) -> String {
        var output = ""
        var rest = format.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                output.unicodeScalars.append(scalar)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                output += "%"
                continue
            }
            var precision: Int?
            if rest.first == "." {
                rest.removeFirst()
                let digits = rest.prefix { $0.value >= 48 && $0.value <= 57 }
                rest = rest.dropFirst(digits.count)
                precision = Int(String(String.UnicodeScalarView(digits)))
                guard let precision, precision <= 100 else { throw Failure(message: "the precision is not a number up to 100") }
            }
            guard let verb = rest.popFirst() else { throw Failure(message: "the format ends in '%'") }
            guard "sdfeboxX".unicodeScalars.contains(verb) else {
                throw Failure(message: "unrecognized formatting clause '\(verb)'")
            }
            guard next < values.count else { throw Failure(message: "index \(next) out of range: too few values for the format") }
            output += try clause(verb, values.value(next), precision)
            next += 1
            guard frame.charge(1 + output.utf8.count / 64) else { throw Failure(message: ErrorCode.costLimit.words) }
        }
        return output
    }

    private func clause(_ verb: UnicodeScalar, _ value: RawValue, _ precision: Int?) throws(Failure) -> String {
        switch verb {
        case "s": return try text(value, depth: 0)
        case "d":
            switch value.kind {
            case .int: return String(value.int)
            case .uint: return String(value.uint)
            case .double: return NumberText.double(value.double)
            default: throw wrong(value, "%d wants a number")
            }
        case "f", "e":
            let number: Double
            switch value.kind {
            case .double: number = value.double
            case .int: number = Double(value.int)
            case .uint: number = Double(value.uint)
            default: throw wrong(value, "%\(verb) wants a number")
            }
            return NumberText.formatted(number, precision: precision ?? 6, conversion: Character(verb))
        case "b":
            if value.kind == .bool { return value.payload != 0 ? "1" : "0" }
            return try integer(value, radix: 2, upper: false, verb)
        case "o": return try integer(value, radix: 8, upper: false, verb)
        default:
            if value.kind == .string || value.kind == .bytes {
                return value.text.map { byte in
                    let digits = String(byte, radix: 16, uppercase: verb == "X")
                    return byte < 16 ? "0" + digits : digits
                }.joined()
            }
            return try integer(value, radix: 16, upper: verb == "X", verb)
        }
    }

    private func integer(_ value: RawValue, radix: Int, upper: Bool, _ verb: UnicodeScalar) throws(Failure) -> String {
        switch value.kind {
        case .int: return String(value.int, radix: radix, uppercase: upper)
        case .uint: return String(value.uint, radix: radix, uppercase: upper)
        default: throw wrong(value, "%\(verb) wants an integer")
        }
    }

    private func wrong(_ value: RawValue, _ what: String) -> Failure {
        Failure(message: "\(what), found \(ConversionLibrary.typeName(of: value))")
    }

    private func text(_ value: RawValue, depth: Int) throws(Failure) -> String {
        guard depth < 250 else { throw Failure(message: "the value is nested too deep") }
        guard frame.charge(1 + (value.kind == .string ? value.count / 16 : 0)) else { throw Failure(message: ErrorCode.costLimit.words) }
        switch value.kind {
        case .null: return "null"
        case .bytes: return value.string
        case .type: return value.string
        case .list, .nodeList, .map, .nodeMap:
            guard let elements = Elements(value) else { return "" }
            var parts: [String] = []
            for index in 0..<elements.count {
                let item = try text(elements.value(index), depth: depth + 1)
                parts.append(elements.isMap ? try text(elements.key(index), depth: depth + 1) + ": " + item : item)
            }
            return elements.isMap ? "{\(parts.sorted().joined(separator: ", "))}" : "[\(parts.joined(separator: ", "))]"
        default:
            let result = ConversionLibrary.string(value, frame)
            guard result.kind == .string else { throw wrong(value, "%s wants a value that has a text") }
            return result.string
        }
    }
}
