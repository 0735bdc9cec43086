import CSimdJSON
import SourceText

/// Reads a text's values, in one pass over its structure, to where they stay.
///
/// The structure is what simdjson's first stage finds (``ksj_index``): it says where every value begins, so that no byte is looked at
/// twice, and a string's end is known before the string is read. The nodes' order is that of ``DocumentBuilder``: children wait on a
/// stack until their parent ends, then they are laid side by side, and string bytes grow downwards from the first node.
struct JSONWalk {
    /// Where the document is written to. A text needs no more nodes than half of its structure, and no more string bytes than it has.
    struct Target {
        /// Nodes are written from here upwards, string bytes downwards.
        var nodes: UnsafeMutablePointer<Node>
        var nodeCapacity: Int
        var stringCapacity: Int
        /// A range for each node, where places are wanted.
        var ranges: UnsafeMutablePointer<SourceRange>?
    }

    /// Memory that readers keep from text to text.
    struct Workspace {
        /// Values whose parents have not ended; each open list and map stands before its children. Its payload is then the position
        /// of the one that holds it, and that of a string how far from the first node its bytes begin.
        var stack = GrowingBuffer<Node>()
        /// The ranges of what is on the stack, where places are wanted.
        var ranges = GrowingBuffer<SourceRange>()
        let keys = KeyCache()

        func free() {
            stack.free()
            ranges.free()
            keys.free()
        }
    }

    /// What is wrong where the grammar is kept: a number, an escape, a limit.
    struct Fault {
        var code = "json-syntax"
        var message: String
        /// The value's byte; nil where the whole text is meant.
        var offset: Int?
    }

    let text: UnsafePointer<UInt8>
    let textCount: Int
    let structurals: UnsafePointer<UInt32>
    let structuralCount: Int
    let limits: DocumentLimits
    let target: Target
    /// What is to be added to offsets: the byte-order mark's bytes.
    let skipped: Int
    var workspace: Workspace

    /// The next of the structurals.
    var index = 0
    /// The stack position of the innermost open list or map; -1 outside of all.
    var open = -1
    var isInMap = false
    var depth = 0
    var nodeCount = 0
    var stringsUsed = 0
    /// The first backslash at or behind what was read last: strings before it are copied as they are.
    var backslash = -1
    var fault: Fault?
    var duplicates: [(key: Symbol, offset: Int?)] = []

    init(
        text: UnsafeRawBufferPointer, result: ksj_result, limits: DocumentLimits, target: Target, skipped: Int, workspace: Workspace
    ) {
        // Readers refuse empty texts, so there is a base.
        self.text = text.baseAddress!.assumingMemoryBound(to: UInt8.self)
        textCount = text.count
        structurals = result.structurals
        structuralCount = result.structural_count
        self.limits = limits
        self.target = target
        self.skipped = skipped
        self.workspace = workspace
        self.workspace.stack.count = 0
        self.workspace.ranges.count = 0
    }

    /// Whether the text is JSON and within the limits; if not, ``fault`` says why, unless it is the grammar or the depth.
    mutating func run() -> Bool {
        var key = Symbol.none
        value: while let at = next() {
            switch text[at] {
            case UInt8(ascii: "\""):
                guard string(at: at, key: key) else { return false }
            case UInt8(ascii: "{"):
                guard begin(.map, at: at, key: key) else { return false }
                if !isNext(UInt8(ascii: "}")) {
                    guard let first = self.key() else { return false }
                    key = first
                    continue value
                }
            case UInt8(ascii: "["):
                guard begin(.list, at: at, key: key) else { return false }
                if !isNext(UInt8(ascii: "]")) {
                    key = .none
                    continue value
                }
            case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
                guard word(at: at, key: key) else { return false }
            default:
                guard number(at: at, key: key) else { return false }
            }
            while open >= 0 {
                guard let at = next() else { return false }
                if text[at] == UInt8(ascii: ",") {
                    key = .none
                    if isInMap {
                        guard let following = self.key() else { return false }
                        key = following
                    }
                    continue value
                }
                guard text[at] == (isInMap ? UInt8(ascii: "}") : UInt8(ascii: "]")), end(at: at) else { return false }
            }
            return index == structuralCount && finish()
        }
        return false
    }

    // MARK: Structure

    /// The offset of the next structural; nil where there is none.
    @inline(__always)
    private mutating func next() -> Int? {
        guard index < structuralCount else { return nil }
        defer { index &+= 1 }
        return Int(structurals[index])
    }

    /// Whether this comes next; it is not stepped over.
    @inline(__always)
    private func isNext(_ byte: UInt8) -> Bool {
        index < structuralCount && text[Int(structurals[index])] == byte
    }

    /// Where what begins with the structural before ``index`` ends at the latest.
    @inline(__always)
    var nextOffset: Int { index < structuralCount ? Int(structurals[index]) : textCount }

    /// Reads a key and its colon.
    @inline(__always)
    private mutating func key() -> Symbol? {
        guard let at = next(), text[at] == UInt8(ascii: "\""), isNext(UInt8(ascii: ":")) else { return nil }
        let end = closingQuote(of: at)
        index &+= 1
        let bytes = UnsafeRawBufferPointer(start: text + (at &+ 1), count: end &- at &- 1)
        let hash = workspace.keys.hash(bytes)
        // Keys with escapes are never cached as they are written, so one that is known has none.
        if let known = workspace.keys.known(bytes, hash) { return known }
        return newKey(at: at, end: end, hash: hash)
    }

    @inline(never)
    private mutating func newKey(at: Int, end: Int, hash: UInt64) -> Symbol? {
        let bytes = UnsafeRawBufferPointer(start: text + (at + 1), count: end - at - 1)
        var symbol: Symbol?
        if hasEscape(from: at + 1, to: end) {
            guard let unescaped = JSONEscapes.unescaped(bytes) else { return wrongEscape(at: at) }
            symbol = unescaped.withUnsafeBytes { Symbol.intern($0) }
        } else {
            symbol = workspace.keys.learned(bytes, hash)
        }
        if symbol == nil {
            fault = Fault(
                code: "document-too-many-keys", message: "more than \(Symbol.limit) different keys were met", offset: nil)
        }
        return symbol
    }

    private mutating func wrongEscape(at: Int) -> Symbol? {
        fault = Fault(message: "the string has a wrong escape", offset: at)
        return nil
    }

    // MARK: Values

    /// Puts a value on the stack.
    @inline(__always)
    mutating func push(_ node: Node, from start: Int, to end: Int) -> Bool {
        guard workspace.stack.count &+ nodeCount < limits.nodes else { return tooLarge() }
        workspace.stack.append(node)
        if target.ranges != nil { workspace.ranges.append(SourceRange(start: start &+ skipped, end: end &+ skipped)) }
        return true
    }

    @inline(never)
    private mutating func tooLarge() -> Bool {
        fault = Fault(code: "document-too-large", message: "the value has more than \(limits.nodes) parts", offset: nil)
        return false
    }

    @inline(__always)
    private mutating func begin(_ kind: NodeKind, at: Int, key: Symbol) -> Bool {
        guard depth < limits.depth else { return false }
        let holder = open
        let position = workspace.stack.count
        guard push(Node(kind: kind, key: key, payload: UInt64(bitPattern: Int64(holder))), from: at, to: at &+ 1) else { return false }
        depth &+= 1
        open = position
        isInMap = kind == .map
        return true
    }
}
