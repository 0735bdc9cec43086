import GRDB
import PostureModel
public import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// A store in one SQLite file (write-ahead log). Any number of processes may read and write it at once.
public final class SQLiteStore: Store {
    let path: String
    let pool: DatabasePool
    let locks: RunLocks

    /// How long a writer waits for another one, in seconds.
    static let busyTimeout = 60.0

    /// Opens a store, makes it where there is none, brings its schema up to date, and marks runs as interrupted whose process
    /// is gone.
    ///
    /// - Throws: `store-unreadable`, `store-not-a-store`, `store-corrupt`, `store-newer`, `store-busy`, `store-read-only`.
    public init(path: String) throws(Diagnostic) {
        self.path = path
        try StoreFile(path: path).prepare()
        locks = try RunLocks(storePath: path)
        do {
            pool = try Self.openPool(path)
            try Self.migrate(pool, path: path)
            try Self.markInterruptedRuns(pool, locks: locks)
        } catch {
            throw StoreFailure.diagnostic(error, path: path)
        }
    }

    private static func openPool(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.foreignKeysEnabled = true
        configuration.label = "kamae-store"
        configuration.prepareDatabase { db in
            // With a write-ahead log this is safe against killed processes, and against power cuts but for the last moments.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            // Indexes over hashes are hit all over: a writer's cache in KiB holds their pages, and a longer log (16 MiB) copies
            // each of them into the file less often. Measured: a first run of 100,000 assets with 500,000 findings.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -8000 : -48000)")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        // Switching to the write-ahead log is refused at once, without the timeout, while another process does the same.
        var attempts = 0
        while true {
            do {
                return try DatabasePool(path: path, configuration: configuration)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempts < 200 {
                attempts += 1
                usleep(25_000)
            }
        }
    }

    private static func migrate(_ pool: DatabasePool, path: String) throws {
        let current = try pool.read { db in try schemaVersion(db, path: path) }
        guard current != SchemaMigration.latest else { return }
        try pool.write { db in
            // Another process may have been faster.
            let current = try schemaVersion(db, path: path)
            if current == 0 { try db.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)") }
            guard current <= SchemaMigration.latest else {
                throw Diagnostic(
                    .error, code: "store-newer",
                    "the store has schema \(current), this program knows schemas up to \(SchemaMigration.latest)",
                    location: SourceLocation(path: path), hint: "use a newer kamae, or another store with --store")
            }
            for migration in SchemaMigration.all where migration.version > current {
                try db.execute(sql: migration.sql)
                try db.execute(sql: "PRAGMA user_version = \(migration.version)")
            }
        }
    }

    /// 0 for a file without tables.
    private static func schemaVersion(_ db: Database, path: String) throws -> Int {
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        if isEmpty { return 0 }
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == StoreFile.applicationID else {
            throw StoreFailure.notADatabase(path)
        }
        return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    // MARK: Access

    /// One transaction. What fails is undone as a whole.
    func write<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) async throws(Diagnostic) -> Result {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreFailure.diagnostic(error, path: path)
        }
    }

    /// One consistent state of the store.
    func read<Result: Sendable>(_ body: @Sendable (Database) throws -> Result) async throws(Diagnostic) -> Result {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreFailure.diagnostic(error, path: path)
        }
    }

    static func moment(_ time: String?) throws(Diagnostic) -> Timestamp {
        try time.map { text throws(Diagnostic) in try Timestamp(rfc3339: text) } ?? .now()
    }

    static func optionalMoment(_ time: String?) throws(Diagnostic) -> Timestamp? {
        try time.map { text throws(Diagnostic) in try Timestamp(rfc3339: text) }
    }
}
