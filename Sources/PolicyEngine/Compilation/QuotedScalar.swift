import CEL

/// Where each piece of a quoted YAML scalar's text stands in its file: escapes and folded lines take more bytes there than in
/// the text (https://yaml.org/spec/1.2.2/#73-flow-scalar-styles).
struct QuotedScalar {
    let bytes: [UInt8]
    let quote: UInt8
    /// The first byte behind the opening quote.
    let start: Int

    /// One segment for every stretch that reads alike in both.
    func segments(of text: [UInt8]) -> [ExpressionSource.Segment] {
        var segments = [ExpressionSource.Segment(textOffset: 0, fileOffset: start)]
        var inFile = start
        var inText = 0
        while inFile < bytes.count, inText < text.count {
            let (fileCount, textCount) = step(at: inFile)
            guard fileCount > 0 else { break }
            inFile += fileCount
            inText += textCount
            if fileCount != textCount { segments.append(.init(textOffset: inText, fileOffset: inFile)) }
        }
        return segments
    }

    /// How many bytes one step takes in the file and in the text; none at the end.
    private func step(at offset: Int) -> (file: Int, text: Int) {
        let byte = bytes[offset]
        if byte == quote {
            return quote == UInt8(ascii: "'") && next(offset) == quote ? (2, 1) : (0, 0)
        }
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { return escape(at: offset) }
        return fold(at: offset) ?? (1, 1)
    }

    private func next(_ offset: Int) -> UInt8? { offset + 1 < bytes.count ? bytes[offset + 1] : nil }

    private func escape(at offset: Int) -> (file: Int, text: Int) {
        switch next(offset) {
        case nil: (0, 0)
        case 0x0A, 0x0D: (2 + blanks(from: offset + 2), 0)
        case UInt8(ascii: "x"): (4, width(offset, digits: 2))
        case UInt8(ascii: "u"): (6, width(offset, digits: 4))
        case UInt8(ascii: "U"): (10, width(offset, digits: 8))
        // NEL and the no-break space take two bytes in UTF-8, the line and paragraph separators three.
        case UInt8(ascii: "N"), UInt8(ascii: "_"): (2, 2)
        case UInt8(ascii: "L"), UInt8(ascii: "P"): (2, 3)
        default: (2, 1)
        }
    }

    private func width(_ offset: Int, digits: Int) -> Int {
        let text = String(decoding: bytes[min(offset + 2, bytes.count)..<min(offset + 2 + digits, bytes.count)], as: UTF8.self)
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 1
    }

    /// White space with line breaks in it: one break is a space, more of them are one less.
    private func fold(at offset: Int) -> (file: Int, text: Int)? {
        let count = blanks(from: offset)
        let breaks = bytes[offset..<offset + count].count { $0 == 0x0A }
        return breaks == 0 ? nil : (count, max(1, breaks - 1))
    }

    private func blanks(from offset: Int) -> Int {
        var end = offset
        while end < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
        return end - offset
    }
}
