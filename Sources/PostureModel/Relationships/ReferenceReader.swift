import Document

/// What an asset's properties name by a relationship.
enum ReferenceReader {
    enum Reference: Hashable {
        case text(String)
        case unknown(Unknown)
    }

    static func references(of asset: Asset, _ relationship: Relationship.Reference) -> [Reference] {
        guard let properties = asset.properties else { return [] }
        var found: [Reference] = []
        for path in relationship.paths { read(properties, path.steps[...], &found) }
        var seen: Set<Reference> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// The texts and unknowns at a path.
    static func read(_ value: DocumentValue, _ steps: ArraySlice<PropertyPath.Step>, _ found: inout [Reference]) {
        if let unknown = value.unknown { return found.append(.unknown(unknown)) }
        guard let step = steps.first else {
            // A list where the path says one.
            if value.kind == .list { return read(value, [.each], &found) }
            if let text = value.nameText { found.append(.text(text)) }
            return
        }
        let rest = steps.dropFirst()
        switch step {
        case .member(let name):
            if let member = value[name] { return read(member, rest, &found) }
            if let unknown = value[.rest]?.unknown { found.append(.unknown(unknown)) }
        case .each:
            guard value.kind == .list else { return read(value, rest, &found) }
            for element in value.elements { read(element, rest, &found) }
        }
    }
}

extension DocumentValue {
    /// A text or a whole number, as names are; an empty text names nothing.
    fileprivate var nameText: String? {
        if let text = string { return text.isEmpty ? nil : text }
        return int.map(String.init)
    }
}
