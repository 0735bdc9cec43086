import Document
import GRDB
import PostureModel
import SourceText

/// The observed assets of a store, looked up by index; nothing is held but the answers.
final class SQLiteEstate: ChangingEstate {
    private let store: SQLiteStore
    var coverage: ListingCoverage { didSet { generation &+= 1 } }
    private(set) var generation: UInt64 = 0

    init(store: SQLiteStore, coverage: ListingCoverage) {
        self.store = store
        self.coverage = coverage
    }

    func assetsChanged() { generation &+= 1 }

    func assets(under key: EstateKey, limit: Int) throws(Diagnostic) -> [Asset] {
        do {
            // Inside of a stream from the store it reads what the stream reads.
            return try store.pool.unsafeReentrantRead { db in
                let statement = try db.cachedStatement(sql: SQLiteEstate.sql)
                let reader = AssetRowReader(db)
                var found: [Asset] = []
                let rows = try Row.fetchCursor(statement, arguments: [key.column, limit])
                while let row = try rows.next() { found.append(try reader.read(row).asset) }
                return found
            }
        } catch {
            throw StoreFailure.diagnostic(error, path: store.path)
        }
    }

    func gap(type: String, account: String?, region: String?) throws(Diagnostic) -> Unknown? {
        coverage.gap(type: type, account: account, region: region)
    }

    private static let sql = """
        SELECT \(StoredAsset.columns) FROM asset_entry e CROSS JOIN asset a ON a.number = e.asset
            CROSS JOIN asset_version v ON v.number = a.version
        WHERE e.key = ? LIMIT ?
        """
}
