import Document
import PostureModel

/// What one judge sees of the assets around the one it judges, and what it has asked about them. Carried by the activation.
final class RelatedLook {
    private var resolver: RelationResolver?
    private let relations: RelationTable
    /// The assets that expressions may hold at the moment, by their documents' roots.
    private var assets: [NodePointer: Asset] = [:]
    private(set) var keys: Set<EstateKey> = []

    init(relations: RelationTable) { self.relations = relations }

    /// Turns to an asset; what was asked for the last one is forgotten.
    func begin(_ asset: Asset, in estate: (any Estate)?) {
        if resolver?.estate !== estate { resolver = estate.map { RelationResolver(types: relations, estate: $0) } }
        assets.removeAll(keepingCapacity: true)
        assets[asset.document.rootPointer] = asset
        keys.removeAll(keepingCapacity: true)
    }

    /// Begins the record of another control on the same asset.
    func beginControl() { if !keys.isEmpty { keys.removeAll(keepingCapacity: true) } }

    /// Nil where there is nothing to look into.
    func related(to node: DocumentValue, _ name: String) -> Result<RelatedAssets?, RelationFailure> {
        guard let asset = assets[node.pointer] else {
            return .failure(RelationFailure(message: "'\(name)' is asked of something that is no asset"))
        }
        guard let resolver else { return .success(nil) }
        do throws(RelationFailure) {
            let found = try resolver.related(asset, name)
            keys.formUnion(found.keys)
            for asset in found.assets { assets[asset.document.rootPointer] = asset }
            return .success(found)
        } catch {
            return .failure(error)
        }
    }

    /// The related asset that a value belongs to; nil for one of the asset that is judged itself.
    func owner(of value: DocumentValue, besides judged: Asset) -> Asset? {
        // A circle may lead back to it, in another copy.
        guard let owner = assets[value.document.rootPointer], EstateKey.asset(owner) != .asset(judged) else { return nil }
        return owner
    }
}
