import Foundation
import GRDB
public import PostureModel
public import SourceText

extension SQLiteStore {
    public func beginRun(kind: Run.Kind, scope: RunScope, at time: String?) async throws(Diagnostic) -> Run {
        let now = try Self.moment(time).milliseconds
        let id = UUID().uuidString.lowercased()
        let text = try ScopeText.write(scope)
        try await write { db in
            try db.execute(
                sql: "INSERT INTO run (id, kind, state, started, touched, scope) VALUES (?, ?, 0, ?, ?, ?)",
                arguments: [id, kind.rawValue, now, now, text])
            // Before others can see the run, so that it never looks abandoned.
            try self.locks.take(db.lastInsertedRowID)
        }
        return Run(id: id)
    }

    public func record(_ assets: [AssetRecord], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome {
        let explicit = try Self.optionalMoment(time)
        return try await write { db in
            let number = try Self.openRun(run, db)
            // Taken inside the transaction: of two writers the later one writes the later time.
            let now = explicit ?? .now()
            var outcome = RecordOutcome()
            let writer = try AssetRows(db, run: number, now: now)
            let findingWriter = try FindingWriter(db, run: number, now: now)
            for record in assets {
                let asset = try writer.write(record, counting: &outcome)
                guard let findings = record.findings else { continue }
                try findingWriter.write(findings, asset: asset, postponed: record.postponed, counting: &outcome)
            }
            try Self.add(outcome, to: number, now: now, db)
            return outcome
        }
    }

    public func record(judgements: [AssetJudgement], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome {
        let explicit = try Self.optionalMoment(time)
        return try await write { db in
            let number = try Self.openRun(run, db)
            let now = explicit ?? .now()
            var outcome = RecordOutcome()
            let writer = try FindingWriter(db, run: number, now: now)
            let find = try db.cachedStatement(sql: "SELECT number FROM asset WHERE key = ? AND version IS NOT NULL")
            for judgement in judgements {
                guard let asset = try Int64.fetchOne(find, arguments: [Data(judgement.asset.digest)]) else {
                    outcome.unknownAssets += 1
                    continue
                }
                try writer.write(
                    judgement.findings, asset: asset, isComplete: judgement.isComplete, counting: &outcome)
            }
            try Self.add(outcome, to: number, now: now, db)
            return outcome
        }
    }

    public func finish(
        _ run: Run, covered: [CoveredScope], coverage: Coverage, at time: String?
    ) async throws(Diagnostic) -> RunRecord {
        let explicit = try Self.optionalMoment(time)
        let coveredText = try ScopeText.write(covered)
        let coverageText = try CoverageText.write(coverage)
        let (number, record) = try await write { db in
            let number = try Self.openRun(run, db)
            let now = explicit ?? .now()
            var outcome = RecordOutcome()
            for scope in covered { try Self.closeUnseen(in: scope, run: number, now: now, db, counting: &outcome) }
            try Self.add(outcome, to: number, now: now, db)
            try db.execute(
                sql: "UPDATE run SET state = 1, finished = ?, covered = ?, coverage = ? WHERE number = ?",
                arguments: [now.milliseconds, coveredText, coverageText, number])
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [number]) else {
                throw StoreFailure.rowDamaged("run \(run.id)")
            }
            return (number, try RunRecord(row: row))
        }
        locks.release(number)
        return record
    }

    public func close(unseenIn covered: [CoveredScope], of run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome {
        let explicit = try Self.optionalMoment(time)
        return try await write { db in
            let number = try Self.openRun(run, db)
            let now = explicit ?? .now()
            var outcome = RecordOutcome()
            for scope in covered { try Self.closeUnseen(in: scope, run: number, now: now, db, counting: &outcome) }
            try Self.add(outcome, to: number, now: now, db)
            return outcome
        }
    }

    public func remove(_ assets: [AssetKey], in run: Run, at time: String?) async throws(Diagnostic) -> RecordOutcome {
        let explicit = try Self.optionalMoment(time)
        return try await write { db in
            let number = try Self.openRun(run, db)
            let now = explicit ?? .now()
            var outcome = RecordOutcome()
            let find = try db.cachedStatement(sql: "SELECT number, version FROM asset WHERE key = ? AND version IS NOT NULL")
            let gone = try assets.compactMap { key in
                try Row.fetchOne(find, arguments: [Data(key.digest)]).map { (asset: $0[0] as Int64, version: $0[1] as Int64) }
            }
            outcome.unknownAssets = assets.count - gone.count
            try Self.close(gone, run: number, now: now, db, counting: &outcome)
            try Self.add(outcome, to: number, now: now, db)
            return outcome
        }
    }

    public func runs(kind: Run.Kind?, limit: Int) async throws(Diagnostic) -> [RunRecord] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM run WHERE ? IS NULL OR kind = ? ORDER BY number DESC LIMIT ?",
                arguments: [kind?.rawValue, kind?.rawValue, max(0, limit)]
            ).map { try RunRecord(row: $0) }
        }
    }

    // MARK: Working parts

    /// Runs that are said to be under way although no process holds them.
    static func markInterruptedRuns(_ pool: DatabasePool, locks: RunLocks) throws {
        let running = "SELECT number FROM run WHERE state = 0"
        guard try pool.read({ db in try Int64.fetchAll(db, sql: running) }).contains(where: { !locks.isAlive($0) }) else { return }
        try pool.write { db in
            for run in try Int64.fetchAll(db, sql: running) where !locks.isAlive(run) {
                try db.execute(sql: "UPDATE run SET state = 2, finished = touched WHERE number = ?", arguments: [run])
            }
        }
    }

    private static func openRun(_ run: Run, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT number, state FROM run WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [run.id]) else {
            throw Diagnostic(.error, code: "run-unknown", "the store has no run \(run.id)")
        }
        guard row[1] as Int == RunRecord.State.running.code else {
            throw Diagnostic(.error, code: "run-ended", "the run \(run.id) has ended already")
        }
        return row[0]
    }

    private static func add(_ outcome: RecordOutcome, to run: Int64, now: Timestamp, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE run SET touched = max(touched, ?), added = added + ?, changed = changed + ?, unchanged = unchanged + ?,
                    removed = removed + ?, opened = opened + ?, resolved = resolved + ?, reopened = reopened + ?
                WHERE number = ?
                """)
        try statement.execute(arguments: [
            now.milliseconds, outcome.added, outcome.changed, outcome.unchanged, outcome.removed, outcome.opened,
            outcome.resolved, outcome.reopened, run,
        ])
    }

    /// Ends what stands within a scope and was seen neither by this run or a later one, nor since this run began.
    private static func closeUnseen(
        in scope: CoveredScope, run: Int64, now: Timestamp, _ db: Database, counting outcome: inout RecordOutcome
    ) throws {
        let unseen = """
            SELECT a.number, a.version FROM asset a JOIN asset_version v ON v.number = a.version
            WHERE v.valid_to IS NULL AND a.last_run < :run
                AND a.last_seen <= (SELECT started FROM run WHERE number = :run)
            """
        let within: String
        var arguments: StatementArguments = ["run": run]
        switch scope {
        case .listing(let type, let account, let region):
            within = "a.face = 1 AND v.type = :type AND v.account IS :account AND (:region IS NULL OR v.region = :region)"
            arguments += ["type": type, "account": account, "region": region]
        case .program(let path):
            within = "a.face = 0 AND a.program = :path"
            arguments += ["path": path]
        case .folder(let path):
            // From the folder's slash up to the character behind a slash: all that begins with it.
            let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
            within = "a.face = 0 AND (a.program = :path OR a.program >= :from AND a.program < :to)"
            arguments += ["path": folder, "from": folder + "/", "to": folder + "0"]
        }
        let gone = try Row.fetchAll(db, sql: "\(unseen) AND \(within)", arguments: arguments)
            .map { (asset: $0[0] as Int64, version: $0[1] as Int64) }
        try close(gone, run: run, now: now, db, counting: &outcome)
    }

    private static func close(
        _ gone: [(asset: Int64, version: Int64)], run: Int64, now: Timestamp, _ db: Database, counting outcome: inout RecordOutcome
    ) throws {
        guard !gone.isEmpty else { return }
        let end = try db.cachedStatement(sql: "UPDATE asset_version SET valid_to = max(?, valid_from + 1) WHERE number = ?")
        let clear = try db.cachedStatement(sql: "UPDATE asset SET version = NULL, digest = NULL, form = NULL WHERE number = ?")
        let findings = try FindingWriter(db, run: run, now: now)
        let entries = try EntryWriter(db)
        for (asset, version) in gone {
            try end.execute(arguments: [now.milliseconds, version])
            try clear.execute(arguments: [asset])
            try entries.clear(asset)
            try findings.assetIsGone(asset, counting: &outcome)
        }
        outcome.removed += gone.count
    }
}

extension RunRecord {
    init(row: Row) throws {
        guard let kind = Run.Kind(rawValue: row["kind"]), let state = State(code: row["state"]) else {
            throw StoreFailure.rowDamaged("run \(row["id"] as String)")
        }
        var outcome = RecordOutcome()
        outcome.added = row["added"]
        outcome.changed = row["changed"]
        outcome.unchanged = row["unchanged"]
        outcome.removed = row["removed"]
        outcome.opened = row["opened"]
        outcome.resolved = row["resolved"]
        outcome.reopened = row["reopened"]
        let coverage: String? = row["coverage"]
        self.init(
            id: row["id"], kind: kind, state: state, started: Timestamp(milliseconds: row["started"]).description,
            finished: (row["finished"] as Int64?).map { Timestamp(milliseconds: $0).description },
            scope: try ScopeText.readScope(row["scope"]), covered: try ScopeText.readCovered(row["covered"]),
            coverage: try coverage.map { try CoverageText.read($0) }, outcome: outcome)
    }
}
