import Document
import Foundation
import GRDB
import PostureModel
public import SourceText

extension SQLiteStore {
    public func forEachAsset(
        matching filter: AssetFilter, at time: String?, _ body: @escaping @Sendable (StoredAsset) throws -> StreamStep
    ) async throws {
        let moment = try Self.optionalMoment(time)
        let condition = Self.condition(filter, at: moment)
        try await streaming { db in
            let limit = filter.limit.map { " LIMIT \(max(0, $0))" } ?? ""
            // Numbers first, so that what is sorted is small; then rows in the order they lie in the file.
            let sql = """
                \(StoredAsset.select) WHERE v.number IN (
                    SELECT v.number FROM asset_version v JOIN asset a ON a.number = v.asset WHERE \(condition.sql))
                ORDER BY v.number\(limit)
                """
            let rows = try Row.fetchCursor(db, sql: sql, arguments: condition.arguments)
            let reader = AssetRowReader(db)
            while let row = try rows.next() {
                if case .stop = try body(try reader.read(row)) { return }
            }
        }
    }

    public func assets(named reference: String, at time: String?) async throws(Diagnostic) -> [StoredAsset] {
        let moment = try Self.optionalMoment(time)
        return try await read { db in
            var condition = Condition()
            condition.add(standing: "v", at: moment)
            condition.add("(v.id = ? OR v.address = ?)", [reference, reference])
            return try Self.fetch(db, condition)
        }
    }

    public func versions(of asset: AssetKey) async throws(Diagnostic) -> [StoredAsset] {
        try await read { db in
            var condition = Condition()
            condition.add("a.key = ?", [Data(asset.digest)])
            return try Self.fetch(db, condition)
        }
    }

    public func asset(_ key: AssetKey) async throws(Diagnostic) -> StoredAsset? {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(StoredAsset.columns) FROM asset a JOIN asset_version v ON v.number = a.version
                    WHERE a.key = ?
                    """)
            return try Row.fetchOne(statement, arguments: [Data(key.digest)]).map { try AssetRowReader(db).read($0) }
        }
    }

    // MARK: Working parts

    private static func fetch(_ db: Database, _ condition: Condition) throws -> [StoredAsset] {
        let rows = try Row.fetchCursor(
            db, sql: "\(StoredAsset.select) WHERE \(condition.sql) ORDER BY v.valid_from, v.number",
            arguments: condition.arguments)
        let reader = AssetRowReader(db)
        var assets: [StoredAsset] = []
        while let row = try rows.next() { assets.append(try reader.read(row)) }
        return assets
    }

    static func condition(_ filter: AssetFilter, at time: Timestamp?) -> Condition {
        var condition = Condition()
        condition.add(standing: "v", at: time)
        condition.add("v.id", in: filter.ids)
        condition.add("v.type", in: filter.types)
        condition.add("v.provider", in: filter.providers)
        condition.add("v.account", in: filter.accounts)
        condition.add("v.region", in: filter.regions)
        condition.add("v.name", in: filter.names)
        if let prefix = filter.namePrefix { condition.add("v.name", startingWith: prefix) }
        let open = filter.includesOpenTags ? " UNION SELECT number FROM asset_version WHERE has_open_tags = 1" : ""
        for tag in filter.tags {
            let value = tag.value.map { [$0] } ?? []
            let term = value.isEmpty ? "" : " AND value = ?"
            condition.add("v.number IN (SELECT version FROM asset_tag WHERE key = ?\(term)\(open))", [tag.key] + value)
        }
        for controls in filter.failing {
            let marks = controls.map { _ in "?" }.joined(separator: ", ")
            condition.add(
                """
                a.number IN (
                    SELECT f.asset FROM finding f JOIN finding_state s ON s.number = f.state
                    WHERE f.control IN (SELECT number FROM control WHERE id IN (\(marks))) AND f.lifecycle = 1 AND s.status = 1)
                """, controls)
        }
        if let after = filter.after { condition.add("v.number > ?", [after]) }
        if let face = filter.face { condition.add("a.face = ?", [face.code]) }
        if let program = filter.program { condition.add("a.face = 0 AND a.program = ?", [program]) }
        return condition
    }

    /// A read whose rows go to code from elsewhere: its own errors pass as they are.
    func streaming(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        do {
            try await pool.read(body)
        } catch let error as DatabaseError {
            throw StoreFailure.diagnostic(error, path: path)
        }
    }
}

extension StoredAsset {
    /// The columns that ``AssetRowReader`` reads, in its order.
    static let columns = """
        v.document, v.origin, v.origin_time, v.file, v.start_line, v.start_column, v.end_line, v.end_column,
            v.module_calls, a.face, a.program, v.digest, v.valid_from, v.valid_to, a.first_seen, a.last_seen, v.run, v.caused_by,
            v.id, v.number
        """

    static let select = """
        SELECT \(columns)
        FROM asset_version v JOIN asset a ON a.number = v.asset
        """
}

/// Rows back to assets; one reader serves one stream.
final class AssetRowReader {
    private let db: Database
    private let decoder = DocumentDecoder()
    /// Ids of runs by number: a stream meets few of them.
    private var runs: [Int64: String] = [:]

    init(_ db: Database) { self.db = db }

    func read(_ row: Row) throws -> StoredAsset {
        let document: Document
        do {
            document = try row.withUnsafeData(atIndex: 0) { data in
                try (data ?? Data()).withUnsafeBytes { try decoder.decode($0) }
            }
        } catch let error as Diagnostic {
            throw StoreFailure.rowDamaged("asset \(row[18] as String), \(error.message)")
        }
        let asset = try Asset(document: document, origin: try origin(row))
        let history = StoredAsset.History(
            digest: [UInt8](row[11] as Data), validFrom: row[12], validTo: row[13], firstSeen: row[14], lastSeen: row[15])
        return StoredAsset(
            asset: asset, key: AssetKey(asset, program: row[10]), run: try run(row[16]), causedBy: row[17], position: row[19],
            history: history)
    }

    private func run(_ number: Int64) throws -> String {
        if let known = runs[number] { return known }
        guard let id = try String.fetchOne(db, sql: "SELECT id FROM run WHERE number = ?", arguments: [number]) else {
            throw StoreFailure.rowDamaged("run \(number)")
        }
        runs[number] = id
        return id
    }

    private func origin(_ row: Row) throws -> AssetOrigin {
        let kind: String = row[1]
        guard row[9] as Int == FindingOrigin.code.code else {
            return .observed(ObservedOrigin(collector: kind, time: row[2] ?? ""))
        }
        guard let format = DeclaredOrigin.Format(rawValue: kind), let location = SourceLocation(row, at: 3) else {
            throw StoreFailure.rowDamaged("asset \(row[18] as String) has no place in code")
        }
        return .declared(DeclaredOrigin(format: format, location: location, moduleCalls: try ModuleCallsText.read(row[8])))
    }
}

extension SourceLocation {
    /// From five columns: file, start line and column, end line and column. Nil without a file.
    init?(_ row: Row, at index: Int) {
        guard let path: String = row[index] else { return nil }
        func position(_ index: Int) -> SourcePosition? {
            guard let line: Int = row[index], let column: Int = row[index + 1] else { return nil }
            return SourcePosition(line: line, column: column)
        }
        self.init(path: path, start: position(index + 1), end: position(index + 3))
    }
}
