public import SourceText

/// Literal text mixed with interpolations and directives.
public final class Template: Sendable {
    public enum Form: Sendable, Hashable {
        case quoted
        /// `<<MARKER`, or `<<-MARKER` where `isIndented`.
        case heredoc(isIndented: Bool)
        /// A whole file, as `templatefile` reads it.
        case file
    }

    public let form: Form
    public let parts: [TemplatePart]

    init(form: Form, parts: [TemplatePart]) {
        self.form = form
        self.parts = parts
    }

    /// `"${x}"` alone: the value itself, not made a string.
    public var soleInterpolation: Expression? {
        if parts.count == 1, case .interpolation(let expression) = parts[0].kind { return expression }
        return nil
    }

    /// The text where nothing is interpolated.
    public var literalText: String? {
        if parts.isEmpty { return "" }
        if parts.count == 1, case .literal(let text) = parts[0].kind { return text }
        return nil
    }
}

public struct TemplatePart: Sendable {
    public indirect enum Kind: Sendable {
        /// Text with escapes resolved, strip markers and heredoc indentation applied.
        case literal(String)
        case interpolation(Expression)
        /// `%{if condition}…%{else}…%{endif}`
        case choice(condition: Expression, whenTrue: [TemplatePart], whenFalse: [TemplatePart])
        /// `%{for key, value in collection}…%{endfor}`
        case loop(key: Name?, value: Name, collection: Expression, parts: [TemplatePart])
    }

    public let kind: Kind
    /// The part as written; an interpolation with its `${` and `}`, a directive from its first marker to its last.
    public let range: SourceRange
}
