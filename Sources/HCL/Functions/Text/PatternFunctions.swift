/// `regex`, `regexall` and `replace`.
enum PatternFunctions {
    static let all: [HCLFunction] = [
        HCLFunction("regex", [pattern, .init("string", .string)]) { (arguments) throws(FunctionFailure) in
            let pattern = try TextPattern(try arguments.string(0))
            let shape = try Shape(pattern)
            let bytes = Array(try arguments.string(1).utf8)
            let result = bytes.withUnsafeBufferPointer { buffer in
                pattern.find(in: buffer, from: 0).map { shape.value($0, buffer) }
            }
            guard let result else { throw .invalid("the pattern does not match the text") }
            return result
        },
        HCLFunction("regexall", [pattern, .init("string", .string)]) { (arguments) throws(FunctionFailure) in
            let pattern = try TextPattern(try arguments.string(0))
            let shape = try Shape(pattern)
            let bytes = Array(try arguments.string(1).utf8)
            let values = bytes.withUnsafeBufferPointer { buffer in
                pattern.findAll(in: buffer, most: arguments.limits.weight + 1).map { shape.value($0, buffer) }
            }
            try arguments.check(elements: values.count)
            return .list(values)
        },
        HCLFunction(
            "replace", [StringFunctions.text, .init("substr", .string), .init("replace", .string)], returns: .string
        ) { (arguments) throws(FunctionFailure) in
            let text = try arguments.string(0)
            let wanted = try arguments.string(1)
            let replacement = try arguments.string(2)
            let limit = arguments.limits.stringBytes
            let result: String?
            if wanted.utf8.count > 1, wanted.hasPrefix("/"), wanted.hasSuffix("/") {
                let pattern = try TextPattern(String(wanted.dropFirst().dropLast()))
                result = replaceMatches(pattern, in: text, with: Expansion(replacement, pattern), limit: limit)
            } else {
                result = replaceText(wanted, in: text, with: replacement, limit: limit)
            }
            guard let result else { throw .invalid("the result has more than \(limit) bytes") }
            return .string(result)
        },
    ]

    private static let pattern = HCLFunction.Parameter("pattern", .string)

    private static func replaceText(_ wanted: String, in text: String, with replacement: String, limit: Int) -> String? {
        guard wanted.isEmpty else {
            let pieces = TextSearch.split(text, wanted)
            guard (pieces.count - 1).multipliedReportingOverflow(by: replacement.utf8.count).partialValue <= limit else { return nil }
            return pieces.joined(separator: replacement)
        }
        // Nothing is found before every character and at the end.
        guard (text.count + 1).multipliedReportingOverflow(by: replacement.utf8.count).partialValue <= limit else { return nil }
        return text.unicodeScalars.reduce(into: "") { $0 += replacement + String($1) } + replacement
    }

    private static func replaceMatches(_ pattern: TextPattern, in text: String, with expansion: Expansion, limit: Int) -> String? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var result: [UInt8] = []
            var copied = 0
            for match in pattern.findAll(in: bytes) {
                guard let whole = match[0] else { continue }
                result += bytes[copied..<whole.lowerBound]
                expansion.append(match, bytes, to: &result)
                copied = whole.upperBound
                if result.count > limit { return nil }
            }
            result += bytes[copied...]
            return String(decoding: result, as: UTF8.self)
        }
    }
}

/// What a match becomes: a string without groups, a tuple of unnamed groups, an object of named ones.
private struct Shape {
    let names: [String?]

    init(_ pattern: TextPattern) throws(FunctionFailure) {
        names = pattern.names
        let named = names.filter { $0 != nil }.count
        guard named == 0 || named == names.count else {
            throw .invalid("a pattern has named groups or unnamed ones, not both", argument: 0)
        }
    }

    func value(_ match: [Range<Int>?], _ bytes: UnsafeBufferPointer<UInt8>) -> HCLValue {
        let texts = match.map { span -> HCLValue in
            guard let span else { return .null }
            return .string(String(decoding: UnsafeBufferPointer(rebasing: bytes[span]), as: UTF8.self))
        }
        guard let first = names.first else { return texts[0] }
        guard first != nil else { return .tuple(Array(texts.dropFirst())) }
        return HCLValue(
            .object(
                HCLMapping(
                    zip(names, texts.dropFirst()).compactMap { name, text in
                        name.map { HCLMapping.Entry(key: $0, value: text) }
                    })))
    }
}

/// A replacement in which `$1`, `${1}`, `$name` and `${name}` stand for groups and `$$` for a dollar, as in Go.
private struct Expansion {
    private enum Piece {
        case text([UInt8])
        case group(Int)
    }

    private var pieces: [Piece] = []

    init(_ replacement: String, _ pattern: TextPattern) {
        var rest = Substring(replacement)
        var literal: [UInt8] = []
        while let character = rest.popFirst() {
            guard character == "$" else {
                literal += String(character).utf8
                continue
            }
            if rest.first == "$" {
                rest.removeFirst()
                literal += "$".utf8
                continue
            }
            guard let name = Expansion.name(&rest) else {
                literal += "$".utf8
                continue
            }
            pieces.append(.text(literal))
            literal = []
            if let number = Int(name) {
                pieces.append(.group(number))
            } else if let index = pattern.names.firstIndex(of: name) {
                pieces.append(.group(index + 1))
            }
        }
        pieces.append(.text(literal))
    }

    private static func name(_ rest: inout Substring) -> String? {
        let isBraced = rest.first == "{"
        let body = isBraced ? rest.dropFirst() : rest
        let name = body.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
        guard !name.isEmpty else { return nil }
        let end = name.endIndex
        if isBraced {
            guard end < body.endIndex, body[end] == "}" else { return nil }
            rest = body[body.index(after: end)...]
        } else {
            rest = body[end...]
        }
        return String(name)
    }

    func append(_ match: [Range<Int>?], _ bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .group(let index):
                if match.indices.contains(index), let span = match[index] { result += bytes[span] }
            }
        }
    }
}
