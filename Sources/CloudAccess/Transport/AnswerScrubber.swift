/// Takes the values of named members out of a raw JSON or XML answer, and leaves everything else as it came.
struct AnswerScrubber {
    /// What stands where a secret stood.
    static let placeholder = Array("REDACTED".utf8)

    /// What entries of a list call their names, which are no secrets.
    private static let entryNames: Set<String> = ["key", "name", "Name", "Key", "ParameterKey", "OptionName"]

    /// Names on the wire.
    let names: Set<String>

    func scrub(_ body: [UInt8]) -> [UInt8] {
        guard !names.isEmpty, let first = body.first(where: { $0 > 0x20 && $0 < 0x80 }) else { return body }
        switch first {
        case 0x3C: return scrubXML(body)
        case 0x7B, 0x5B: return scrubJSON(body)
        // Neither: it cannot be told what is secret in it.
        default: return AnswerScrubber.placeholder
        }
    }

    // MARK: XML

    private func scrubXML(_ body: [UInt8]) -> [UInt8] {
        guard let tree = try? XMLReader.read(body) else { return Array("<unreadable/>".utf8) }
        var ranges: [Range<Int>] = []
        for index in tree.elements.indices where names.contains(tree.name(of: index)) { collect(index, tree, &ranges) }
        return replace(ranges, in: body)
    }

    /// The texts of an element and of all below it, except the names of entries.
    private func collect(_ element: Int, _ tree: XMLTree, _ ranges: inout [Range<Int>]) {
        var open = [element]
        while let index = open.popLast() {
            let node = tree.elements[index]
            if node.childCount == 0 {
                let range = Int(node.contentStart)..<Int(node.contentEnd)
                if !range.isEmpty, index == element || !AnswerScrubber.entryNames.contains(tree.name(of: index)) { ranges.append(range) }
            } else {
                open.append(contentsOf: tree.children(of: index))
            }
        }
    }

    private func replace(_ ranges: [Range<Int>], in body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var position = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= position {
            out += body[position..<range.lowerBound]
            out += AnswerScrubber.placeholder
            position = range.upperBound
        }
        return out + body[position...]
    }

    // MARK: JSON

    /// Strings and numbers below a named key, found by their quotes and brackets alone; names of keys and entries stay.
    private func scrubJSON(_ body: [UInt8]) -> [UInt8] {
        var ranges: [Range<Int>] = []
        var scanner = JSONScanner(body)
        /// The depth at which a secret value began; nil outside of one.
        var secretDepth: Int?
        var lastKey = ""
        while let token = scanner.next() {
            switch token.kind {
            case .key:
                lastKey = String(decoding: body[token.range], as: UTF8.self)
                if secretDepth == nil, names.contains(lastKey) { secretDepth = scanner.depth }
            case .string, .number:
                guard let depth = secretDepth else { continue }
                // In a list of entries the names stay; directly in a map any key may hold the secret.
                let isName = scanner.depth > depth + 1 && AnswerScrubber.entryNames.contains(lastKey)
                if !isName { ranges.append(token.range) }
                if scanner.depth == depth { secretDepth = nil }
            case .literal, .close:
                if let depth = secretDepth, scanner.depth <= depth { secretDepth = nil }
            }
        }
        // A body that breaks off may hold the rest of a secret.
        if scanner.isBroken { return Array("{}".utf8) }
        return replaceJSON(ranges, in: body)
    }

    private func replaceJSON(_ ranges: [Range<Int>], in body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var position = 0
        for range in ranges {
            let isNumber = range.lowerBound == 0 || body[range.lowerBound - 1] != 0x22
            out += body[position..<range.lowerBound]
            out += isNumber ? [0x30] : AnswerScrubber.placeholder
            position = range.upperBound
        }
        return out + body[position...]
    }
}
