import Document
import SourceText

/// Values said to a document builder, functions evaluated on the way.
extension TemplateEvaluator {
    /// Says a node's value.
    ///
    /// - Parameter key: of the map it belongs to; nil in lists and at the root. A value that is left out says neither.
    func emit(_ node: NodePointer, to builder: DocumentBuilder, as key: Symbol?, depth: Int) {
        guard node.pointee.kind == .map else { return emitPlain(node, to: builder, as: key, depth: depth) }
        if Intrinsic.call(node) != nil {
            emit(value(of: node, depth: depth), to: builder, as: key, depth: depth + 1)
        } else {
            emitPlain(node, to: builder, as: key, depth: depth)
        }
    }

    func emit(_ value: TemplateValue, to builder: DocumentBuilder, as key: Symbol?, depth: Int) {
        switch value {
        case .template(let node):
            emitPlain(node, to: builder, as: key, depth: depth)
        case .text(let text, let place):
            guard spend(text.utf8.count) else { return emitSpent(to: builder, as: key) }
            begin(key, place, builder)
            builder.string(text)
        case .list(let elements, let place):
            begin(key, place, builder)
            builder.beginList()
            for element in elements { emit(element, to: builder, as: nil, depth: depth + 1) }
            builder.endList()
        case .map(let members, let place):
            begin(key, place, builder)
            builder.beginMap()
            for member in members { emit(member.value, to: builder, as: member.key, depth: depth + 1) }
            builder.endMap()
        case .unknown(let unknown, let place, let isOptional):
            begin(key == .rest ? nil : key, place, builder)
            builder.unknown(unknown, rest: key == .rest || (key == nil && isOptional))
        case .absent:
            break
        }
    }

    private func begin(_ key: Symbol?, _ place: Origin?, _ builder: DocumentBuilder) {
        if let key { builder.key(key) }
        builder.origin(place)
    }

    private func emitPlain(_ node: NodePointer, to builder: DocumentBuilder, as key: Symbol?, depth: Int) {
        guard depth < Self.depthLimit, spend(1) else { return emitSpent(to: builder, as: key) }
        let kind = node.pointee.kind
        begin(key, origin(node), builder)
        switch kind {
        case .null: builder.null()
        case .bool: builder.bool(node.pointee.bool)
        case .int: builder.int(node.pointee.int)
        case .double: builder.double(node.pointee.double)
        case .string:
            _ = spend(node.pointee.count)
            loopValues.isEmpty ? builder.string(utf8: node.stringBytes) : builder.string(looped(node.string))
        case .list:
            builder.beginList()
            for child in node.children.indices { emit(node.firstChild + child, to: builder, as: nil, depth: depth + 1) }
            builder.endList()
        case .map:
            builder.beginMap()
            emitMembers(node, to: builder, depth: depth)
            builder.endMap()
        case .notCollected, .knownAfterApply:
            break
        }
    }

    /// A map's members; what a transform beside them makes is an unknown rest.
    private func emitMembers(_ node: NodePointer, to builder: DocumentBuilder, depth: Int) {
        guard template.hasMadeMembers else {
            for index in 0..<node.pointee.count {
                let child = node.firstChild + index
                emit(child, to: builder, as: child.pointee.key, depth: depth + 1)
            }
            return
        }
        forEachMember(of: node, depth: depth) { child, key in
            builder.origin(origin(child))
            builder.unknown(placed(key.text, child), rest: true)
        } _: { key, child in
            emit(child, to: builder, as: key, depth: depth + 1)
        }
    }

    private func emitSpent(to builder: DocumentBuilder, as key: Symbol?) {
        begin(key, nil, builder)
        builder.unknown(.knownAfterApply("template", "the template's values grow past the limit"))
    }
}
