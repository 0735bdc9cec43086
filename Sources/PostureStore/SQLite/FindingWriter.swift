import Foundation
import GRDB
import PostureModel
import SourceText

/// Writes verdicts within one transaction.
final class FindingWriter {
    private let run: Int64
    private let now: Int64
    private let db: Database
    private let standing: Statement
    private let judged: Statement
    private let addFinding: Statement
    private let setState: Statement
    private let lastState: Statement
    private let addState: Statement
    private let endState: Statement
    private let refreshState: Statement
    private let control: Statement
    private let setControl: Statement
    private let dependencies: DependencyWriter
    /// Controls that this transaction has met.
    private var controls: [String: Int64] = [:]

    init(_ db: Database, run: Int64, now: Timestamp) throws {
        self.db = db
        self.run = run
        self.now = now.milliseconds
        standing = try db.cachedStatement(
            sql: """
                SELECT f.id, f.number, f.lifecycle, f.state, s.digest, s.form, f.dependencies
                FROM finding f LEFT JOIN finding_state s ON s.number = f.state WHERE f.asset = ?
                """)
        dependencies = try DependencyWriter(db)
        judged = try db.cachedStatement(sql: "UPDATE asset SET judged = ? WHERE number = ?")
        addFinding = try db.cachedStatement(
            sql: "INSERT INTO finding (id, asset, control, lifecycle, first_seen) VALUES (?, ?, ?, 0, ?)")
        setState = try db.cachedStatement(sql: "UPDATE finding SET state = ?, lifecycle = ? WHERE number = ?")
        lastState = try db.cachedStatement(sql: "SELECT max(valid_from), max(valid_to) FROM finding_state WHERE finding = ?")
        addState = try db.cachedStatement(
            sql: """
                INSERT INTO finding_state (finding, valid_from, run, status, severity, digest, form, reason_en, reason_ja, evidence,
                    file, start_line, start_column, end_line, end_column)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        endState = try db.cachedStatement(
            sql: "UPDATE finding_state SET valid_to = max(?, valid_from + 1), ending = ? WHERE number = ?")
        refreshState = try db.cachedStatement(
            sql: """
                UPDATE finding_state SET form = ?, evidence = ?, file = ?, start_line = ?, start_column = ?, end_line = ?,
                    end_column = ? WHERE number = ?
                """)
        control = try db.cachedStatement(sql: "SELECT number, title_en, title_ja FROM control WHERE id = ?")
        setControl = try db.cachedStatement(
            sql: """
                INSERT INTO control (id, title_en, title_ja) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET title_en = excluded.title_en, title_ja = excluded.title_ja
                """)
    }

    private struct Standing {
        var number: Int64
        var lifecycle: FindingLifecycle
        var state: Int64?
        var digest: Int64?
        var form: Int64?
        var dependencies: Int64?
    }

    /// Stores verdicts on one asset; what stood before and is not among them ends.
    ///
    /// - Parameters:
    ///   - isComplete: false: nothing ends.
    ///   - postponed: ids of findings that do not end.
    func write(
        _ findings: [Finding], asset: Int64, isComplete: Bool = true, postponed: Set<String> = [],
        counting outcome: inout RecordOutcome
    ) throws {
        try judged.execute(arguments: [now, asset])
        var known = try load(asset)
        for finding in findings {
            try write(finding, known.removeValue(forKey: finding.id), asset: asset, counting: &outcome)
        }
        guard isComplete else { return }
        for (id, left) in known where !postponed.contains(id) { try end(left, .notJudged, counting: &outcome) }
    }

    /// The asset is gone, and so are its findings.
    func assetIsGone(_ asset: Int64, counting outcome: inout RecordOutcome) throws {
        for left in try load(asset).values { try end(left, .assetGone, counting: &outcome) }
    }

    private func load(_ asset: Int64) throws -> [String: Standing] {
        var known: [String: Standing] = [:]
        let rows = try Row.fetchCursor(standing, arguments: [asset])
        while let row = try rows.next() {
            known[row[0]] = Standing(
                number: row[1], lifecycle: FindingLifecycle(rawValue: row[2]) ?? .neverFailed, state: row[3], digest: row[4],
                form: row[5], dependencies: row[6])
        }
        return known
    }

    private func write(_ finding: Finding, _ known: Standing?, asset: Int64, counting outcome: inout RecordOutcome) throws {
        let (digest, form) = hashes(of: finding)
        let control = try controlNumber(of: finding)
        if let known, let state = known.state, known.digest == digest {
            if known.form != form { try refresh(state, finding, form: form) }
            try dependencies.write(finding.dependencies, of: known.number, known: known.dependencies)
            return
        }
        var number: Int64
        var lifecycle = FindingLifecycle.neverFailed
        var from = now
        if let known {
            number = known.number
            lifecycle = known.lifecycle
            from = try beginning(of: number)
            if let state = known.state {
                try endState.execute(arguments: [from, FindingState.Ending.superseded.rawValue, state])
            }
        } else {
            try addFinding.execute(arguments: [finding.id, asset, control, now])
            number = db.lastInsertedRowID
        }
        outcome.count(lifecycle.advance(to: finding.status))
        try addState.execute(arguments: [
            number, from, run, finding.status.code, finding.severity.code, digest, form, finding.reason.english,
            finding.reason.japanese, try EvidenceText.write(finding.evidence), finding.location?.path,
            finding.location?.start?.line, finding.location?.start?.column, finding.location?.end?.line,
            finding.location?.end?.column,
        ])
        try setState.execute(arguments: [db.lastInsertedRowID, lifecycle.rawValue, number])
        try dependencies.write(finding.dependencies, of: number, known: known?.dependencies)
    }

    private func end(_ finding: Standing, _ ending: FindingState.Ending, counting outcome: inout RecordOutcome) throws {
        guard let state = finding.state else { return }
        var lifecycle = finding.lifecycle
        outcome.count(lifecycle.advance(to: nil))
        try endState.execute(arguments: [now, ending.rawValue, state])
        try setState.execute(arguments: [nil, lifecycle.rawValue, finding.number])
        try dependencies.write([], of: finding.number, known: finding.dependencies)
    }

    private func refresh(_ state: Int64, _ finding: Finding, form: Int64) throws {
        try refreshState.execute(arguments: [
            form, try EvidenceText.write(finding.evidence), finding.location?.path, finding.location?.start?.line,
            finding.location?.start?.column, finding.location?.end?.line, finding.location?.end?.column, state,
        ])
    }

    /// Now, or just behind the last state where clocks disagree.
    private func beginning(of finding: Int64) throws -> Int64 {
        guard let row = try Row.fetchOne(lastState, arguments: [finding]) else { return now }
        let from: Int64 = row[0] ?? .min
        let to: Int64 = row[1] ?? .min
        return max(now, to, from < .max ? from + 1 : from)
    }

    private func controlNumber(of finding: Finding) throws -> Int64 {
        if let number = controls[finding.control] { return number }
        let titles = (finding.title.english, finding.title.japanese)
        var row = try Row.fetchOne(control, arguments: [finding.control])
        if row == nil || row?[1] as String? != titles.0 || row?[2] as String? != titles.1 {
            try setControl.execute(arguments: [finding.control, titles.0, titles.1])
            row = try Row.fetchOne(control, arguments: [finding.control])
        }
        guard let number = row?[0] as Int64? else { throw StoreFailure.rowDamaged("control \(finding.control)") }
        controls[finding.control] = number
        return number
    }

    /// Two hashes: of what makes a new state, and of where it was found.
    private func hashes(of finding: Finding) -> (digest: Int64, form: Int64) {
        var digest = ShortHash()
        var form = ShortHash()
        digest.add(Int64(finding.status.code))
        digest.add(Int64(finding.severity.code))
        digest.add(finding.reason.english)
        digest.add(finding.reason.japanese)
        if let location = finding.location { form.add(location) }
        for item in finding.evidence {
            for text in [item.path, item.actual, item.relation, item.expected, item.clause] { digest.add(text) }
            if let asset = item.relatedAsset { digest.add(asset) }
            switch item.source {
            case .file(let location): form.add(location)
            case .call(let call, _): form.add(call)
            case nil: form.add("")
            }
        }
        return (digest.finish(), form.finish())
    }
}
