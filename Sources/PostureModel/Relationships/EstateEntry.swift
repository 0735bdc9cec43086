import Document

/// One key that an asset is found under.
public struct EstateEntry: Sendable, Hashable {
    public var key: EstateKey
    /// What about the asset an answer under this key may hang on, without the asset being part of the answer.
    public var fingerprint: UInt64

    public init(key: EstateKey, fingerprint: UInt64) {
        self.key = key
        self.fingerprint = fingerprint
    }

    /// All keys of an asset, in their order; none occurs twice.
    public static func entries(of asset: Asset, _ relations: RelationTable) -> [EstateEntry] {
        guard let type = relations[asset.type] else { return [] }
        let collector = EntryCollector(asset)
        collector.addNames(type)
        for relationship in type.relationships.values { collector.add(relationship) }
        return collector.entries
    }

    /// The keys whose answers may be others where one asset takes the place of another version of it (nil: it is not there).
    public static func changes(from old: Asset?, to new: Asset?, _ relations: RelationTable) -> Set<EstateKey> {
        if let old, let new, old.document == new.document, old.placement == new.placement { return [] }
        let before = Set(old.map { entries(of: $0, relations) } ?? [])
        let after = Set(new.map { entries(of: $0, relations) } ?? [])
        var keys = Set(before.symmetricDifference(after).map(\.key))
        if let asset = new ?? old { keys.insert(.asset(asset)) }
        return keys
    }
}

private final class EntryCollector {
    private let asset: Asset
    private let scope: String
    private var hashes: [EstateKey: [UInt64]] = [:]

    init(_ asset: Asset) {
        self.asset = asset
        scope = asset.estateScope
    }

    func addNames(_ type: TypeRelations) {
        for (naming, source) in asset.names(type) { add(.named(scope, asset.type, naming), source) }
    }

    func add(_ relationship: Relationship) {
        guard case .reference(let reference) = relationship.kind else { return }
        for item in ReferenceReader.references(of: asset, reference) {
            for naming in item.namings(inCode: asset.origin.isDeclared) {
                add(.referring(scope, asset.type, relationship.name, naming), item.fingerprintText)
            }
            if case .unknown = item { add(.open(scope, asset.type, relationship.name), item.fingerprintText) }
        }
    }

    private func add(_ key: EstateKey, _ source: String) {
        var hash = TextHash()
        hash.add(source)
        hashes[key, default: []].append(hash.finish())
    }

    var entries: [EstateEntry] {
        let placement = asset.placement
        return hashes.map { key, values in
            var hash = TextHash()
            for part in [placement.account, placement.region, placement.namespace] { hash.add(part ?? "\u{0}") }
            for value in values.sorted() { hash.add(String(value, radix: 36)) }
            return EstateEntry(key: key, fingerprint: hash.finish())
        }.sorted { $0.key < $1.key }
    }
}

extension Asset {
    /// All that other assets may call it by, each with what says so: `id`, `address`, an identifier's path.
    func names(_ type: TypeRelations) -> [(naming: AssetNaming, source: String)] {
        var names: [(AssetNaming, String)] = [(.literal(id), "id")]
        if origin.isDeclared, let address { names.append((.address(address), "address")) }
        guard let properties else { return names }
        for path in type.identifiers {
            var values: [ReferenceReader.Reference] = []
            ReferenceReader.read(properties, path.steps[...], &values)
            for value in values {
                switch value {
                case .text(let text): names.append((.literal(text), path.description))
                case .unknown(let unknown):
                    guard origin.isDeclared, let naming = AssetNaming.symbol(of: unknown) else { continue }
                    names.append((naming, path.description))
                }
            }
        }
        return names
    }
}

extension ReferenceReader.Reference {
    /// The names that this reference may mean.
    func namings(inCode: Bool) -> [AssetNaming] {
        switch self {
        case .text(let text): [.literal(text)] + (inCode ? AssetNaming.end(of: text).map { [$0] } ?? [] : [])
        case .unknown(let unknown):
            inCode ? AssetNaming.addresses(in: unknown.symbol) + (AssetNaming.symbol(of: unknown).map { [$0] } ?? []) : []
        }
    }

    var fingerprintText: String {
        switch self {
        case .text(let text): "=" + text
        case .unknown(let unknown): "?\(unknown.symbol) \(unknown.reason)"
        }
    }
}
