/// Digests of texts and files; the host computes them.
enum DigestFunctions {
    static let all: [HCLFunction] =
        ofTexts + ofFiles + [
            // Salted anew each time.
            HCLFunction("bcrypt", [StringFunctions.text], variadic: .init("cost", .number), returns: .string) {
                (arguments) throws(FunctionFailure) in
                throw .unknown(HCLUnknown(symbol: "bcrypt(…)", reason: .everChanging))
            },
            HCLFunction("rsadecrypt", [.init("ciphertext", .string), .init("privatekey", .string)], returns: .string) {
                (arguments) throws(FunctionFailure) in
                throw .unknown(HCLUnknown(symbol: "rsadecrypt(…)", reason: .notProvided))
            },
            HCLFunction("uuidv5", [.init("namespace", .string), .init("name", .string)], returns: .string) {
                (arguments) throws(FunctionFailure) in
                guard let namespace = UUIDText.namespace(try arguments.string(0)) else { throw .invalid("this is no UUID", argument: 0) }
                let bytes = namespace + Array(try arguments.string(1).utf8)
                return .string(UUIDText.version5(try digest(.sha1, bytes, arguments, "uuidv5")))
            },
        ]

    private static let names: [(text: String, file: String, DigestAlgorithm, isBase64: Bool)] = [
        ("md5", "filemd5", .md5, false), ("sha1", "filesha1", .sha1, false), ("sha256", "filesha256", .sha256, false),
        ("sha512", "filesha512", .sha512, false), ("base64sha256", "filebase64sha256", .sha256, true),
        ("base64sha512", "filebase64sha512", .sha512, true),
    ]

    private static let ofTexts = names.map { names in
        HCLFunction(names.text, [StringFunctions.text], returns: .string) { (arguments) throws(FunctionFailure) in
            let digest = try digest(names.2, Array(try arguments.string(0).utf8), arguments, names.text)
            return .string(names.isBase64 ? Base64.encode(digest) : hexadecimal(digest))
        }
    }

    private static let ofFiles = names.map { names in
        HCLFunction(names.file, [.init("path", .string)], returns: .string) { (arguments) throws(FunctionFailure) in
            let digest = try digest(names.2, try FileFunctions.contents(arguments, names.file), arguments, names.file)
            return .string(names.isBase64 ? Base64.encode(digest) : hexadecimal(digest))
        }
    }

    private static func digest(
        _ algorithm: DigestAlgorithm, _ bytes: [UInt8], _ arguments: FunctionArguments, _ name: String
    ) throws(FunctionFailure) -> [UInt8] {
        guard let digest = arguments.host.digest(algorithm, of: bytes) else {
            throw .unknown(HCLUnknown(symbol: "\(name)(…)", reason: .notProvided))
        }
        return digest
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// UUIDs as text (RFC 9562).
enum UUIDText {
    /// The bytes of a UUID, or of the namespaces that have a name (RFC 9562, section 6.6).
    static func namespace(_ text: String) -> [UInt8]? {
        switch text {
        case "dns": return namespace("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        case "url": return namespace("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
        case "oid": return namespace("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
        case "x500": return namespace("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
        default:
            let digits = text.filter { $0 != "-" }.compactMap(\.hexDigitValue)
            guard text.count == 36, digits.count == 32 else { return nil }
            return stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        }
    }

    static func version5(_ digest: [UInt8]) -> String {
        var bytes = Array(digest.prefix(16))
        guard bytes.count == 16 else { return "" }
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
        return text
    }
}
