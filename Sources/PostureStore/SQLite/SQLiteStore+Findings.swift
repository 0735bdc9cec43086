import Foundation
import GRDB
import PostureModel
public import SourceText

extension SQLiteStore {
    public func forEachFinding(
        matching filter: FindingFilter, at time: String?, _ body: @escaping @Sendable (StoredFinding) throws -> StreamStep
    ) async throws {
        let moment = try Self.optionalMoment(time)
        let mutingTime = moment ?? .now()
        let condition = Self.condition(filter, at: moment, muting: mutingTime)
        try await streaming { db in
            let limit = filter.limit.map { " LIMIT \(max(0, $0))" } ?? ""
            let sql = """
                \(StoredFinding.select) WHERE \(condition.sql)
                ORDER BY s.severity DESC, CASE s.status WHEN 0 THEN 9 ELSE s.status END, c.id, v.type, v.id, f.number\(limit)
                """
            let muting: StatementArguments = [mutingTime.milliseconds, mutingTime.milliseconds, mutingTime.milliseconds]
            let rows = try Row.fetchCursor(db, sql: sql, arguments: muting + condition.arguments)
            while let row = try rows.next() {
                if case .stop = try body(try StoredFinding(row: row)) { return }
            }
        }
    }

    public func history(ofFinding id: String) async throws(Diagnostic) -> [FindingState] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT s.status, s.severity, s.reason_en, s.reason_ja, s.evidence, s.file, s.start_line, s.start_column,
                        s.end_line, s.end_column, s.valid_from, s.valid_to, s.ending, r.id
                    FROM finding f JOIN finding_state s ON s.finding = f.number JOIN run r ON r.number = s.run
                    WHERE f.id = ? ORDER BY s.valid_from, s.number
                    """,
                arguments: [id])
            var states: [FindingState] = []
            var lifecycle = FindingLifecycle.neverFailed
            while let row = try rows.next() { states.append(try FindingState(row: row, &lifecycle)) }
            return states
        }
    }

    public func mute(finding id: String, _ mute: Mute, at time: String?) async throws(Diagnostic) {
        let now = try Self.moment(time).milliseconds
        let expires = try Self.optionalMoment(mute.expires)?.milliseconds
        try await write { db in
            guard try Int.fetchOne(db, sql: "SELECT 1 FROM finding WHERE id = ? LIMIT 1", arguments: [id]) != nil else {
                throw Diagnostic(.error, code: "store-no-finding", "there is no finding \(id)")
            }
            try Self.endMutes(of: id, now: now, db)
            try db.execute(
                sql: "INSERT INTO mute (finding, reason, owner, created, expires) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, mute.reason, mute.owner, now, expires])
        }
    }

    public func unmute(finding id: String, at time: String?) async throws(Diagnostic) {
        let now = try Self.moment(time).milliseconds
        try await write { db in try Self.endMutes(of: id, now: now, db) }
    }

    // MARK: Working parts

    private static func endMutes(of id: String, now: Int64, _ db: Database) throws {
        try db.execute(sql: "UPDATE mute SET ended = ? WHERE finding = ? AND ended IS NULL", arguments: [now, id])
    }

    private static func condition(_ filter: FindingFilter, at time: Timestamp?, muting: Timestamp) -> Condition {
        var condition = Condition()
        condition.add(standing: "s", at: time)
        condition.add(standing: "v", at: time)
        condition.add("s.status", in: filter.statuses.map(\.code).ifAny)
        let failing: Set<FindingStatus> = [.fail, .unknown, .error]
        // In the words of the partial index, or SQLite does not see that it may use it.
        if !filter.statuses.isEmpty, failing.isSuperset(of: filter.statuses) { condition.add("s.status BETWEEN 1 AND 3") }
        condition.add("f.id", in: filter.ids.ifAny)
        condition.add("s.severity", in: filter.severities.map(\.code).ifAny)
        condition.add("c.id", in: filter.controls.ifAny)
        if !filter.assetIDs.isEmpty {
            let marks = filter.assetIDs.map { _ in "?" }.joined(separator: ", ")
            condition.add("f.asset IN (SELECT asset FROM asset_version WHERE id IN (\(marks)))", filter.assetIDs)
            condition.add("v.id", in: filter.assetIDs)
        }
        if let asset = filter.asset { condition.add("a.key = ?", [Data(asset.digest)]) }
        condition.add("v.type", in: filter.types.ifAny)
        condition.add("v.account", in: filter.accounts.ifAny)
        condition.add("v.region", in: filter.regions.ifAny)
        if let face = filter.face { condition.add("a.face = ?", [face.code]) }
        switch filter.muting {
        case .any: break
        case .onlyMuted: condition.add("m.number IS NOT NULL")
        case .notMuted: condition.add("m.number IS NULL")
        }
        return condition
    }
}

extension Array {
    /// Itself, or nil where it is empty: an empty part of a filter asks for nothing.
    fileprivate var ifAny: Self? { isEmpty ? nil : self }
}

extension StoredFinding {
    /// The columns that ``init(row:)`` reads, in its order. Three placeholders: the moment whose mutings count.
    static let select = """
        SELECT f.id, c.id, c.title_en, c.title_ja, s.severity, s.status, s.reason_en, s.reason_ja, s.evidence,
            s.file, s.start_line, s.start_column, s.end_line, s.end_column,
            v.id, v.type, v.provider, v.account, v.region, v.name, v.address, a.face, a.program,
            f.first_seen, a.judged, s.valid_from, s.valid_to, m.reason, m.owner, m.expires
        FROM finding_state s JOIN finding f ON f.number = s.finding JOIN control c ON c.number = f.control
            JOIN asset a ON a.number = f.asset JOIN asset_version v ON v.asset = a.number
            LEFT JOIN mute m ON m.number = (
                SELECT max(number) FROM mute WHERE finding = f.id AND created <= ?
                    AND (expires IS NULL OR expires > ?) AND (ended IS NULL OR ended > ?))
        """

    init(row: Row) throws {
        guard let severity = Severity(code: row[4]), let status = FindingStatus(code: row[5]) else {
            throw StoreFailure.rowDamaged("finding \(row[0] as String)")
        }
        let isCode = row[21] as Int == FindingOrigin.code.code
        let reference = AssetReference(
            id: row[14], type: row[15], provider: row[16], account: row[17], region: row[18], name: row[19], address: row[20])
        finding = Finding(
            id: row[0], control: row[1], title: LocalizedText(english: row[2], japanese: row[3]), severity: severity,
            status: status, asset: reference, location: SourceLocation(row, at: 9), evidence: try EvidenceText.read(row[8]),
            reason: LocalizedText(english: row[6], japanese: row[7]), origin: isCode ? .code : .live)
        asset =
            isCode
            ? .code(program: row[22], address: reference.address ?? "\(reference.type)/\(reference.id)")
            : .live(type: reference.type, account: reference.account, region: reference.region, id: reference.id)
        firstSeen = Timestamp(milliseconds: row[23]).description
        let from: Int64 = row[25]
        let to: Int64? = row[26]
        lastSeen = Timestamp(milliseconds: to ?? row[24] ?? from).description
        validFrom = Timestamp(milliseconds: from).description
        validTo = to.map { Timestamp(milliseconds: $0).description }
        muted = (row[27] as String?).map { reason in
            Mute(
                reason: reason, owner: row[28] ?? "",
                expires: (row[29] as Int64?).map { Timestamp(milliseconds: $0).description })
        }
    }
}

extension FindingState {
    /// - Parameter lifecycle: where the finding stood before this state; afterwards, behind its end.
    init(row: Row, _ lifecycle: inout FindingLifecycle) throws {
        guard let status = FindingStatus(code: row[0]), let severity = Severity(code: row[1]) else {
            throw StoreFailure.rowDamaged("a finding's state")
        }
        let change = lifecycle.advance(to: status)
        let ending = (row[12] as Int?).flatMap(Ending.init)
        if ending == .assetGone || ending == .notJudged { _ = lifecycle.advance(to: nil) }
        self.init(
            status: status, severity: severity, reason: LocalizedText(english: row[2], japanese: row[3]),
            evidence: try EvidenceText.read(row[4]), location: SourceLocation(row, at: 5),
            validFrom: Timestamp(milliseconds: row[10]).description,
            validTo: (row[11] as Int64?).map { Timestamp(milliseconds: $0).description }, ending: ending, run: row[13],
            change: change)
    }
}
