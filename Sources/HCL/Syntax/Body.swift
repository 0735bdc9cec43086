public import SourceText

/// What stands between a block's braces, or in a whole file: attributes and blocks, each kind in the order of the file.
public struct Body: Sendable {
    /// At most one of each name; a second one of the same name is a diagnostic and is left out.
    public let attributes: [Attribute]
    public let blocks: [Block]
    /// Everything between the braces, without them; for a file, all of it.
    public let range: SourceRange
    /// True where something inside could not be read: what seems absent here may merely be illegible.
    public let isIncomplete: Bool

    public init(attributes: [Attribute], blocks: [Block], range: SourceRange, isIncomplete: Bool = false) {
        self.attributes = attributes
        self.blocks = blocks
        self.range = range
        self.isIncomplete = isIncomplete
    }

    /// The attribute of that name.
    public func attribute(_ name: String) -> Attribute? {
        attributes.first { $0.name.text == name }
    }

    /// The blocks of that type, in the order of the file.
    public func blocks(_ type: String) -> [Block] {
        blocks.filter { $0.type.text == type }
    }
}

/// `name = expression`.
public struct Attribute: Sendable {
    public let name: Name
    /// ``Expression/Kind-swift.enum/invalid`` where the value could not be read.
    public let expression: Expression
    /// From the name to the end of the expression.
    public let range: SourceRange
}

/// `type "label" … { … }`.
public final class Block: Sendable {
    public let type: Name
    public let labels: [Label]
    public let body: Body
    /// From the type to the closing brace.
    public let range: SourceRange
    /// From the type to the opening brace, which is its last byte.
    public let headerRange: SourceRange

    init(type: Name, labels: [Label], body: Body, range: SourceRange, headerRange: SourceRange) {
        self.type = type
        self.labels = labels
        self.body = body
        self.range = range
        self.headerRange = headerRange
    }
}

/// An identifier and where it stands.
public struct Name: Sendable, Hashable {
    public let text: String
    public let range: SourceRange

    public init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

/// A block's label, quoted or bare.
public struct Label: Sendable, Hashable {
    /// The label's value: without quotes, escapes resolved.
    public let text: String
    /// The label as written; quotes included.
    public let range: SourceRange
    public let isQuoted: Bool
}
