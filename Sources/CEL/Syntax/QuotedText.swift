extension Issue {
    /// What is wrong inside one word, by offset from its start.
    struct Problem: Error {
        var message: String
        var at: Int
        var length: Int
        var hint: String?
    }
}

/// The content of string and bytes literals: quotes off, escapes decoded.
enum QuotedText {
    static func content(of word: ArraySlice<UInt8>) throws(Issue.Problem) -> [UInt8] {
        var start = word.startIndex
        var raw = false
        var binary = false
        while word[start] != UInt8(ascii: "\""), word[start] != UInt8(ascii: "'") {
            if word[start] | 0x20 == UInt8(ascii: "r") { raw = true } else { binary = true }
            start += 1
        }
        let quote = word[start]
        let triple = word.endIndex - start >= 6 && word[start + 1] == quote && word[start + 2] == quote
        let body = word[(start + (triple ? 3 : 1))..<(word.endIndex - (triple ? 3 : 1))]
        if raw { return Array(body) }
        var decoder = Decoder(body: body, origin: word.startIndex, binary: binary)
        return try decoder.run()
    }

    private struct Decoder {
        let body: ArraySlice<UInt8>
        let origin: Int
        let binary: Bool
        var output: [UInt8] = []
        var at: Int

        init(body: ArraySlice<UInt8>, origin: Int, binary: Bool) {
            self.body = body
            self.origin = origin
            self.binary = binary
            at = body.startIndex
        }

        mutating func run() throws(Issue.Problem) -> [UInt8] {
            output.reserveCapacity(body.count)
            while at < body.endIndex {
                if body[at] == UInt8(ascii: "\\") {
                    try escape()
                } else {
                    output.append(body[at])
                    at += 1
                }
            }
            return output
        }

        private func problem(_ message: String, length: Int, hint: String? = nil) -> Issue.Problem {
            Issue.Problem(message: message, at: at - origin, length: min(length, body.endIndex - at), hint: hint)
        }

        private static let simple: [UInt8: UInt8] = [
            UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
            UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 0x5C,
            UInt8(ascii: "?"): 0x3F, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
        ]

        private mutating func escape() throws(Issue.Problem) {
            guard at + 1 < body.endIndex else { throw problem("the escape has no character", length: 1) }
            let letter = body[at + 1]
            if let byte = Decoder.simple[letter] {
                output.append(byte)
                at += 2
                return
            }
            switch letter {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): try code(digits: 2, radix: 16, skip: 2, scalar: false)
            case UInt8(ascii: "u"): try code(digits: 4, radix: 16, skip: 2, scalar: true)
            case UInt8(ascii: "U"): try code(digits: 8, radix: 16, skip: 2, scalar: true)
            case UInt8(ascii: "0")...UInt8(ascii: "3"): try code(digits: 3, radix: 8, skip: 1, scalar: false)
            default:
                let text = letter < 0x80 ? "\\" + String(UnicodeScalar(letter)) : "\\…"
                throw problem(
                    "'\(text)' is not an escape", length: 2,
                    hint: "write '\\\\' for a backslash, or a raw string: r\"…\"")
            }
        }

        /// `scalar`: a Unicode scalar always; otherwise a byte in a bytes literal, a scalar in a string.
        private mutating func code(digits: Int, radix: UInt32, skip: Int, scalar: Bool) throws(Issue.Problem) {
            var value: UInt32 = 0
            for index in 0..<digits {
                let position = at + skip + index
                let byte = position < body.endIndex ? body[position] : 0
                let digit: UInt32? =
                    byte.isDigit ? UInt32(byte - 48) : byte.isHexDigit ? UInt32((byte | 0x20) - 87) : nil
                guard let digit, digit < radix else {
                    throw problem("the escape takes \(digits) \(radix == 8 ? "octal" : "hexadecimal") digits", length: skip + digits)
                }
                value = value &* radix &+ digit
            }
            if binary && !scalar {
                output.append(UInt8(truncatingIfNeeded: value))
            } else {
                guard let decoded = UnicodeScalar(value) else {
                    throw problem("the escape is not a Unicode character", length: skip + digits)
                }
                output.append(contentsOf: Array(String(Character(decoded)).utf8))
            }
            at += skip + digits
        }
    }
}
