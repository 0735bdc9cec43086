public import Document
public import SourceText

/// An estate that is held in memory: a program's, an example's, a small account's.
public final class MemoryEstate: Estate {
    private let relations: RelationTable
    private let isCovered: (_ type: String, _ account: String?, _ region: String?) -> Unknown?
    private var assets: [EstateKey: Asset] = [:]
    private var holders: [EstateKey: Set<EstateKey>] = [:]
    public private(set) var generation: UInt64 = 0

    /// - Parameter gap: why the observed assets of a type in some place are not all here; nil where they are.
    public init(
        _ assets: [Asset] = [], relations: RelationTable,
        gap: @escaping (_ type: String, _ account: String?, _ region: String?) -> Unknown? = { _, _, _ in nil }
    ) {
        self.relations = relations
        isCovered = gap
        for asset in assets { put(asset) }
    }

    /// Adds an asset, or puts it in the place of its last version.
    ///
    /// - Returns: the keys under which answers may now be others.
    @discardableResult
    public func put(_ asset: Asset) -> Set<EstateKey> { replace(.asset(asset), with: asset) }

    /// Takes an asset out; ``put(_:)`` says what is returned.
    @discardableResult
    public func remove(_ asset: Asset) -> Set<EstateKey> { replace(.asset(asset), with: nil) }

    private func replace(_ key: EstateKey, with new: Asset?) -> Set<EstateKey> {
        let old = assets[key]
        let changes = EstateEntry.changes(from: old, to: new, relations)
        for entry in old.map({ EstateEntry.entries(of: $0, relations) }) ?? [] { holders[entry.key]?.remove(key) }
        for entry in new.map({ EstateEntry.entries(of: $0, relations) }) ?? [] { holders[entry.key, default: []].insert(key) }
        assets[key] = new
        generation &+= 1
        return changes
    }

    /// Says that listings were read, or are no longer to be trusted: what was known of gaps is asked anew.
    public func coverageChanged() { generation &+= 1 }

    /// The asset whose content this is the key of.
    public func asset(_ key: EstateKey) -> Asset? { assets[key] }

    public var all: some Collection<Asset> { assets.values }

    public func assets(under key: EstateKey, limit: Int) throws(Diagnostic) -> [Asset] {
        holders[key]?.prefix(limit).compactMap { assets[$0] } ?? []
    }

    public func gap(type: String, account: String?, region: String?) throws(Diagnostic) -> Unknown? {
        isCovered(type, account, region)
    }
}
