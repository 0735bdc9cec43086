import AccessPolicy
import Document
import SourceText
import Testing

/// Policies for tests: JSON text in, canonical documents and answers out. `{"$unknown": "symbol", "prefix": …, "suffix": …}`
/// stands for a value that is not known before apply, `{"$rest": "symbol"}` for a rest.
enum Sample {
    static func document(_ json: String) throws -> Document {
        let read = try Document(json: json)
        let builder = DocumentBuilder()
        say(read.root, to: builder)
        return try builder.finish()
    }

    static func canonical(_ json: String) throws -> Document {
        try PolicyCanonicalizer.document(try document(json).root)
    }

    /// A text in place of a tree.
    static func canonical(text: String) throws -> Document {
        let builder = DocumentBuilder()
        builder.string(text)
        return try PolicyCanonicalizer.document(try builder.finish().root)
    }

    static func statement(_ json: String) throws -> (document: Document, statement: PolicyStatement) {
        let document = try canonical(#"{"Version": "2012-10-17", "Statement": \#(json)}"#)
        let policy = PolicyDocument(document.root)
        return (document, try #require(policy.statements.first))
    }

    private static func say(_ value: DocumentValue, to builder: DocumentBuilder) {
        func unknown(_ symbol: String) -> Unknown {
            .knownAfterApply(
                symbol, "no value before apply", prefix: value["prefix"]?.string ?? "", suffix: value["suffix"]?.string ?? "")
        }
        if let symbol = value["$unknown"]?.string { return builder.unknown(unknown(symbol)) }
        if let symbol = value["$rest"]?.string { return builder.unknown(unknown(symbol), rest: true) }
        switch value.kind {
        case .map:
            builder.beginMap()
            for (key, member) in value.members {
                builder.key(key)
                say(member, to: builder)
            }
            builder.endMap()
        case .list:
            builder.beginList()
            for element in value.elements { say(element, to: builder) }
            builder.endList()
        default:
            builder.copy(value)
        }
    }
}

/// One question with its answer, and why AWS would say so.
struct AnswerCase: CustomTestStringConvertible, Sendable {
    var verdict: PolicyVerdict
    var why: String
    var json: String

    init(_ verdict: PolicyVerdict, _ why: String, _ json: String) {
        self.verdict = verdict
        self.why = why
        self.json = json
    }

    var testDescription: String { why }
}
