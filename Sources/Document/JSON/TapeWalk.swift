import CSimdJSON
import SourceText

/// Goes over simdjson's tape once and says each value to a builder.
///
/// The tape's order is the text's order, and so is that of the structural indexes, which say where each value begins: the walk
/// keeps both in step. The tape's words are described in simdjson's `doc/tape.md`.
struct TapeWalk {
    let result: ksj_result
    let builder: DocumentBuilder
    let source: UInt32?
    let text: UnsafeRawBufferPointer
    let skipped: Int
    private var structural = 0

    init(result: ksj_result, builder: DocumentBuilder, source: UInt32?, text: UnsafeRawBufferPointer, skipped: Int) {
        self.result = result
        self.builder = builder
        self.source = source
        self.text = text
        self.skipped = skipped
    }

    mutating func run(_ cache: inout KeyCache) {
        var index = 1
        let end = result.tape_length - 1
        // One bit a level: whether the level is a map, whose strings alternate between keys and values.
        var levels: [Bool] = []
        var isKeyNext = false
        while index < end, !builder.hasFailed {
            let word = result.tape[index]
            let payload = word & 0x00FF_FFFF_FFFF_FFFF
            if isKeyNext, UInt8(word >> 56) == UInt8(ascii: "\"") {
                key(at: payload, &cache)
                isKeyNext = false
                index += 1
                continue
            }
            let tag = UInt8(word >> 56)
            switch tag {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                place(length: 1)
                levels.append(tag == UInt8(ascii: "{"))
                tag == UInt8(ascii: "{") ? builder.beginMap() : builder.beginList()
            case UInt8(ascii: "}"):
                levels.removeLast()
                placeEnd()
                builder.endMap()
            case UInt8(ascii: "]"):
                levels.removeLast()
                placeEnd()
                builder.endList()
            case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"):
                place(length: 1)
                number(tag, result.tape[index + 1])
                index += 1
            default:
                place(length: 1)
                scalar(tag, payload)
            }
            index += 1
            isKeyNext = levels.last ?? false
        }
    }

    @inline(__always)
    private func scalar(_ tag: UInt8, _ payload: UInt64) {
        switch tag {
        case UInt8(ascii: "\""): builder.string(utf8: string(at: payload))
        case UInt8(ascii: "t"): builder.bool(true)
        case UInt8(ascii: "f"): builder.bool(false)
        default: builder.null()
        }
    }

    @inline(__always)
    private func number(_ tag: UInt8, _ bits: UInt64) {
        switch tag {
        case UInt8(ascii: "l"): builder.int(Int64(bitPattern: bits))
        // An integer past Int64 keeps its amount as nearly as a double can.
        case UInt8(ascii: "u"): builder.double(Double(bits))
        default: builder.double(Double(bitPattern: bits))
        }
    }

    @inline(__always)
    private func string(at offset: UInt64) -> UnsafeRawBufferPointer {
        let start = UnsafeRawPointer(result.strings + Int(offset))
        let count = Int(start.loadUnaligned(as: UInt32.self))
        return UnsafeRawBufferPointer(start: start + 4, count: count)
    }

    private mutating func key(at offset: UInt64, _ cache: inout KeyCache) {
        let bytes = string(at: offset)
        if let symbol = cache.symbol(bytes) { builder.key(symbol) } else { builder.key(utf8: bytes) }
        if source != nil { _ = nextStructural() }
    }

    /// The place of the value that comes next.
    @inline(__always)
    private mutating func place(length: Int) {
        guard let source else { return }
        let start = nextStructural()
        builder.origin(Origin(source: source, range: SourceRange(start: start + skipped, end: end(of: start) + skipped)))
    }

    /// The closer of the list or map that ends: nothing but commas and colons of what is done stands before it.
    @inline(__always)
    private mutating func placeEnd() {
        guard source != nil else { return }
        while structural < result.structural_count {
            let offset = Int(result.structurals[structural])
            structural += 1
            if text[offset] | 0x20 == UInt8(ascii: "}") { return builder.originEnd(offset + 1 + skipped) }
        }
    }

    /// Steps over colons and commas to where a value or key begins.
    private mutating func nextStructural() -> Int {
        while structural < result.structural_count {
            let offset = Int(result.structurals[structural])
            structural += 1
            switch text[offset] {
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: ","): continue
            default: return offset
            }
        }
        return text.count
    }

    /// The end of a scalar's text; of a list or map, its first byte until its end is met.
    private func end(of start: Int) -> Int {
        guard start < text.count else { return start }
        let first = text[start]
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return start + 1 }
        // Behind a scalar stands white space or a structural character; its text ends before the white space.
        var end = structural < result.structural_count ? Int(result.structurals[structural]) : text.count
        while end > start + 1, [0x20, 0x09, 0x0A, 0x0D].contains(text[end - 1]) { end -= 1 }
        return end
    }
}
