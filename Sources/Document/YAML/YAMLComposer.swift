import CYAML
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Pulls libyaml's events and composes a tree a document.
final class YAMLComposer {
    private let file: SourceFile
    private let limits: DocumentLimits
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    // Nothing calls back into this class: the runtime need not watch over what it changes.
    @exclusivity(unchecked) private var places: CharacterPlaces
    @exclusivity(unchecked) private var isEnded = false
    @exclusivity(unchecked) private var anchors: [String: Int] = [:]
    @exclusivity(unchecked) private var frames: [Frame] = []

    init(file: SourceFile, limits: DocumentLimits) {
        self.file = file
        self.limits = limits
        // libyaml keeps a pointer to its input.
        bytes = .allocate(capacity: max(file.bytes.count, 1))
        _ = bytes.update(fromContentsOf: file.bytes)
        places = CharacterPlaces(bytes: UnsafeRawBufferPointer(start: bytes.baseAddress, count: file.bytes.count))
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
        var index: Int
        var anchor: String?
        /// Children so far: an even count in a mapping means that a key comes next.
        var count = 0
        /// Where the last child ends in the text; nil before the first.
        var lastEnd: Int?
    }

    /// Composes the next document; false behind the last.
    ///
    /// - Parameter tree: its memory serves document after document.
    func nextDocument(into tree: inout YAMLTree) throws(Diagnostic) -> Bool {
        tree.reset()
        anchors.removeAll()
        frames.removeAll()
        while !isEnded {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) != 0 else { throw failure() }
            defer { yaml_event_delete(&event) }
            let start = places.offset(ofCharacter: event.start_mark.index)
            let end = places.offset(ofCharacter: event.end_mark.index)
            switch event.type {
            case YAML_STREAM_END_EVENT:
                isEnded = true
            case YAML_DOCUMENT_END_EVENT:
                return true
            case YAML_ALIAS_EVENT:
                let name = Self.text(event.data.alias.anchor) ?? ""
                guard let target = anchors[name] else { throw failure("unknown alias *\(name)", at: start) }
                let range = SourceRange(start: start, end: end)
                append(YAMLTree.Node(kind: .alias, start: Int32(target), range: range), to: &tree)
            case YAML_SCALAR_EVENT:
                appendScalar(&event, SourceRange(start: start, end: end), to: &tree)
            case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
                guard frames.count < limits.depth else {
                    throw failure("the value is nested more than \(limits.depth) deep", at: start, code: "document-too-deep")
                }
                begin(&event, SourceRange(start: start, end: end), in: &tree)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                endFrame(at: event.start_mark.index == event.end_mark.index ? nil : end, or: end, in: &tree)
            default:
                break
            }
            guard tree.nodes.count <= limits.nodes else {
                throw failure("the value has more than \(limits.nodes) parts", at: start, code: "document-too-large")
            }
        }
        return false
    }

    private func begin(_ event: inout yaml_event_t, _ range: SourceRange, in tree: inout YAMLTree) {
        let isMapping = event.type == YAML_MAPPING_START_EVENT
        let tag = isMapping ? event.data.mapping_start.tag : event.data.sequence_start.tag
        let anchor = isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor
        frames.append(Frame(isMapping: isMapping, index: tree.nodes.count, anchor: Self.text(anchor)))
        let number = Self.number(ofTag: tag, in: &tree)
        tree.nodes.append(YAMLTree.Node(kind: isMapping ? .mapping : .sequence, tag: number, range: range))
    }

    /// - Parameter flowEnd: the byte behind a flow collection's bracket. A block ends where its last child does: libyaml says
    ///   where the next token stands.
    private func endFrame(at flowEnd: Int?, or fallback: Int, in tree: inout YAMLTree) {
        guard let frame = frames.popLast() else { return }
        let start = tree.nodes[frame.index].range.start
        let end = flowEnd ?? max(frame.lastEnd ?? fallback, start)
        tree.nodes[frame.index].range = SourceRange(start: start, end: end)
        tree.nodes[frame.index].end = Int32(tree.nodes.count)
        if let anchor = frame.anchor { anchors[anchor] = frame.index }
        countChild(endingAt: end)
    }

    private func append(_ node: YAMLTree.Node, to tree: inout YAMLTree) {
        var node = node
        node.end = Int32(tree.nodes.count + 1)
        tree.nodes.append(node)
        countChild(endingAt: node.range.end)
    }

    private func countChild(endingAt end: Int) {
        guard !frames.isEmpty else { return }
        frames[frames.count - 1].count += 1
        frames[frames.count - 1].lastEnd = end
    }

    private func appendScalar(_ event: inout yaml_event_t, _ range: SourceRange, to tree: inout YAMLTree) {
        let data = event.data.scalar
        let value = UnsafeBufferPointer(start: data.value, count: data.length)
        let isPlain = data.style == YAML_PLAIN_SCALAR_STYLE
        if isPlain, value.elementsEqual([0x3C, 0x3C]), let frame = frames.last, frame.isMapping, frame.count & 1 == 0 {
            tree.nodes[frame.index].hasMerge = true
        }
        if data.anchor != nil, let anchor = Self.text(data.anchor) { anchors[anchor] = tree.nodes.count }
        let node = YAMLTree.Node(
            kind: .scalar, isPlain: isPlain, tag: Self.number(ofTag: data.tag, in: &tree),
            start: Int32(tree.text.count), count: Int32(value.count), range: range)
        tree.text.append(contentsOf: value)
        append(node, to: &tree)
    }

    private static func number(ofTag tag: UnsafeMutablePointer<yaml_char_t>?, in tree: inout YAMLTree) -> Int32 {
        guard let tag, let text = text(tag) else { return -1 }
        if let known = tree.tags.firstIndex(of: text) { return Int32(known) }
        tree.tags.append(text)
        return Int32(tree.tags.count - 1)
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
        let offset = places.offset(ofCharacter: parser.pointee.problem_mark.index)
        var fault = failure(problem, at: offset)
        let context = parser.pointee.context.map { String(cString: $0) } ?? ""
        let line = Int(parser.pointee.context_mark.line) + 1
        fault.hint = YAMLMistake.hint(problem, context: context, line: line, at: offset, in: file)
        return fault
    }

    private func failure(_ message: String, at offset: Int, code: String = "yaml-syntax") -> Diagnostic {
        isEnded = true
        return Diagnostic(
            .error, code: code, message, location: file.location(SourceRange(start: offset, end: offset)))
    }
}
