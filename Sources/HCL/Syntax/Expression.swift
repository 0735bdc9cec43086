public import SourceText

/// An expression and its exact place.
public struct Expression: Sendable {
    public let kind: Kind
    public let range: SourceRange

    public init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
    }

    public enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(HCLNumber)
        /// A quoted string without interpolations, escapes resolved.
        case string(String)
        /// A quoted string with interpolations or directives, or any heredoc.
        case template(Template)
        /// A bare name. In Terraform it is the root of a reference, an iteration variable, or an unquoted keyword.
        case variable(String)
        /// A base followed by `.name`, `[key]`, `.0`, `[*]` or `.*`.
        case access(Access)
        case call(FunctionCall)
        case unary(UnaryOperation)
        case binary(BinaryChain)
        case conditional(Conditional)
        case tuple([Expression])
        case object([ObjectItem])
        case comprehension(Comprehension)
        case parenthesized(Parenthesized)
        /// Something illegible, reported by a diagnostic. It evaluates to an unknown, never to null.
        case invalid
    }
}

/// `base.steps…`.
public final class Access: Sendable {
    public let base: Expression
    public let steps: [AccessStep]

    init(base: Expression, steps: [AccessStep]) {
        self.base = base
        self.steps = steps
    }
}

/// One step into a value.
public struct AccessStep: Sendable {
    public enum Kind: Sendable {
        /// `.name`
        case attribute(String)
        /// `[key]`
        case index(Expression)
        /// `.0`
        case legacyIndex(Int)
        /// `[*]` or `.*`, and the steps taken into every element.
        case splat(Splat, [AccessStep])
    }

    public enum Splat: Sendable {
        /// `[*]`: later attributes and indices are taken from every element.
        case full
        /// `.*`: later attributes are taken from every element; an index is taken from the result.
        case attributeOnly
    }

    public let kind: Kind
    /// The step alone, with its dot or brackets.
    public let range: SourceRange
}

/// `name(arguments)`.
public final class FunctionCall: Sendable {
    /// `provider::ns::fn` keeps its colons.
    public let name: Name
    public let arguments: [Expression]
    /// True where the last argument is followed by `...`.
    public let expandsLast: Bool

    init(name: Name, arguments: [Expression], expandsLast: Bool) {
        self.name = name
        self.arguments = arguments
        self.expandsLast = expandsLast
    }
}

/// `(inner)`.
public final class Parenthesized: Sendable {
    public let inner: Expression
    init(_ inner: Expression) { self.inner = inner }
}

/// `condition ? whenTrue : whenFalse`.
public final class Conditional: Sendable {
    public let condition: Expression
    public let whenTrue: Expression
    public let whenFalse: Expression

    init(condition: Expression, whenTrue: Expression, whenFalse: Expression) {
        self.condition = condition
        self.whenTrue = whenTrue
        self.whenFalse = whenFalse
    }
}

/// `key = value` in an object constructor. A bare word as key is its own name: ``literalKey``.
public struct ObjectItem: Sendable {
    public let key: Expression
    public let value: Expression

    /// The key where it is plain in the text: a bare word or a string without interpolation.
    public var literalKey: String? {
        switch key.kind {
        case .variable(let name): name
        case .string(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null: "null"
        default: nil
        }
    }
}

/// `[for key, value in collection : result if condition]` or `{for … : key => value… if …}`.
public final class Comprehension: Sendable {
    public let keyVariable: Name?
    public let valueVariable: Name
    public let collection: Expression
    /// The key of an object's entry; nil where a tuple is built.
    public let resultKey: Expression?
    public let result: Expression
    /// True with `...`: values of equal keys are gathered in a list.
    public let groups: Bool
    public let condition: Expression?

    init(
        keyVariable: Name?, valueVariable: Name, collection: Expression, resultKey: Expression?, result: Expression,
        groups: Bool, condition: Expression?
    ) {
        self.keyVariable = keyVariable
        self.valueVariable = valueVariable
        self.collection = collection
        self.resultKey = resultKey
        self.result = result
        self.groups = groups
        self.condition = condition
    }
}
