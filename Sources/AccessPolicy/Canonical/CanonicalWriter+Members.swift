import Document

/// The members of a map by canonical name.
struct PolicyMembers {
    var known: [Symbol: [DocumentValue]] = [:]
    var others: [(key: Symbol, value: DocumentValue)] = []
    var rest: DocumentValue?
}

extension CanonicalWriter {
    /// The members of a map, names folded. Null members are absent.
    func gather(_ value: DocumentValue, by table: NameTable) -> PolicyMembers {
        var result = PolicyMembers()
        for (key, member) in value.members {
            if member.pointer.pointee.isRest {
                result.rest = member
            } else if !member.isNull {
                if let name = table[key] {
                    result.known[name, default: []].append(member)
                } else {
                    result.others.append((key, member))
                }
            }
        }
        return result
    }

    /// One member by name, if it is there. Of two spellings of one name nobody can say which counts.
    func one(_ name: Symbol, of members: PolicyMembers, _ write: (DocumentValue) -> Void) {
        guard let values = members.known[name], let first = values.first else { return }
        builder.key(name)
        if values.count == 1 {
            write(first)
        } else {
            unreadable("the policy document says \(name) more than once", at: first)
        }
    }

    /// What has no place in the canonical form stays visible as it is.
    func others(of members: PolicyMembers) {
        for (key, value) in members.others {
            builder.key(key)
            copy(value)
        }
        if let rest = members.rest { copy(rest) }
    }

    // MARK: Saying

    /// The place of the value that comes next.
    func place(_ value: DocumentValue) { builder.origin(places.origin(of: value)) }

    func copy(_ value: DocumentValue) {
        switch value.kind {
        case .string:
            place(value)
            builder.string(utf8: value.pointer.stringBytes)
        case .notCollected, .knownAfterApply:
            place(value)
            if let unknown = value.unknown { builder.unknown(unknown, rest: value.pointer.pointee.isRest) } else { builder.null() }
        case .null:
            place(value)
            builder.null()
        case .bool, .int, .double:
            place(value)
            scalar(value.pointer)
        case .list, .map:
            // As deep as the document's own limit lets values be.
            place(value)
            value.kind == .map ? builder.beginMap() : builder.beginList()
            for element in value.elements { copy(element) }
            for (key, member) in value.members {
                if !member.pointer.pointee.isRest { builder.key(key) }
                copy(member)
            }
            value.kind == .map ? builder.endMap() : builder.endList()
        }
    }

    private func scalar(_ node: NodePointer) {
        switch node.pointee.kind {
        case .bool: builder.bool(node.pointee.bool)
        case .int: builder.int(node.pointee.int)
        default: builder.double(node.pointee.double)
        }
    }

    func unreadable(_ why: String, at value: DocumentValue) {
        place(value)
        builder.unknown(.unreadable("policy", why))
    }
}
