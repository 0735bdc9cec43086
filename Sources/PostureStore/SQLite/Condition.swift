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

    /// One of the values; nil: any.
    mutating func add(_ column: String, in values: [some DatabaseValueConvertible]?) {
        guard let values else { return }
        add("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))", values)
    }

    /// A text that begins with another one, so that an index can answer. Texts are compared as bytes of UTF-8, which has the
    /// order of the code points.
    mutating func add(_ column: String, startingWith prefix: String) {
        add("\(column) >= ?", [prefix])
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            // Surrogates are no scalars: behind U+D7FF comes U+E000.
            guard let next = Unicode.Scalar(last.value == 0xD7FF ? 0xE000 : last.value + 1) else { continue }
            var end = String.UnicodeScalarView(scalars)
            end.append(next)
            return add("\(column) < ?", [String(end)])
        }
    }

    /// Rows that stood at a moment, or stand now.
    mutating func add(standing table: String, at time: Timestamp?) {
        guard let time else { return add("\(table).valid_to IS NULL") }
        add(
            "\(table).valid_from <= ? AND (\(table).valid_to IS NULL OR \(table).valid_to > ?)",
            [time.milliseconds, time.milliseconds])
    }
}
