import PostureModel
import SourceText

/// What relationships say of types that are described in other files.
enum RelationshipConflicts {
    static func find(in types: [AssetType]) -> [Diagnostic] {
        let byName = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return types.flatMap { type in type.relationships.flatMap { faults(of: $0, in: type, byName) } }
    }

    private static func faults(of relationship: Relationship, in type: AssetType, _ types: [String: AssetType]) -> [Diagnostic] {
        switch relationship.kind {
        case .reference(let reference):
            return reference.targets.flatMap { name -> [Diagnostic] in
                guard let target = types[name] else { return [fault("there is no asset type \(name)", relationship, type)] }
                let known = target.relations.identifiers
                return reference.by.filter { !known.contains($0) }.map {
                    fault("\(name) is not called by \($0), but by \(known.map(\.description).joined(separator: ", "))", relationship, type)
                }
            }
        case .inverse(let inverses):
            return inverses.compactMap { inverse in
                let forward = types[inverse.type]?.relationships.first { $0.name == inverse.relationship }
                if case .reference(let reference)? = forward?.kind, reference.targets.contains(type.name) { return nil }
                return fault("\(inverse.type).\(inverse.relationship) does not lead to \(type.name)", relationship, type)
            }
        }
    }

    private static func fault(_ message: String, _ relationship: Relationship, _ type: AssetType) -> Diagnostic {
        Diagnostic(
            .error, code: "asset-relationship", "'\(relationship.name)' of \(type.name): \(message)",
            location: SourceLocation(path: type.file.path))
    }
}
