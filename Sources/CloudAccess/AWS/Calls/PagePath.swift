import Document

/// The part of JMESPath that paginators use: `A.B`, `A[-1].B`, and `X || Y`.
struct PagePath {
    private let alternatives: [[Step]]

    private enum Step {
        case key(String)
        case last
    }

    init(_ text: String) {
        alternatives = text.split(separator: "|").map { path in
            path.filter { $0 != " " }.split(separator: ".").flatMap { part -> [Step] in
                part.hasSuffix("[-1]") ? [.key(String(part.dropLast(4))), .last] : [.key(String(part))]
            }
        }
    }

    /// The first alternative that says something.
    func value(in document: Document) -> DocumentValue? {
        for steps in alternatives {
            var value: DocumentValue? = document.root
            for step in steps {
                switch step {
                case .key(let key): value = value?[key]
                case .last: value = value.flatMap { list in list[list.count - 1] }
                }
            }
            if let value, !value.isNull, value.string != "" { return value }
        }
        return nil
    }
}
