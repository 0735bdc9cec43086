import GRDB
public import SourceText

extension SQLiteStore {
    public func counts() async throws(Diagnostic) -> StoreCounts {
        try await read { db in
            func count(_ what: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(what)") ?? 0 }
            var counts = StoreCounts()
            counts.assets = try count("asset WHERE version IS NOT NULL")
            counts.assetVersions = try count("asset_version")
            counts.findings = try count("finding WHERE state IS NOT NULL")
            counts.findingStates = try count("finding_state")
            counts.runs = try count("run")
            return counts
        }
    }

    public func check() async throws(Diagnostic) -> [Diagnostic] {
        let path = path
        return try await read { db in
            func damage(_ what: String) -> Diagnostic {
                Diagnostic(.error, code: "store-corrupt", what, location: SourceLocation(path: path))
            }
            var found = try String.fetchAll(db, sql: "PRAGMA quick_check(100)").filter { $0 != "ok" }.map(damage)
            guard found.isEmpty else { return found }
            if try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") != nil {
                found.append(damage("a row refers to one that is not there"))
            }
            for (what, query) in Self.contradictions where try Int.fetchOne(db, sql: "SELECT EXISTS (\(query))") == 1 {
                found.append(damage(what))
            }
            return found
        }
    }

    /// What may never be, and how to find it.
    private static let contradictions = [
        (
            "an asset and its current version disagree",
            """
            SELECT 1 FROM asset a LEFT JOIN asset_version v ON v.asset = a.number AND v.valid_to IS NULL
            WHERE a.version IS NOT v.number OR a.digest IS NOT v.digest
            """
        ),
        (
            "a finding and its current state disagree",
            """
            SELECT 1 FROM finding f LEFT JOIN finding_state s ON s.finding = f.number AND s.valid_to IS NULL
            WHERE f.state IS NOT s.number
            """
        ),
        (
            "a finding stands on an asset that is gone",
            "SELECT 1 FROM finding f JOIN asset a ON a.number = f.asset WHERE f.state IS NOT NULL AND a.version IS NULL"
        ),
        (
            "an asset that is gone is still found by its names",
            "SELECT 1 FROM asset_entry e JOIN asset a ON a.number = e.asset WHERE a.version IS NULL"
        ),
        (
            "a finding that does not stand hangs on something",
            "SELECT 1 FROM dependency d JOIN finding f ON f.number = d.finding WHERE f.state IS NULL"
        ),
        (
            "two versions of an asset stand at once",
            """
            SELECT 1 FROM asset_version v JOIN asset_version w ON w.asset = v.asset AND w.valid_from > v.valid_from
            WHERE v.valid_to IS NULL OR v.valid_to > w.valid_from
            """
        ),
        (
            "two states of a finding stand at once",
            """
            SELECT 1 FROM finding_state s JOIN finding_state t ON t.finding = s.finding AND t.valid_from > s.valid_from
            WHERE s.valid_to IS NULL OR s.valid_to > t.valid_from
            """
        ),
    ]
}
