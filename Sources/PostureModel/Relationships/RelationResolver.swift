import Document
import SourceText

/// Follows relationships from asset to asset, and remembers what it found as long as the estate stays as it is.
public final class RelationResolver {
    let types: RelationTable
    public let estate: any Estate
    private var generation: UInt64
    private var answers: [AnswerKey: RelatedAssets] = [:]
    private var resolutions: [ResolutionKey: RelatedAssets] = [:]
    private var held = 0

    /// Assets that one answer may hold; one with more is a failure, as no condition can look at them all.
    public static let mostAssets = 10_000
    /// Assets that are remembered before all is forgotten, so that no walk through an estate holds it.
    private static let mostHeld = 20_000

    public init(types: RelationTable, estate: any Estate) {
        self.types = types
        self.estate = estate
        generation = estate.generation
    }

    private struct AnswerKey: Hashable {
        var asset: EstateKey
        var relationship: String
    }

    private struct ResolutionKey: Hashable {
        var scope: String
        var reference: ReferenceReader.Reference
        var relationship: Relationship.Reference
        var placement: Placement
    }

    /// What a relationship leads to.
    ///
    /// - Throws: where the asset's type has no such relationship, or the estate can't be read.
    public func related(_ asset: Asset, _ name: String) throws(RelationFailure) -> RelatedAssets {
        if generation != estate.generation {
            generation = estate.generation
            forget()
        }
        let key = AnswerKey(asset: .asset(asset), relationship: name)
        if let known = answers[key] { return known }
        guard let relationship = types[asset.type]?.relationships[name] else { throw missing(name, of: asset.type) }
        var answer = RelatedAssets()
        answer.keys.insert(.relationship(name, of: asset.type))
        switch relationship.kind {
        case .reference(let reference):
            for item in ReferenceReader.references(of: asset, reference) {
                answer.merge(try resolve(item, of: asset, reference))
            }
        case .inverse(let inverses):
            for inverse in inverses { try follow(inverse, to: asset, &answer) }
        }
        answer.finish()
        guard answer.assets.count <= Self.mostAssets else { throw RelationResolver.tooMany(name, of: asset.type) }
        hold(answer.assets.count)
        answers[key] = answer
        return answer
    }

    /// Whom one reference means; remembered.
    func resolve(
        _ item: ReferenceReader.Reference, of asset: Asset, _ relationship: Relationship.Reference
    ) throws(RelationFailure) -> RelatedAssets {
        let key = ResolutionKey(scope: asset.estateScope, reference: item, relationship: relationship, placement: asset.placement)
        if let known = resolutions[key] { return known }
        let resolver = ReferenceResolver(
            types: types, estate: estate, relationship: relationship, scope: key.scope, isCode: asset.origin.isDeclared,
            placement: key.placement)
        let found = try resolver.resolve(item)
        hold(found.assets.count)
        resolutions[key] = found
        return found
    }

    private func hold(_ count: Int) {
        // Also an answer of nothing takes room.
        held += count + 1
        if held > Self.mostHeld { forget() }
    }

    private func forget() {
        answers.removeAll(keepingCapacity: true)
        resolutions.removeAll(keepingCapacity: true)
        held = 0
    }

    private func missing(_ name: String, of type: String) -> RelationFailure {
        let known = types[type]?.relationships.keys.sorted() ?? []
        let hint = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
        return RelationFailure(message: "\(type) has no relationship '\(name)'; \(hint)")
    }

    static func tooMany(_ name: String, of type: String) -> RelationFailure {
        RelationFailure(message: "'\(name)' of \(type) leads to more than \(mostAssets) assets")
    }
}

extension RelatedAssets {
    mutating func merge(_ other: RelatedAssets) {
        assets += other.assets
        rest = rest ?? other.rest
        keys.formUnion(other.keys)
    }

    /// Each asset once, in the order of their names, with all that they say counted among what the answer hangs on.
    mutating func finish() {
        var seen: Set<String> = []
        assets = assets.map { ($0, "\($0.estateScope)\u{0}\($0.estateName)") }.sorted { $0.1 < $1.1 }
            .filter { seen.insert($0.1).inserted }.map(\.0)
        for asset in assets { keys.insert(.asset(asset)) }
    }
}
