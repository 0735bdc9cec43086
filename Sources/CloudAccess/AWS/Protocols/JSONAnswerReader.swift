import Document

/// Copies from a JSON answer what the model knows, under the model's names and types.
struct JSONAnswerReader {
    let model: ServiceModel
    let builder: DocumentBuilder

    /// The members of a structure, into the map that the caller has begun.
    func readMembers(of shape: Int, at node: NodePointer) throws(AnswerFailure) {
        for member in model.shapes[shape].members where member.location == nil {
            guard let value = node.child(member.jsonSymbol), value.pointee.kind != .null else { continue }
            builder.key(member.symbol)
            try read(member, at: value)
        }
    }

    func read(_ member: Member, at node: NodePointer) throws(AnswerFailure) {
        let kind = node.pointee.kind
        if kind == .null { return builder.null() }
        let shape = model.shapes[member.shape]
        if shape.isDocument { return copy(node) }
        switch shape.kind {
        case .structure:
            guard kind == .map else { throw mismatch(member, node) }
            builder.beginMap()
            try readMembers(of: member.shape, at: node)
            builder.endMap()
        case .list:
            guard kind == .list, let element = shape.element else { throw mismatch(member, node) }
            builder.beginList()
            var child = node.firstChild
            for _ in 0..<node.pointee.count {
                try read(element, at: child)
                child += 1
            }
            builder.endList()
        case .map:
            guard kind == .map, let value = shape.value else { throw mismatch(member, node) }
            builder.beginMap()
            var child = node.firstChild
            for _ in 0..<node.pointee.count {
                builder.key(child.pointee.key)
                try read(value, at: child)
                child += 1
            }
            builder.endMap()
        case .timestamp: readTimestamp(node)
        case .integer, .long, .float, .double: try readNumber(member, shape.kind, node)
        case .boolean:
            if kind == .string {
                builder.bool(node.string.lowercased() == "true")
            } else {
                guard kind == .bool else { throw mismatch(member, node) }
                builder.bool(node.pointee.bool)
            }
        case .string, .blob: try readText(member, node)
        }
    }

    private func readText(_ member: Member, _ node: NodePointer) throws(AnswerFailure) {
        switch node.pointee.kind {
        case .string: builder.string(utf8: node.stringBytes)
        // A scalar of another type keeps its text rather than being lost.
        case .int: builder.string(String(node.pointee.int))
        case .double: builder.string(String(node.pointee.double))
        case .bool: builder.string(node.pointee.bool ? "true" : "false")
        default: throw mismatch(member, node)
        }
    }

    private func readNumber(_ member: Member, _ kind: Shape.Kind, _ node: NodePointer) throws(AnswerFailure) {
        let isWhole = kind == .integer || kind == .long
        switch node.pointee.kind {
        case .int where isWhole: builder.int(node.pointee.int)
        case .int: builder.double(Double(node.pointee.int))
        case .double:
            let value = node.pointee.double
            if isWhole, let whole = Int64(exactly: value) { builder.int(whole) } else { builder.double(value) }
        case .string:
            let text = node.string
            if isWhole, let value = Int64(text) {
                builder.int(value)
            } else if let value = Double(text) {
                builder.double(value)
            } else {
                throw mismatch(member, node)
            }
        default: throw mismatch(member, node)
        }
    }

    private func readTimestamp(_ node: NodePointer) {
        switch node.pointee.kind {
        case .int:
            if let instant = Instant(unix: node.pointee.int) { builder.string(instant.rfc3339) } else { copy(node) }
        case .double:
            if let instant = Instant(unix: node.pointee.double) { builder.string(instant.rfc3339) } else { copy(node) }
        case .string:
            let text = node.string
            builder.string(Instant(parsing: text)?.rfc3339 ?? text)
        default: copy(node)
        }
    }

    /// Any JSON as it is; readers have bounded its depth.
    private func copy(_ node: NodePointer) {
        switch node.pointee.kind {
        case .null, .notCollected, .knownAfterApply: builder.null()
        case .bool: builder.bool(node.pointee.bool)
        case .int: builder.int(node.pointee.int)
        case .double: builder.double(node.pointee.double)
        case .string: builder.string(utf8: node.stringBytes)
        case .list, .map:
            let isMap = node.pointee.kind == .map
            if isMap { builder.beginMap() } else { builder.beginList() }
            var child = node.firstChild
            for _ in 0..<node.pointee.count {
                if isMap { builder.key(child.pointee.key) }
                copy(child)
                child += 1
            }
            if isMap { builder.endMap() } else { builder.endList() }
        }
    }

    private func mismatch(_ member: Member, _ node: NodePointer) -> AnswerFailure {
        let wanted = model.shapes[member.shape].kind.rawValue
        return AnswerFailure(message: "\(member.name) is of the JSON type \(node.pointee.kind), not a \(wanted)")
    }
}
