import SourceText

extension FalcoParser {
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func skipBlanks() { while position < bytes.count, bytes[position].isBlank || bytes[position] == 8 { position += 1 } }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(truncatingIfNeeded: mark.value) else { return false }
        position += 1
        return true
    }

    /// `and`, `or`, `not`, followed by a blank or a bracket.
    mutating func take(word: String) -> Bool {
        let start = position
        skipBlanks()
        let end = position + word.utf8.count
        guard end < bytes.count, bytes[position..<end].elementsEqual(word.utf8),
            bytes[end].isBlank || bytes[end] == UInt8(ascii: "(")
        else {
            position = start
            return false
        }
        position = end
        return true
    }

    mutating func take(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    mutating func takeIdentifier() -> String {
        guard position < bytes.count, FalcoParser.isLetter(bytes[position]) else { return "" }
        return String(decoding: take { FalcoParser.isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F }, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// A value with or without quotes; nil where none begins here.
    mutating func takeWord() throws(Diagnostic) -> FalcoWord? {
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") { return FalcoWord(try takeQuoted(), isBare: false) }
        let bare = take { !"()\"'=,".utf8.contains($0) && !$0.isBlank }
        return bare.isEmpty ? nil : FalcoWord(String(decoding: bare, as: UTF8.self), isBare: true)
    }

    mutating func takeQuoted() throws(Diagnostic) -> String {
        guard let (text, end) = FalcoParser.unquoted(bytes, from: position) else {
            throw failure("the quotes are not closed, or hold an escape that Falco doesn't know")
        }
        position = end
        return text
    }

    /// A quoted text and where it ends; nil where it isn't closed or an escape is none.
    static func unquoted(_ bytes: [UInt8], from start: Int) -> (text: String, end: Int)? {
        let quote = bytes[start]
        var result: [UInt8] = []
        var index = start + 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == quote { return (String(decoding: result, as: UTF8.self), index) }
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard index < bytes.count else { return nil }
            let next = bytes[index]
            index += 1
            switch next {
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            // Falco takes a backslash before a blank for a backslash.
            case UInt8(ascii: " "), UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/"): result.append(next)
            case quote: result.append(next)
            default: return nil
            }
        }
        return nil
    }

    // MARK: places

    /// From a byte to where the parser stands.
    func place(from start: Int) -> FalcoPlace {
        guard !places.isEmpty else {
            return FalcoPlace(file: files.first ?? SourceFile(path: "", bytes: []), range: SourceRange(start: 0, end: 0))
        }
        let first = places[min(start, places.count - 1)]
        let last = places[min(max(position - 1, start), places.count - 1)]
        let end = last.file == first.file ? Int(last.offset) + 1 : Int(first.offset) + 1
        return FalcoPlace(file: files[Int(first.file)], range: SourceRange(start: Int(first.offset), end: max(end, Int(first.offset))))
    }

    /// What stands here, for messages.
    var shown: String {
        guard position < bytes.count else { return "the end" }
        let rest = bytes[position...].prefix { !$0.isBlank }.prefix(40)
        return String(decoding: rest.isEmpty ? bytes[position...].prefix(1) : rest, as: UTF8.self)
    }

    func failure(_ message: String, code: String = "falco-condition", hint: String? = nil) -> Diagnostic {
        place(from: position).failure(code, message, hint: hint)
    }
}
