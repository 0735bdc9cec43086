import Document
import Foundation
import GRDB
import PostureModel
import SourceText

/// Writes assets within one transaction.
struct AssetRows {
    let run: Int64
    let now: Int64
    private let head: Statement
    private let addHead: Statement
    private let setHead: Statement
    private let touch: Statement
    private let start: Statement
    private let end: Statement
    private let addVersion: Statement
    private let refreshVersion: Statement
    private let addTag: Statement
    private let entries: EntryWriter
    private let db: Database

    init(_ db: Database, run: Int64, now: Timestamp) throws {
        self.db = db
        self.run = run
        self.now = now.milliseconds
        head = try db.cachedStatement(sql: "SELECT number, version, digest, form, entries FROM asset WHERE key = ?")
        addHead = try db.cachedStatement(
            sql: """
                INSERT INTO asset (key, face, program, first_seen, last_seen, last_run) VALUES (?, ?, ?, ?, ?, ?)
                """)
        setHead = try db.cachedStatement(sql: "UPDATE asset SET version = ?, digest = ?, form = ? WHERE number = ?")
        // Two runs may see an asset at once: the later one counts.
        touch = try db.cachedStatement(
            sql: "UPDATE asset SET last_seen = max(last_seen, ?), last_run = max(last_run, ?) WHERE number = ?")
        start = try db.cachedStatement(sql: "SELECT max(valid_from), max(valid_to) FROM asset_version WHERE asset = ?")
        end = try db.cachedStatement(sql: "UPDATE asset_version SET valid_to = ? WHERE number = ?")
        addVersion = try db.cachedStatement(
            sql: """
                INSERT INTO asset_version (asset, valid_from, run, caused_by, digest, id, type, provider, account, region, name,
                    address, origin, origin_time, file, start_line, start_column, end_line, end_column, module_calls, document,
                    has_open_tags)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        refreshVersion = try db.cachedStatement(
            sql: """
                UPDATE asset_version SET file = ?, start_line = ?, start_column = ?, end_line = ?, end_column = ?,
                    module_calls = ?, document = ? WHERE number = ?
                """)
        entries = try EntryWriter(db)
        addTag = try db.cachedStatement(sql: "INSERT INTO asset_tag (version, key, value) VALUES (?, ?, ?)")
    }

    /// Stores one asset and says its number.
    func write(_ record: AssetRecord, counting outcome: inout RecordOutcome) throws -> Int64 {
        let asset = record.asset
        let key = record.key
        let digest = AssetDigest(asset.document)
        let form = try digest.form ^ originForm(asset.origin)
        let keyData = Data(key.digest)
        guard let known = try Row.fetchOne(head, arguments: [keyData]) else {
            try addHead.execute(arguments: [keyData, key.face.code, key.program, now, now, run])
            let number = db.lastInsertedRowID
            try insertVersion(of: number, record, digest, form: form, from: now)
            try entries.write(record.entries, of: number, known: nil)
            outcome.added += 1
            return number
        }
        let number: Int64 = known[0]
        try touch.execute(arguments: [now, run, number])
        try entries.write(record.entries, of: number, known: known[4])
        guard let version: Int64 = known[1] else {
            // It was gone, and is back.
            try insertVersion(of: number, record, digest, form: form, from: try beginning(of: number))
            outcome.added += 1
            return number
        }
        if known[2] as Data? != Data(digest.content) {
            let from = try beginning(of: number)
            try end.execute(arguments: [from, version])
            try insertVersion(of: number, record, digest, form: form, from: from)
            outcome.changed += 1
        } else {
            if known[3] as Int64? != form { try refresh(version, of: number, record, digest, form: form) }
            outcome.unchanged += 1
        }
        return number
    }

    /// Now, or just behind the last version where clocks disagree.
    private func beginning(of asset: Int64) throws -> Int64 {
        guard let row = try Row.fetchOne(start, arguments: [asset]) else { return now }
        let from: Int64 = row[0] ?? .min
        let to: Int64 = row[1] ?? .min
        return max(now, to, from < .max ? from + 1 : from)
    }

    private func insertVersion(
        of asset: Int64, _ record: AssetRecord, _ digest: AssetDigest, form: Int64, from: Int64
    ) throws {
        let it = record.asset
        let place = OriginColumns(it.origin)
        try addVersion.execute(arguments: [
            asset, from, run, record.causedBy, Data(digest.content), it.id, it.type, it.provider, it.account, it.region, it.name,
            it.address, place.kind, place.time, place.location?.path, place.location?.start?.line, place.location?.start?.column,
            place.location?.end?.line, place.location?.end?.column, try ModuleCallsText.write(place.moduleCalls),
            Data(digest.encoded.bytes), it.hasOpenTags,
        ])
        let version = db.lastInsertedRowID
        for tag in it.tags?.members ?? [] {
            guard let value = tag.value.string else { continue }
            try addTag.execute(arguments: [version, tag.key.text, value])
        }
        try setHead.execute(arguments: [version, Data(digest.content), form, asset])
    }

    private func refresh(_ version: Int64, of asset: Int64, _ record: AssetRecord, _ digest: AssetDigest, form: Int64) throws {
        let place = OriginColumns(record.asset.origin)
        try refreshVersion.execute(arguments: [
            place.location?.path, place.location?.start?.line, place.location?.start?.column,
            place.location?.end?.line, place.location?.end?.column, try ModuleCallsText.write(place.moduleCalls),
            Data(digest.encoded.bytes), version,
        ])
        try setHead.execute(arguments: [version, Data(digest.content), form, asset])
    }

    /// Places move without the asset changing.
    private func originForm(_ origin: AssetOrigin) throws -> Int64 {
        guard case .declared(let declared) = origin else { return 0 }
        var hash = ShortHash()
        for place in [declared.location] + declared.moduleCalls { hash.add(place) }
        return hash.finish()
    }
}

/// An origin in columns.
struct OriginColumns {
    /// The format of code, or the collector.
    var kind: String
    var time: String?
    var location: SourceLocation?
    var moduleCalls: [SourceLocation] = []

    init(_ origin: AssetOrigin) {
        switch origin {
        case .declared(let origin):
            kind = origin.format.rawValue
            location = origin.location
            moduleCalls = origin.moduleCalls
        case .observed(let origin):
            kind = origin.collector
            time = origin.time
        }
    }
}

extension ShortHash {
    mutating func add(_ place: SourceLocation) {
        add(place.path)
        for number in [place.start?.line, place.start?.column, place.end?.line, place.end?.column] {
            add(Int64(number ?? -1))
        }
    }
}

extension Asset {
    /// Whether some tag, or its value, is not known. Code that says no tags at all has none.
    fileprivate var hasOpenTags: Bool {
        guard let tags else { return false }
        return tags.kind.isUnknown || tags.members.contains { $0.value.kind.isUnknown }
    }
}
