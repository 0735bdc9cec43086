import Document

/// Copies from an XML answer what the model knows, under the model's names and types.
struct XMLAnswerReader {
    let model: ServiceModel
    let tree: XMLTree
    let builder: DocumentBuilder

    /// The members of a structure, into the map that the caller has begun.
    ///
    /// - Returns: how many members were there.
    @discardableResult
    func readMembers(of shape: Int, at element: Int) throws(AnswerFailure) -> Int {
        let members = model.shapes[shape].members
        var seen = MemberSet(count: members.count)
        // Answers name members mostly in the model's order, so the search goes on from the last one found.
        var hint = 0
        var child = tree.elements[element].firstChild
        while child >= 0 {
            let node = Int(child)
            child = tree.elements[node].nextSibling
            guard let index = find(node, in: members, from: hint) else { continue }
            hint = index + 1
            guard seen.insert(index) else { continue }
            builder.key(members[index].symbol)
            if members[index].isFlattened {
                try readFlattened(members[index], from: node)
            } else {
                try read(members[index], at: node)
            }
        }
        for index in members.indices where members[index].isXMLAttribute && !seen.contains(index) {
            if let value = tree.attribute(of: element, named: members[index].wireName) {
                builder.key(members[index].symbol)
                builder.string(value)
                _ = seen.insert(index)
            }
        }
        return seen.size
    }

    private func find(_ node: Int, in members: [Member], from hint: Int) -> Int? {
        for index in hint..<max(hint, members.count) where isNamed(node, members[index]) { return index }
        for index in 0..<min(hint, members.count) where isNamed(node, members[index]) { return index }
        return nil
    }

    @inline(__always)
    private func isNamed(_ node: Int, _ member: Member) -> Bool {
        tree.hasName(node, member.xmlName) && !member.isXMLAttribute && member.location == nil
    }

    func read(_ member: Member, at node: Int) throws(AnswerFailure) {
        let kind = model.shapes[member.shape].kind
        switch kind {
        case .structure:
            builder.beginMap()
            try readMembers(of: member.shape, at: node)
            builder.endMap()
        case .list:
            guard let element = model.shapes[member.shape].element else { return builder.null() }
            builder.beginList()
            for child in tree.children(of: node) { try read(element, at: child) }
            builder.endList()
        case .map:
            builder.beginMap()
            for entry in tree.children(of: node) { try readEntry(member, entry) }
            builder.endMap()
        default: try readScalar(member, kind, node)
        }
    }

    /// A list or map whose elements stand directly in the parent, from the first of them on.
    private func readFlattened(_ member: Member, from first: Int) throws(AnswerFailure) {
        let isMap = model.shapes[member.shape].kind == .map
        if isMap { builder.beginMap() } else { builder.beginList() }
        var next = Int32(first)
        while next >= 0 {
            let node = Int(next)
            next = tree.elements[node].nextSibling
            guard tree.hasName(node, member.xmlName) else { continue }
            if isMap {
                try readEntry(member, node)
            } else if let element = model.shapes[member.shape].element {
                try read(element, at: node)
            }
        }
        if isMap { builder.endMap() } else { builder.endList() }
    }

    private func readEntry(_ member: Member, _ entry: Int) throws(AnswerFailure) {
        guard let key = model.shapes[member.shape].key, let value = model.shapes[member.shape].value,
            let keyNode = tree.child(of: entry, named: key.locationName ?? "key")
        else { throw AnswerFailure(message: "an entry of \(member.name) has no key") }
        builder.key(tree.text(of: keyNode))
        guard let valueNode = tree.child(of: entry, named: value.locationName ?? "value") else { return builder.null() }
        try read(value, at: valueNode)
    }

    private func readScalar(_ member: Member, _ kind: Shape.Kind, _ node: Int) throws(AnswerFailure) {
        if kind == .string, let range = tree.plainText(of: node) {
            return readPlain(range)
        }
        let text = tree.text(of: node)
        switch kind {
        case .string: builder.string(text)
        case .blob: builder.string(text.filter { !$0.isWhitespace })
        case .boolean:
            switch text.lowercased() {
            case "true", "1": builder.bool(true)
            case "false", "0": builder.bool(false)
            default: throw unreadable(member, text, kind)
            }
        case .integer, .long:
            guard let value = Int64(text) else { throw unreadable(member, text, kind) }
            builder.int(value)
        case .float, .double:
            guard let value = Double(text) else { throw unreadable(member, text, kind) }
            builder.double(value)
        case .timestamp: builder.string(Instant(parsing: text)?.rfc3339 ?? text)
        case .structure, .list, .map: builder.null()
        }
    }

    private func readPlain(_ range: Range<Int>) {
        tree.bytes.withUnsafeBytes { bytes in
            let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
            if slice.allSatisfy({ $0 < 0x80 }) {
                builder.string(utf8: slice)
            } else {
                // Outside bytes may be broken; a String repairs them.
                builder.string(String(decoding: slice, as: UTF8.self))
            }
        }
    }

    private func unreadable(_ member: Member, _ text: String, _ kind: Shape.Kind) -> AnswerFailure {
        AnswerFailure(message: "\(member.name) is \"\(text.prefix(40))\", not a \(kind.rawValue)")
    }
}

/// Which members were met; without an allocation up to 64 of them.
private struct MemberSet {
    private var first: UInt64 = 0
    private var rest: [UInt64] = []
    private(set) var size = 0

    init(count: Int) {
        if count > 64 { rest = Array(repeating: 0, count: (count - 1) / 64) }
    }

    mutating func insert(_ index: Int) -> Bool {
        if contains(index) { return false }
        if index < 64 { first |= 1 << UInt64(index) } else { rest[index / 64 - 1] |= 1 << UInt64(index % 64) }
        size += 1
        return true
    }

    func contains(_ index: Int) -> Bool {
        (index < 64 ? first >> UInt64(index) : rest[index / 64 - 1] >> UInt64(index % 64)) & 1 == 1
    }
}
