import GRDB

/// A WHERE clause in the making: only placeholders, never a value in the text.
struct Condition {
    private var terms: [String] = []
    private(set) var arguments = StatementArguments()

    /// The terms joined; `1` where there are none.
    var sql: String { terms.isEmpty ? "1" : terms.joined(separator: " AND ") }

    mutating func add(_ term: String, _ values: [any DatabaseValueConvertible] = []) {
        terms.append(term)
        arguments += StatementArguments(values)
    }

    /// One of the values; nothing where the list is empty.
    mutating func add(_ column: String, in values: [some DatabaseValueConvertible]) {
        guard !values.isEmpty else { return }
        add("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))", values)
    }

    /// Rows that stood at a moment, or stand now.
    mutating func add(standing table: String, at time: Timestamp?) {
        guard let time else { return add("\(table).valid_to IS NULL") }
        add(
            "\(table).valid_from <= ? AND (\(table).valid_to IS NULL OR \(table).valid_to > ?)",
            [time.milliseconds, time.milliseconds])
    }
}
