/// Functions on strings.
enum StringFunctions {
    static let all: [HCLFunction] = letters + parts

    static let text = HCLFunction.Parameter("str", .string)

    private static let letters: [HCLFunction] = [
        HCLFunction("lower", [text], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(mapped(try arguments.string(0)) { $0.lowercaseMapping })
        },
        HCLFunction("upper", [text], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(mapped(try arguments.string(0)) { $0.uppercaseMapping })
        },
        HCLFunction("title", [text], returns: .string) { (arguments) throws(FunctionFailure) in
            var startsWord = true
            let scalars = try arguments.string(0).unicodeScalars
            return .string(
                scalars.reduce(into: "") { result, scalar in
                    result += startsWord ? scalar.properties.titlecaseMapping : String(scalar)
                    startsWord = separatesWords(scalar)
                })
        },
        HCLFunction("strrev", [text], returns: .string) { (arguments) throws(FunctionFailure) in
            .string(String(try arguments.string(0).reversed()))
        },
        HCLFunction("indent", [.init("spaces", .number), text], returns: .string) { (arguments) throws(FunctionFailure) in
            let spaces = try arguments.int(0)
            let lines = try arguments.string(1).split(separator: "\n", omittingEmptySubsequences: false)
            guard spaces >= 0 else { throw .invalid("the number of spaces must not be negative", argument: 0) }
            let (added, overflow) = spaces.multipliedReportingOverflow(by: lines.count - 1)
            try arguments.check(bytes: overflow ? Int.max : added)
            return .string(lines.joined(separator: "\n" + String(repeating: " ", count: lines.count > 1 ? spaces : 0)))
        },
        HCLFunction("startswith", [text, .init("prefix", .string)], returns: .bool) { (arguments) throws(FunctionFailure) in
            .bool(try arguments.string(0).hasPrefix(try arguments.string(1)))
        },
        HCLFunction("endswith", [text, .init("suffix", .string)], returns: .bool) { (arguments) throws(FunctionFailure) in
            .bool(try arguments.string(0).hasSuffix(try arguments.string(1)))
        },
        HCLFunction("strcontains", [text, .init("substr", .string)], returns: .bool) { (arguments) throws(FunctionFailure) in
            let wanted = try arguments.string(1)
            return .bool(TextSearch.first(wanted, in: try arguments.string(0)) != nil)
        },
    ]

    /// Letter by letter, without the mappings that change a text's length: Terraform leaves an ß as it is.
    private static func mapped(_ text: String, _ mapping: (Unicode.Scalar.Properties) -> String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            let mapped = mapping(scalar.properties)
            result += mapped.unicodeScalars.count == 1 ? mapped : String(scalar)
        }
    }

    /// Of ASCII everything but letters, digits and the underscore; otherwise white space.
    private static func separatesWords(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.properties.isWhitespace }
        return !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_")
    }

    private static let parts: [HCLFunction] = [
        HCLFunction(
            "join", [.init("separator", .string)], variadic: .init("lists", .list(.string), allowsUnknown: true), returns: .string, join),
        HCLFunction("split", [.init("separator", .string), text], returns: .list(.string)) { (arguments) throws(FunctionFailure) in
            let separator = try arguments.string(0)
            let whole = try arguments.string(1)
            let pieces = separator.isEmpty ? whole.map(String.init) : TextSearch.split(whole, separator)
            try arguments.check(elements: pieces.count)
            return .list(pieces.map { .string($0) })
        },
        HCLFunction(
            "substr", [text, .init("offset", .number), .init("length", .number)], returns: .string
        ) { (arguments) throws(FunctionFailure) in
            let characters = Array(try arguments.string(0))
            var offset = try arguments.int(1)
            let length = try arguments.int(2)
            if offset < 0 { offset = max(0, offset + characters.count) }
            guard offset < characters.count, length != 0 else { return .string("") }
            let end = length < 0 ? characters.count : offset + min(length, characters.count - offset)
            return .string(String(characters[offset..<end]))
        },
    ]

    /// Unknown elements become unknown pieces of the text; an unknown number of elements makes all of it unknown.
    @Sendable private static func join(_ arguments: FunctionArguments) throws(FunctionFailure) -> HCLValue {
        let separator = try arguments.string(0)
        guard arguments.count > 1 else { throw .invalid("at least one list is needed") }
        var text = TextBuilder(limit: arguments.limits.stringBytes)
        var isFirst = true
        for index in 1..<arguments.count {
            for (position, element) in try arguments.elements(index).enumerated() {
                if element.isNull { throw .invalid("element \(position) is null", argument: index) }
                if !isFirst { text.append(separator) }
                isFirst = false
                text.append(element)
            }
        }
        if text.isTooLong { try arguments.check(bytes: Int.max) }
        return text.finish { .null }
    }
}

/// Searching texts byte by byte, which is what Terraform does.
enum TextSearch {
    /// The byte offset of the first occurrence.
    static func first(_ wanted: String, in text: String) -> Int? {
        let pattern = Array(wanted.utf8)
        return Array(text.utf8).withUnsafeBufferPointer { find(pattern, in: $0, from: 0) }
    }

    static func split(_ text: String, _ separator: String) -> [String] {
        let pattern = Array(separator.utf8)
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            var pieces: [String] = []
            var start = 0
            while let found = find(pattern, in: bytes, from: start) {
                pieces.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<found]), as: UTF8.self))
                start = found + pattern.count
            }
            pieces.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self))
            return pieces
        }
    }

    private static func find(_ pattern: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard !pattern.isEmpty else { return start <= bytes.count ? start : nil }
        var offset = start
        while offset + pattern.count <= bytes.count {
            if bytes[offset] == pattern[0], bytes[offset..<offset + pattern.count].elementsEqual(pattern) { return offset }
            offset += 1
        }
        return nil
    }
}
