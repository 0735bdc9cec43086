/// Reads the XML that services answer with: elements, attributes, text, character references, CDATA, comments and processing
/// instructions. A document type declaration is refused, so there are no entities to expand and nothing external to fetch.
///
/// Own code instead of a general parser: an answer is walked once, by index, with bounded depth; see `docs/benchmarks.md`.
struct XMLReader {
    struct Failure: Error, CustomStringConvertible {
        var message: String
        var offset: Int
        var description: String { "\(message) (byte \(offset))" }
    }

    private let bytes: [UInt8]
    private let depthLimit: Int
    private var position = 0
    private var elements: [XMLTree.Element] = []
    /// Open elements, and the last child of each.
    private var open: [(element: Int, lastChild: Int)] = []

    /// - Parameter depthLimit: elements inside one another.
    static func read(_ bytes: [UInt8], depthLimit: Int = 128) throws(Failure) -> XMLTree {
        guard bytes.count < Int(Int32.max) else { throw Failure(message: "the text is too long", offset: 0) }
        var reader = XMLReader(bytes: bytes, depthLimit: depthLimit)
        return try reader.run()
    }

    private init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        elements.reserveCapacity(bytes.count / 32)
    }

    private mutating func run() throws(Failure) -> XMLTree {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x3C {
                try readMarkup()
            } else {
                if byte == 0x26 { try checkReference() }
                if open.isEmpty {
                    guard isSpace(byte) else { throw failure("text stands outside the root element") }
                }
                position += 1
            }
        }
        guard open.isEmpty else { throw failure("the text ended inside <\(openName)>") }
        guard !elements.isEmpty else { throw failure("there is no element") }
        return XMLTree(bytes: bytes, elements: elements)
    }

    private mutating func readMarkup() throws(Failure) {
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0
        switch next {
        case 0x2F: try readEndTag()
        case 0x3F: try skip(past: "?>", from: position + 2)
        case 0x21:
            if starts(with: "<!--") {
                markOpen()
                try skip(past: "-->", from: position + 4)
            } else if starts(with: "<![CDATA["), !open.isEmpty {
                markOpen()
                try skip(past: "]]>", from: position + 9)
            } else {
                throw failure("a declaration is not accepted")
            }
        default: try readStartTag()
        }
    }

    private mutating func readStartTag() throws(Failure) {
        let name = try readName(from: position + 1)
        guard open.count < depthLimit else { throw failure("elements are nested more than \(depthLimit) deep") }
        if open.isEmpty, !elements.isEmpty { throw failure("there is a second root element") }
        var element = XMLTree.Element()
        element.nameStart = Int32(name.local)
        element.nameEnd = Int32(name.end)
        var cursor = name.end
        while cursor < bytes.count, bytes[cursor] != 0x3E {
            let byte = bytes[cursor]
            if byte == 0x22 || byte == 0x27 {
                guard let close = bytes[(cursor + 1)...].firstIndex(of: byte) else { throw failure("an attribute does not end") }
                cursor = close
            } else if byte == 0x3C {
                throw failure("a tag stands inside a tag")
            }
            cursor += 1
        }
        guard cursor < bytes.count else { throw failure("a tag does not end") }
        let isEmpty = bytes[cursor - 1] == 0x2F && cursor - 1 >= name.end
        element.attributesEnd = Int32(isEmpty ? cursor - 1 : cursor)
        element.contentStart = Int32(cursor + 1)
        element.contentEnd = Int32(cursor + 1)
        let index = elements.count
        elements.append(element)
        link(index)
        if !isEmpty { open.append((index, -1)) }
        position = cursor + 1
    }

    private mutating func readEndTag() throws(Failure) {
        let name = try readName(from: position + 2)
        var cursor = name.end
        while cursor < bytes.count, isSpace(bytes[cursor]) { cursor += 1 }
        guard cursor < bytes.count, bytes[cursor] == 0x3E else { throw failure("an end tag does not end") }
        guard let top = open.last else { throw failure("an element ends that has not begun") }
        let element = elements[top.element]
        let begun = bytes[Int(element.nameStart)..<Int(element.nameEnd)]
        guard begun.elementsEqual(bytes[name.local..<name.end]) else {
            throw failure("<\(openName)> ends as </\(String(decoding: bytes[name.local..<name.end], as: UTF8.self))>")
        }
        elements[top.element].contentEnd = Int32(position)
        open.removeLast()
        position = cursor + 1
    }

    private mutating func link(_ index: Int) {
        guard let top = open.indices.last else { return }
        let parent = open[top].element
        if open[top].lastChild < 0 {
            elements[parent].firstChild = Int32(index)
        } else {
            elements[open[top].lastChild].nextSibling = Int32(index)
        }
        elements[parent].childCount += 1
        open[top].lastChild = index
    }

    /// The end of a name, and where it begins behind its prefix.
    private func readName(from start: Int) throws(Failure) -> (local: Int, end: Int) {
        var local = start
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x3A { local = end + 1 }
            if isSpace(byte) || byte == 0x3E || byte == 0x2F || byte == 0x3C || byte == 0x3D { break }
            end += 1
        }
        guard end > local, end < bytes.count else { throw failure("a tag has no name") }
        let first = bytes[local]
        guard (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7A || first == 0x5F || first >= 0x80 else {
            throw failure("a tag has no name")
        }
        return (local, end)
    }

    private mutating func checkReference() throws(Failure) {
        guard XMLText.reference(bytes, at: position) != nil else { throw failure("an & stands for no character") }
        markOpen()
    }

    private mutating func markOpen() {
        if let top = open.last { elements[top.element].hasMarkup = true }
    }

    private mutating func skip(past end: String, from start: Int) throws(Failure) {
        let end = Array(end.utf8)
        var cursor = start
        while cursor + end.count <= bytes.count {
            if bytes[cursor] == end[0], bytes[cursor..<cursor + end.count].elementsEqual(end) {
                position = cursor + end.count
                return
            }
            cursor += 1
        }
        throw failure("markup does not end")
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private var openName: String {
        guard let top = open.last else { return "" }
        let element = elements[top.element]
        return String(decoding: bytes[Int(element.nameStart)..<Int(element.nameEnd)], as: UTF8.self)
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }
}
