/// Text inside XML: references, CDATA, attributes, and escaping.
enum XMLText {
    /// The character that a reference at `offset` stands for, and where the reference ends.
    static func reference(_ bytes: [UInt8], at offset: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        // The longest is `&#x10FFFF;`.
        let limit = min(bytes.count, offset + 12)
        guard offset + 2 < limit, let end = bytes[(offset + 1)..<limit].firstIndex(of: 0x3B) else { return nil }
        let name = String(decoding: bytes[(offset + 1)..<end], as: UTF8.self)
        switch name {
        case "amp": return ("&", end + 1)
        case "lt": return ("<", end + 1)
        case "gt": return (">", end + 1)
        case "quot": return ("\"", end + 1)
        case "apos": return ("'", end + 1)
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
        let digits = name.dropFirst(isHex ? 2 : 1)
        guard digits.first != "+", digits.first != "-", let value = UInt32(digits, radix: isHex ? 16 : 10),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, end + 1)
    }

    /// The text of a range of well-formed content, without its child elements.
    static func resolve(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var depth = 0
        var cursor = range.lowerBound
        while cursor < range.upperBound {
            switch bytes[cursor] {
            case 0x26:
                guard let found = reference(bytes, at: cursor) else {
                    cursor += 1
                    continue
                }
                if depth == 0 { out.append(contentsOf: String(Character(found.scalar)).utf8) }
                cursor = found.end
            case 0x3C:
                let markup = Markup(bytes, at: cursor, limit: range.upperBound)
                if markup.kind == .cdata, depth == 0 { out.append(contentsOf: bytes[(cursor + 9)..<max(cursor + 9, markup.end - 3)]) }
                if markup.kind == .start { depth += 1 } else if markup.kind == .end { depth -= 1 }
                cursor = markup.end
            default:
                if depth == 0 { out.append(bytes[cursor]) }
                cursor += 1
            }
        }
        return out
    }

    private struct Markup {
        enum Kind { case start, end, empty, cdata, other }
        var kind: Kind
        var end: Int

        init(_ bytes: [UInt8], at start: Int, limit: Int) {
            func past(_ text: String, from: Int) -> Int {
                let text = Array(text.utf8)
                var cursor = from
                while cursor + text.count <= limit {
                    if bytes[cursor..<cursor + text.count].elementsEqual(text) { return cursor + text.count }
                    cursor += 1
                }
                return limit
            }
            if bytes[start...].starts(with: "<![CDATA[".utf8) {
                (kind, end) = (.cdata, past("]]>", from: start + 9))
            } else if bytes[start...].starts(with: "<!--".utf8) {
                (kind, end) = (.other, past("-->", from: start + 4))
            } else if bytes[start...].starts(with: "<?".utf8) {
                (kind, end) = (.other, past("?>", from: start + 2))
            } else {
                var cursor = start + 1
                while cursor < limit, bytes[cursor] != 0x3E {
                    if bytes[cursor] == 0x22 || bytes[cursor] == 0x27,
                        let close = bytes[(cursor + 1)..<limit].firstIndex(of: bytes[cursor])
                    {
                        cursor = close
                    }
                    cursor += 1
                }
                let isEnd = start + 1 < limit && bytes[start + 1] == 0x2F
                kind = isEnd ? .end : bytes[max(start, min(cursor, limit) - 1)] == 0x2F ? .empty : .start
                end = min(cursor + 1, limit)
            }
        }
    }

    /// The value of an attribute in the bytes between a tag's name and its end.
    static func attribute(_ name: String, in bytes: [UInt8], _ range: Range<Int>) -> String? {
        var cursor = range.lowerBound
        while cursor < range.upperBound {
            guard let equals = bytes[cursor..<range.upperBound].firstIndex(of: 0x3D) else { return nil }
            let key = String(decoding: bytes[cursor..<equals], as: UTF8.self).filter { !$0.isWhitespace }
            var quote = equals + 1
            while quote < range.upperBound, bytes[quote] == 0x20 { quote += 1 }
            guard quote < range.upperBound, bytes[quote] == 0x22 || bytes[quote] == 0x27,
                let close = bytes[(quote + 1)..<range.upperBound].firstIndex(of: bytes[quote])
            else { return nil }
            if key == name { return String(decoding: resolve(bytes, (quote + 1)..<close), as: UTF8.self) }
            cursor = close + 1
        }
        return nil
    }

    /// Text as element content or attribute value.
    static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x0D }) else { return text }
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\r": out += "&#13;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
