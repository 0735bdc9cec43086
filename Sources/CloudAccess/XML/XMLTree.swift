/// An XML text as a flat tree over its own bytes: elements know where their name, attributes and text stand, nothing is copied.
///
/// Namespaces are not resolved; names are compared without their prefix, as AWS's own clients do.
struct XMLTree: Sendable {
    struct Element: BitwiseCopyable {
        /// The local name's bytes.
        var nameStart: Int32 = 0
        var nameEnd: Int32 = 0
        /// The bytes between the name and `>`.
        var attributesEnd: Int32 = 0
        /// The content between the start tag and the end tag.
        var contentStart: Int32 = 0
        var contentEnd: Int32 = 0
        /// -1 for none.
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        /// References, CDATA or comments stand in the content.
        var hasMarkup = false
        /// Children of this element.
        var childCount: Int32 = 0
    }

    let bytes: [UInt8]
    /// The root is the first one.
    fileprivate(set) var elements: [XMLTree.Element]

    var root: Int { 0 }

    /// The children of an element, in order.
    func children(of element: Int) -> ChildSequence {
        ChildSequence(elements: elements, upcoming: elements[element].firstChild)
    }

    func child(of element: Int, named name: String) -> Int? {
        for child in children(of: element) where hasName(child, Array(name.utf8)) { return child }
        return nil
    }

    @inline(__always)
    func hasName(_ element: Int, _ name: [UInt8]) -> Bool {
        let start = Int(elements[element].nameStart)
        let count = Int(elements[element].nameEnd) - start
        guard count == name.count else { return false }
        for offset in 0..<count where bytes[start + offset] != name[offset] { return false }
        return true
    }

    func name(of element: Int) -> String {
        String(decoding: bytes[Int(elements[element].nameStart)..<Int(elements[element].nameEnd)], as: UTF8.self)
    }

    /// The text directly inside an element, references resolved; that of its children is left out.
    func text(of element: Int) -> String {
        let node = elements[element]
        let content = Int(node.contentStart)..<Int(node.contentEnd)
        if node.childCount == 0 && !node.hasMarkup { return String(decoding: bytes[content], as: UTF8.self) }
        return String(decoding: XMLText.resolve(bytes, content), as: UTF8.self)
    }

    /// Where an element's text stands, if it can be taken as it is.
    func plainText(of element: Int) -> Range<Int>? {
        let node = elements[element]
        guard node.childCount == 0, !node.hasMarkup else { return nil }
        return Int(node.contentStart)..<Int(node.contentEnd)
    }

    /// An attribute by its name, prefix included.
    func attribute(of element: Int, named name: String) -> String? {
        let node = elements[element]
        return XMLText.attribute(name, in: bytes, Int(node.nameEnd)..<Int(node.attributesEnd))
    }

    struct ChildSequence: Sequence, IteratorProtocol {
        fileprivate let elements: [XMLTree.Element]
        fileprivate var upcoming: Int32

        mutating func next() -> Int? {
            guard upcoming >= 0 else { return nil }
            let current = Int(upcoming)
            upcoming = elements[current].nextSibling
            return current
        }
    }

    init(bytes: [UInt8], elements: [XMLTree.Element]) {
        self.bytes = bytes
        self.elements = elements
    }
}
