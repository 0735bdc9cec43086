import GRDB
public import PostureModel
public import SourceText

extension SQLiteStore {
    public func estate(_ coverage: ListingCoverage) -> any ChangingEstate { SQLiteEstate(store: self, coverage: coverage) }

    public func dependents(on keys: Set<EstateKey>) async throws(Diagnostic) -> [Dependent] {
        guard !keys.isEmpty else { return [] }
        return try await read { db in
            var found: [Int64: Dependent] = [:]
            let statement = try db.cachedStatement(
                sql: """
                    SELECT f.asset, c.id, a.face, a.program, v.type, v.account, v.region, v.id, v.address
                    FROM dependency d JOIN finding f ON f.number = d.finding JOIN control c ON c.number = f.control
                        JOIN asset a ON a.number = f.asset JOIN asset_version v ON v.number = a.version
                    WHERE d.key = ? AND f.state IS NOT NULL
                    """)
            for key in keys.sorted() {
                let rows = try Row.fetchCursor(statement, arguments: [key.column])
                while let row = try rows.next() {
                    found[row[0], default: Dependent(asset: Self.key(row), controls: [])].controls.insert(row[1])
                }
            }
            return found.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private static func key(_ row: Row) -> AssetKey {
        guard row[2] as Int == FindingOrigin.code.code else {
            return .live(type: row[4], account: row[5], region: row[6], id: row[7])
        }
        return .code(program: row[3], address: row[8] ?? "\(row[4] as String)/\(row[7] as String)")
    }
}
