import GRDB
import PostureModel

/// Writes what assets are found by, within one transaction.
struct EntryWriter {
    private let remove: Statement
    private let add: Statement
    private let set: Statement

    init(_ db: Database) throws {
        remove = try db.cachedStatement(sql: "DELETE FROM asset_entry WHERE asset = ?")
        add = try db.cachedStatement(sql: "INSERT INTO asset_entry (key, asset) VALUES (?, ?)")
        set = try db.cachedStatement(sql: "UPDATE asset SET entries = ? WHERE number = ?")
    }

    /// - Parameter known: the hash of what the asset has been found by.
    func write(_ entries: [EstateEntry], of asset: Int64, known: Int64?) throws {
        let hash = KeyHash.of(entries.map(\.key))
        guard hash != known else { return }
        if known != nil { try remove.execute(arguments: [asset]) }
        for entry in entries { try add.execute(arguments: [entry.key.column, asset]) }
        try set.execute(arguments: [hash, asset])
    }

    /// The asset is gone.
    func clear(_ asset: Int64) throws {
        try remove.execute(arguments: [asset])
        try set.execute(arguments: [nil, asset])
    }
}

extension EstateKey {
    /// SQLite's integers have a sign.
    var column: Int64 { Int64(bitPattern: value) }
}

/// Tells one set of keys from another one.
enum KeyHash {
    /// - Parameter keys: in order.
    /// - Returns: nil for none.
    static func of(_ keys: [EstateKey]) -> Int64? {
        guard !keys.isEmpty else { return nil }
        var hash = ShortHash()
        for key in keys { hash.add(key.column) }
        return hash.finish()
    }
}
