import Document
import SourceText

/// Says one policy in canonical form to a builder. See ``PolicyCanonicalizer`` for the form.
struct CanonicalWriter {
    let builder: DocumentBuilder
    let places: PlaceTable

    /// How often a text may hold a text: once for the policy itself, and for pipelines that encoded it again.
    private static let roundLimit = 3

    // MARK: The document

    func policy(_ value: DocumentValue, round: Int) {
        switch value.kind {
        case .string: text(value, round: round)
        case .map: document(value)
        case .null, .notCollected, .knownAfterApply: copy(value)
        case .list: unreadable("the policy document is a list, not a map", at: value)
        case .bool, .int, .double: unreadable("the policy document is a number or a boolean, not a map", at: value)
        }
    }

    private func text(_ value: DocumentValue, round: Int) {
        let bytes = value.pointer.stringBytes
        guard !PolicyText.trim(bytes).isEmpty else {
            place(value)
            return builder.null()
        }
        guard round < CanonicalWriter.roundLimit else {
            return unreadable("the policy document is a text within a text, too often", at: value)
        }
        let json = PolicyText.decoded(bytes)
        let inner = json.withUnsafeBytes { places.inside(value, text: $0) }
        // A file of its own makes the reader note places; what it is called is never shown.
        let file = SourceFile(path: "policy", bytes: json)
        do {
            let read = try Document.json(file, limits: builder.limits)
            CanonicalWriter(builder: builder, places: inner).policy(read.document.root, round: round + 1)
        } catch {
            let line = error.location?.start.map { " (line \($0.line), column \($0.column))" } ?? ""
            unreadable("the policy document is not valid JSON: \(error.message)\(line)", at: value)
        }
    }

    private func document(_ value: DocumentValue) {
        let elements = gather(value, by: PolicyKey.document)
        place(value)
        builder.beginMap()
        one(PolicyKey.version, of: elements) { scalar($0) }
        one(PolicyKey.id, of: elements) { scalar($0) }
        if elements.known[PolicyKey.statement] != nil {
            one(PolicyKey.statement, of: elements) { statements($0) }
        } else if elements.rest == nil {
            builder.key(PolicyKey.statement)
            unreadable("the policy document has no Statement", at: value)
        }
        others(of: elements)
        builder.endMap()
    }

    private func statements(_ value: DocumentValue) {
        switch value.kind {
        case .list:
            place(value)
            builder.beginList()
            for element in value.elements where !element.isNull {
                switch element.kind {
                case .map: statement(element)
                case .notCollected, .knownAfterApply: copy(element)
                default: unreadable("a statement of the policy document is not a map", at: element)
                }
            }
            builder.endList()
        case .map:
            place(value)
            builder.beginList()
            statement(value)
            builder.endList()
        case .notCollected, .knownAfterApply:
            copy(value)
        default:
            unreadable("the Statement of the policy document is neither a list nor a map", at: value)
        }
    }

    // MARK: A statement

    private func statement(_ value: DocumentValue) {
        let elements = gather(value, by: PolicyKey.statementElements)
        place(value)
        builder.beginMap()
        one(PolicyKey.sid, of: elements) { scalar($0) }
        one(PolicyKey.effect, of: elements) { scalar($0) }
        one(PolicyKey.principal, of: elements) { principal($0) }
        one(PolicyKey.notPrincipal, of: elements) { principal($0) }
        for key in [PolicyKey.action, PolicyKey.notAction, PolicyKey.resource, PolicyKey.notResource] {
            one(key, of: elements) { list($0) }
        }
        one(PolicyKey.condition, of: elements) { condition($0) }
        others(of: elements)
        builder.endMap()
    }

    private func scalar(_ value: DocumentValue) {
        switch value.kind {
        case .list, .map: unreadable("an element of the policy document that is a text has parts", at: value)
        default: element(value)
        }
    }

    /// A list of texts, however it was written.
    ///
    /// - Parameter text: another text for an element, where it has one.
    func list(_ value: DocumentValue, text: (DocumentValue) -> String? = { _ in nil }) {
        place(value)
        builder.beginList()
        switch value.kind {
        case .list:
            for element in value.elements where !element.isNull { self.element(element, text: text) }
        case .notCollected, .knownAfterApply:
            if let unknown = value.unknown {
                place(value)
                builder.unknown(unknown, rest: !unknown.isOneText)
            }
        default:
            element(value, text: text)
        }
        builder.endList()
    }

    private func element(_ value: DocumentValue, text: (DocumentValue) -> String? = { _ in nil }) {
        if let other = text(value) {
            place(value)
            return builder.string(other)
        }
        switch value.kind {
        case .string, .notCollected, .knownAfterApply, .null: copy(value)
        case .bool, .int, .double:
            place(value)
            builder.string(CanonicalWriter.text(of: value))
        case .list, .map: unreadable("a list of the policy document holds something that is not a text", at: value)
        }
    }

    /// A number or boolean as JSON would write it.
    private static func text(of value: DocumentValue) -> String {
        if let bool = value.bool { return bool ? "true" : "false" }
        if let int = value.int { return String(int) }
        guard let double = value.double else { return "" }
        return Int64(exactly: double).map { String($0) } ?? String(double)
    }
}
