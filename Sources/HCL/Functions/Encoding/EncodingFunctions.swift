import Document
import SourceText

/// JSON, YAML, CSV, Base64 and URLs.
enum EncodingFunctions {
    static let all: [HCLFunction] = structured + bytes

    private static let value = HCLFunction.Parameter("val", .dynamic, allowsNull: true, allowsUnknown: true)

    private static let structured: [HCLFunction] = [
        HCLFunction("jsonencode", [value], returns: .string) { (arguments) throws(FunctionFailure) in
            let value = arguments[0]
            if let unknown = value.firstUnknown {
                // The structure stays readable: a policy with one unknown ARN is still a policy.
                return .unknown(
                    HCLUnknown(
                        symbol: unknown.symbol, reason: unknown.reason, isDerived: true, type: .string, encoded: value))
            }
            try arguments.check(bytes: JSONText.size(value, limit: arguments.limits.stringBytes))
            return .string(JSONText.encode(value))
        },
        HCLFunction("jsondecode", [.init("str", .string, allowsUnknown: true)]) { (arguments) throws(FunctionFailure) in
            if let unknown = arguments[0].unknown {
                guard let decoded = unknown.decodedJSON else { throw .unknown(unknown) }
                return decoded
            }
            let file = SourceFile(path: "jsondecode", text: try arguments.string(0))
            do throws(Diagnostic) { return HCLValue(try Document.json(file).document.root) } catch {
                throw .invalid("this is no JSON: \(error.message)", argument: 0)
            }
        },
        HCLFunction("yamlencode", [value], returns: .string) { (arguments) throws(FunctionFailure) in
            if let unknown = arguments[0].firstUnknown { throw .unknown(unknown) }
            try arguments.check(bytes: JSONText.size(arguments[0], limit: arguments.limits.stringBytes))
            return .string(YAMLText.encode(arguments[0]))
        },
        HCLFunction("yamldecode", [.init("src", .string)]) { (arguments) throws(FunctionFailure) in
            let result = YAMLReader().read(SourceFile(path: "yamldecode", text: try arguments.string(0)))
            if let error = result.diagnostics.first(where: { $0.severity == .error }) {
                throw .invalid("this is no YAML: \(error.message)", argument: 0)
            }
            guard result.documents.count <= 1 else { throw .invalid("the text holds more than one document", argument: 0) }
            return result.documents.first.map { HCLValue($0.document.root) } ?? .null
        },
        HCLFunction("csvdecode", [.init("str", .string)]) { (arguments) throws(FunctionFailure) in
            let rows = try CSVText.rows(try arguments.string(0))
            guard let header = rows.first else { throw .invalid("the header line is missing", argument: 0) }
            guard Set(header).count == header.count else { throw .invalid("a column's name occurs twice", argument: 0) }
            try arguments.check(elements: rows.count)
            var records: [HCLValue] = []
            for row in rows.dropFirst() {
                guard row.count == header.count else {
                    throw .invalid("a line has \(row.count) fields, not \(header.count)", argument: 0)
                }
                records.append(HCLValue(.object(HCLMapping(zip(header, row).map { .init(key: $0, value: .string($1)) }))))
            }
            return .list(records)
        },
    ]

    private static let bytes: [HCLFunction] = [
        HCLFunction("base64encode", [StringFunctions.text], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(Base64.encode(Array(try arguments.string(0).utf8)))
        },
        HCLFunction("base64decode", [StringFunctions.text], returns: .string) { (arguments) throws(FunctionFailure) in
            guard let bytes = Base64.decode(try arguments.string(0)) else { throw .invalid("this is no Base64", argument: 0) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .invalid("the decoded bytes are not UTF-8", argument: 0)
            }
            return .string(text)
        },
        HCLFunction("textencodebase64", [.init("string", .string), .init("encoding", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            let text = try arguments.string(0)
            switch try arguments.string(1).uppercased() {
            case "UTF-8": return .string(Base64.encode(Array(text.utf8)))
            case "UTF-16LE": return .string(Base64.encode(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }))
            case "UTF-16BE": return .string(Base64.encode(text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }))
            default: throw .unknown(HCLUnknown(symbol: "textencodebase64(…)", reason: .notProvided))
            }
        },
        HCLFunction("textdecodebase64", [.init("source", .string), .init("encoding", .string)], returns: .string) {
            (arguments) throws(FunctionFailure) in
            guard let bytes = Base64.decode(try arguments.string(0)) else { throw .invalid("this is no Base64", argument: 0) }
            let encoding = try arguments.string(1).uppercased()
            switch encoding {
            case "UTF-8": return .string(String(decoding: bytes, as: UTF8.self))
            case "UTF-16LE", "UTF-16BE":
                let high = encoding.hasSuffix("BE") ? 0 : 1
                let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
                    UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
                }
                return .string(String(decoding: units, as: UTF16.self))
            default: throw .unknown(HCLUnknown(symbol: "textdecodebase64(…)", reason: .notProvided))
            }
        },
        HCLFunction("base64gzip", [StringFunctions.text], returns: .string) { (arguments) throws(FunctionFailure) in
            throw .unknown(HCLUnknown(symbol: "base64gzip(…)", reason: .notProvided))
        },
        HCLFunction("urlencode", [StringFunctions.text], returns: .string) { (arguments) throws(FunctionFailure) in
            let digits = Array("0123456789ABCDEF")
            return .string(
                try arguments.string(0).utf8.reduce(into: "") { result, byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
                        result.unicodeScalars.append(Unicode.Scalar(byte))
                    case UInt8(ascii: " "): result += "+"
                    default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
                    }
                })
        },
    ]
}
