import CEL
import CRE2
import Document

/// What a text is held against, made ready once for a program. Linear in the text.
struct TextTest: Sendable {
    /// How a text and a constant meet.
    enum Way: Sendable { case whole, part, start, end, like }

    enum Shape: Sendable {
        case whole([UInt8])
        case part([UInt8])
        case start([UInt8])
        case end([UInt8])
        /// Pieces in this order, the first at the start and the last at the end; both may be empty.
        case pieces([[UInt8]])
        case pattern(Pattern)
        /// Any text.
        case any
    }

    /// Upper and lower case differ.
    let isExact: Bool
    var shapes: [Shape] = []
    private var wantsFolded = false

    init(isExact: Bool) { self.isExact = isExact }

    /// - Throws: what is wrong with the constant.
    init(_ way: Way, isExact: Bool, _ texts: [String]) throws(Pattern.Failure) {
        self.isExact = isExact
        for text in texts { try add(way, text) }
    }

    mutating func add(_ way: Way, _ text: String) throws(Pattern.Failure) {
        let wildcard =
            switch way {
            case .like: WildcardText(text)
            case .whole: WildcardText(parts: [.text(text)])
            case .part: WildcardText(parts: [.run, .text(text), .run])
            case .start: WildcardText(parts: [.text(text), .run])
            case .end: WildcardText(parts: [.run, .text(text)])
            }
        // Cases beyond ASCII are RE2's to fold, and one character is more than one byte.
        if wildcard.hasSingle || (!isExact && !wildcard.isASCII) {
            shapes.append(.pattern(try Pattern.compile(wildcard.pattern(isExact: isExact))))
        } else {
            add(wildcard)
        }
    }

    mutating func add(_ pattern: Pattern) { shapes.append(.pattern(pattern)) }

    private mutating func add(_ wildcard: WildcardText) {
        var pieces: [[UInt8]] = [[]]
        for part in wildcard.parts {
            switch part {
            case .text(let text): pieces[pieces.count - 1] += Array(text.utf8).map { isExact ? $0 : $0.folded }
            default: pieces.append([])
            }
        }
        switch pieces.count {
        case 1: shapes.append(.whole(pieces[0]))
        case 2 where pieces[0].isEmpty && pieces[1].isEmpty: shapes.append(.any)
        case 2 where pieces[0].isEmpty: shapes.append(.end(pieces[1]))
        case 2 where pieces[1].isEmpty: shapes.append(.start(pieces[0]))
        case 3 where pieces[0].isEmpty && pieces[2].isEmpty: shapes.append(.part(pieces[1]))
        default: shapes.append(.pieces(pieces))
        }
        switch shapes[shapes.count - 1] {
        case .part, .pieces: wantsFolded = !isExact
        default: break
        }
    }

    /// Steps that one text costs.
    func cost(_ text: UnsafeRawBufferPointer) -> Int { shapes.count / 4 + shapes.count * (text.count / 64) + 1 }

    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        guard wantsFolded else { return matches(text, folded: text) }
        return withUnsafeTemporaryAllocation(byteCount: max(text.count, 1), alignment: 1) { buffer in
            for index in 0..<text.count { buffer[index] = text[index].folded }
            return matches(text, folded: UnsafeRawBufferPointer(rebasing: buffer[..<text.count]))
        }
    }

    private func matches(_ text: UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer) -> Bool {
        shapes.contains { shape in
            switch shape {
            case .any: true
            case .whole(let wanted): text.count == wanted.count && same(wanted, text, 0)
            case .start(let wanted): text.count >= wanted.count && same(wanted, text, 0)
            case .end(let wanted): text.count >= wanted.count && same(wanted, text, text.count - wanted.count)
            case .part(let wanted): TextTest.find(wanted, in: folded, from: 0) != nil
            case .pieces(let pieces): matches(pieces, text, folded: folded)
            case .pattern(let pattern): pattern.matches(text)
            }
        }
    }

    private func matches(_ pieces: [[UInt8]], _ text: UnsafeRawBufferPointer, folded: UnsafeRawBufferPointer) -> Bool {
        let (first, last) = (pieces[0], pieces[pieces.count - 1])
        guard text.count >= first.count + last.count, same(first, text, 0), same(last, text, text.count - last.count) else {
            return false
        }
        // The leftmost place of each piece leaves the most room for those behind it.
        let middle = UnsafeRawBufferPointer(rebasing: folded[..<(text.count - last.count)])
        var start = first.count
        for piece in pieces[1..<(pieces.count - 1)] {
            guard let found = TextTest.find(piece, in: middle, from: start) else { return false }
            start = found + piece.count
        }
        return true
    }

    private func same(_ wanted: [UInt8], _ text: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
        wanted.withUnsafeBytes { wanted in
            for index in 0..<wanted.count {
                let byte = text[offset + index]
                if wanted[index] != (isExact ? byte : byte.folded) { return false }
            }
            return true
        }
    }

    private static func find(_ piece: [UInt8], in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard !piece.isEmpty else { return start }
        guard let base = text.baseAddress, start <= text.count else { return nil }
        return piece.withUnsafeBytes { piece in
            cre2_find_bytes(base + start, text.count - start, piece.baseAddress, piece.count).map { $0 - base }
        }
    }
}

extension UInt8 {
    /// Lower case, for ASCII letters.
    @inline(__always) var folded: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }
}
