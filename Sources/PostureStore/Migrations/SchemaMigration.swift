/// One step of the schema. Steps are only ever added; a step that has been released never changes.
struct SchemaMigration: Sendable {
    /// From 1, without gaps. SQLite keeps the last one as `user_version`.
    let version: Int
    let sql: String

    static let all: [SchemaMigration] = [.first, .search, .relationships]

    /// The newest schema this program knows.
    static var latest: Int { all.last?.version ?? 0 }
}
