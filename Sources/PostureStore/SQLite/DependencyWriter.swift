import GRDB
import PostureModel

/// Writes what findings hang on, within one transaction.
struct DependencyWriter {
    private let remove: Statement
    private let add: Statement
    private let set: Statement

    init(_ db: Database) throws {
        remove = try db.cachedStatement(sql: "DELETE FROM dependency WHERE finding = ?")
        add = try db.cachedStatement(sql: "INSERT INTO dependency (key, finding) VALUES (?, ?)")
        set = try db.cachedStatement(sql: "UPDATE finding SET dependencies = ? WHERE number = ?")
    }

    /// - Parameter known: the hash of what the finding has hung on.
    func write(_ keys: [EstateKey], of finding: Int64, known: Int64?) throws {
        let hash = KeyHash.of(keys)
        guard hash != known else { return }
        if known != nil { try remove.execute(arguments: [finding]) }
        for key in keys { try add.execute(arguments: [key.column, finding]) }
        try set.execute(arguments: [hash, finding])
    }
}
