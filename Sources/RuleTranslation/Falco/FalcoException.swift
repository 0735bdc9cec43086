import Document
import SourceText

/// One exception of a rule: what is not meant, as values of fields.
struct FalcoException {
    /// Values that belong together, one for each field; each is one word or a list.
    struct Row {
        var cells: [[FalcoWord]]
        var place: FalcoItems.Piece
    }

    var name: String
    var fields: [String]
    var comparisons: [String]
    var rows: [Row]
    /// `fields` is one text: all values belong to it.
    var isSingle: Bool
    var place: FalcoItems.Piece

    static func read(_ value: DocumentValue, _ text: RuleText) throws(Diagnostic) -> [FalcoException] {
        var exceptions: [FalcoException] = []
        for item in value.elements {
            guard let name = text.text(item["name"]) else { throw text.failure("falco-exception", "an exception has a name", item) }
            let fields = text.texts(item["fields"])
            let isSingle = item["fields"].map { $0.kind != .list } ?? false
            var comparisons = text.texts(item["comps"])
            if comparisons.isEmpty { comparisons = fields.map { _ in isSingle ? "in" : "=" } }
            guard comparisons.count == fields.count else {
                throw text.failure(
                    "falco-exception", "the exception '\(name)' has \(fields.count) fields and \(comparisons.count) comparisons", item)
            }
            var exception = FalcoException(
                name: name, fields: fields, comparisons: comparisons, rows: [], isSingle: isSingle,
                place: FalcoItems.Piece(text: text, value: item))
            for row in item["values"]?.elements ?? [] { exception.rows.append(try exception.row(row, text)) }
            exceptions.append(exception)
        }
        return exceptions
    }

    private func row(_ value: DocumentValue, _ text: RuleText) throws(Diagnostic) -> Row {
        func words(_ value: DocumentValue) throws(Diagnostic) -> [FalcoWord] {
            var words: [FalcoWord] = []
            for element in value.kind == .list ? value.elements : [value] {
                guard let spelled = text.scalar(element), let word = FalcoWord(item: spelled) else {
                    throw text.failure("falco-exception", "a value is a text", element)
                }
                words.append(word)
            }
            return words
        }
        var cells: [[FalcoWord]] = []
        if isSingle || value.kind != .list {
            cells = [try words(value)]
        } else {
            for element in value.elements { cells.append(try words(element)) }
        }
        return Row(cells: cells, place: FalcoItems.Piece(text: text, value: value))
    }

    /// Appended values go to the exception of the same name.
    static func merged(_ known: [FalcoException], _ new: [FalcoException]) -> [FalcoException] {
        var result = known
        for exception in new {
            if let index = result.firstIndex(where: { $0.name == exception.name }) {
                // Without fields of its own it has been read as rows of lists; the known one says how many there are.
                result[index].rows += exception.rows.map { row in
                    var row = row
                    if result[index].isSingle, row.cells.count > 1 { row.cells = [row.cells.flatMap { $0 }] }
                    return row
                }
            } else {
                result.append(exception)
            }
        }
        return result
    }
}
