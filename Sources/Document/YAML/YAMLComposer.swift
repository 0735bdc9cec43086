import CYAML
import SourceText

/// Pulls libyaml's events and composes a tree a document.
final class YAMLComposer {
    private let file: SourceFile
    private let limits: DocumentLimits
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    private var places: CharacterPlaces
    private var isEnded = false

    init(file: SourceFile, limits: DocumentLimits) {
        self.file = file
        self.limits = limits
        // libyaml keeps a pointer to its input.
        bytes = .allocate(capacity: max(file.bytes.count, 1))
        _ = bytes.update(fromContentsOf: file.bytes)
        places = CharacterPlaces(file: file)
        yaml_parser_initialize(parser)
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let mark = places.first
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + mark }, file.bytes.count - mark)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    private struct Frame {
        var isMapping: Bool
        var children: [Int] = []
        var tag: String?
        var anchor: String?
        var start: Int
        /// Reserved before the children, so that a parent's index is known to an alias within it.
        var index: Int
    }

    /// The next document; nil behind the last.
    func nextDocument() throws(Diagnostic) -> YAMLTree? {
        var tree = YAMLTree()
        var anchors: [String: Int] = [:]
        var frames: [Frame] = []
        while !isEnded {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) != 0 else { throw failure() }
            defer { yaml_event_delete(&event) }
            let start = places.offset(ofCharacter: event.start_mark.index)
            let end = places.offset(ofCharacter: event.end_mark.index)
            var finished: Int?
            switch event.type {
            case YAML_STREAM_END_EVENT:
                isEnded = true
            case YAML_DOCUMENT_END_EVENT:
                return tree
            case YAML_ALIAS_EVENT:
                let name = Self.text(event.data.alias.anchor) ?? ""
                guard let target = anchors[name] else {
                    throw failure("unknown alias *\(name)", at: start)
                }
                tree.nodes.append(YAMLTree.Node(kind: .alias(target), tag: nil, range: SourceRange(start: start, end: end)))
                finished = tree.nodes.count - 1
            case YAML_SCALAR_EVENT:
                finished = scalar(event, SourceRange(start: start, end: end), &tree, &anchors)
            case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
                guard frames.count < limits.depth else {
                    throw failure("the value is nested more than \(limits.depth) deep", at: start, code: "document-too-deep")
                }
                let isMapping = event.type == YAML_MAPPING_START_EVENT
                let tag = isMapping ? event.data.mapping_start.tag : event.data.sequence_start.tag
                let anchor = isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor
                tree.nodes.append(
                    YAMLTree.Node(kind: .sequence([]), tag: Self.text(tag), range: SourceRange(start: start, end: end)))
                frames.append(
                    Frame(isMapping: isMapping, anchor: Self.text(anchor), start: start, index: tree.nodes.count - 1))
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                let frame = frames.removeLast()
                // A block ends where its last child does; libyaml says where the next token stands.
                let last = frame.children.last.map { tree.nodes[$0].range.end }
                let isFlow = event.start_mark.index != event.end_mark.index
                tree.nodes[frame.index].range = SourceRange(start: frame.start, end: isFlow ? end : max(last ?? end, frame.start))
                tree.nodes[frame.index].kind = frame.isMapping ? .mapping(frame.children) : .sequence(frame.children)
                if let anchor = frame.anchor { anchors[anchor] = frame.index }
                finished = frame.index
            default:
                break
            }
            guard tree.nodes.count <= limits.nodes else {
                throw failure("the value has more than \(limits.nodes) parts", at: start, code: "document-too-large")
            }
            guard let finished else { continue }
            if frames.isEmpty { tree.root = finished } else { frames[frames.count - 1].children.append(finished) }
        }
        return nil
    }

    private func scalar(
        _ event: yaml_event_t, _ range: SourceRange, _ tree: inout YAMLTree, _ anchors: inout [String: Int]
    ) -> Int {
        let data = event.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
        let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
        tree.nodes.append(
            YAMLTree.Node(kind: .scalar(text: text, isPlain: isPlain), tag: Self.text(data.tag), range: range))
        if let anchor = Self.text(data.anchor) { anchors[anchor] = tree.nodes.count - 1 }
        return tree.nodes.count - 1
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func failure() -> Diagnostic {
        isEnded = true
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "the text is not YAML"
        if parser.pointee.error == YAML_READER_ERROR {
            return failure(problem, at: Int(parser.pointee.problem_offset) + places.first)
        }
        return failure(problem, at: places.offset(ofCharacter: parser.pointee.problem_mark.index))
    }

    private func failure(_ message: String, at offset: Int, code: String = "yaml-syntax") -> Diagnostic {
        isEnded = true
        return Diagnostic(
            .error, code: code, message, location: file.location(SourceRange(start: offset, end: offset)))
    }
}

/// Turns libyaml's character counts into byte offsets.
struct CharacterPlaces {
    private let file: SourceFile
    private let isASCII: Bool
    /// The byte-order mark's bytes, which libyaml is not given.
    let first: Int
    private var character = 0
    private var byte: Int

    init(file: SourceFile) {
        self.file = file
        first = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        isASCII = file.bytes.dropFirst(first).allSatisfy { $0 < 0x80 }
        byte = first
    }

    /// Marks come nearly in order, so a cursor walks from the last one.
    mutating func offset(ofCharacter wanted: Int) -> Int {
        if isASCII { return min(wanted + first, file.bytes.count) }
        while character < wanted, byte < file.bytes.count {
            byte += 1
            while byte < file.bytes.count, file.bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            character += 1
        }
        while character > wanted, byte > first {
            byte -= 1
            while byte > first, file.bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            character -= 1
        }
        return byte
    }
}
