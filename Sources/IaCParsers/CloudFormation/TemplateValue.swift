import Document

/// What a part of a template evaluates to.
indirect enum TemplateValue {
    /// A scalar, list or map as the template writes it; what stands inside is not evaluated yet.
    case template(NodePointer)
    case text(String, Origin?)
    case list([TemplateValue], Origin?)
    case map([(key: Symbol, value: TemplateValue)], Origin?)
    /// - `isOptional`: it may turn out to be left out (`AWS::NoValue` on one side of a choice).
    case unknown(Unknown, Origin?, isOptional: Bool)
    /// `AWS::NoValue`: the property or element is left out.
    case absent

    static func unknown(_ unknown: Unknown, _ origin: Origin?) -> TemplateValue {
        .unknown(unknown, origin, isOptional: false)
    }
}

/// Whether a condition holds.
enum Truth {
    case yes
    case no
    /// It depends on what is known only when the stack is deployed.
    case unknown

    init(_ value: Bool) { self = value ? .yes : .no }

    static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }

    /// Kleene's three-valued "and".
    static func all(_ truths: [Truth]) -> Truth {
        if truths.contains(.no) { return .no }
        return truths.contains(.unknown) ? .unknown : .yes
    }

    static func any(_ truths: [Truth]) -> Truth { !all(truths.map { !$0 }) }
}
