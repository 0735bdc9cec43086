import SourceText

/// A test that every value passes for which a condition is true: one operand of its outermost `&&`, in a form that an index can
/// answer. Whoever looks only at values that may pass it loses none.
public struct Requirement: Sendable, Hashable {
    /// What stands before the test, from the variable on: `["asset", "tags", "team"]`. Empty for a call.
    public var path: [String]
    public var test: Test

    public enum Test: Sendable, Hashable {
        /// It is one of these texts.
        case equals([String])
        case startsWith(String)
        /// It is there.
        case present
        /// A function that is no member, with texts as its arguments.
        case call(String, [String])
    }
}

/// One call of a function by name.
public struct NamedCall: Sendable, Hashable {
    /// The argument, where it is one text that the expression says itself; nil where it is anything else.
    public var text: String?
    /// In bytes of the expression.
    public var offset: Int
    /// Where the call is an operand of the outermost `&&` it is one of ``Program/requirements`` too.
    public var isRequired: Bool
}

extension Program {
    /// What the outermost `&&` asks for; operands of other forms are left out, so the list may be empty.
    public var requirements: [Requirement] { RequirementReader(checked: checked).requirements() }

    /// Every call of a function that is no member.
    public func calls(of function: String) -> [NamedCall] { RequirementReader(checked: checked).calls(of: function) }
}

/// Reads requirements from a checked tree.
private struct RequirementReader {
    let checked: CheckedTree

    private func kind(_ id: ExpressionID) -> Expression.Kind { checked.tree[id].kind }

    private var operands: [ExpressionID] {
        if case .and(let operands) = kind(checked.tree.root) { return operands }
        return [checked.tree.root]
    }

    func requirements() -> [Requirement] { operands.compactMap(requirement) }

    func calls(of function: String) -> [NamedCall] {
        let required = Set(operands)
        return checked.tree.nodes.indices.compactMap { index in
            let id = ExpressionID(index)
            guard case .call(function, let range, nil, let arguments) = kind(id) else { return nil }
            let text = arguments.count == 1 ? self.text(arguments[0]) : nil
            return NamedCall(text: text, offset: range.start, isRequired: required.contains(id))
        }
    }

    private func requirement(_ id: ExpressionID) -> Requirement? {
        switch kind(id) {
        case .select(let operand, let field, _, .test):
            return path(operand).map { Requirement(path: $0 + [field], test: .present) }
        case .call(let name, _, let target, let arguments):
            if let target {
                guard name == "startsWith", arguments.count == 1, let prefix = text(arguments[0]) else { return nil }
                return path(target).map { Requirement(path: $0, test: .startsWith(prefix)) }
            }
            return arguments.count == 2 ? comparison(name, arguments[0], arguments[1]) : call(name, arguments)
        default: return nil
        }
    }

    private func call(_ name: String, _ arguments: [ExpressionID]) -> Requirement? {
        guard Operators.symbol(name) == nil, !arguments.isEmpty else { return nil }
        let texts = arguments.compactMap(text)
        return texts.count == arguments.count ? Requirement(path: [], test: .call(name, texts)) : nil
    }

    private func comparison(_ name: String, _ left: ExpressionID, _ right: ExpressionID) -> Requirement? {
        switch name {
        case Operators.equal:
            if let text = text(right) { return equality(left, [text]) }
            return text(left).flatMap { equality(right, [$0]) }
        case Operators.in:
            if let key = text(left) { return path(right).map { Requirement(path: $0 + [key], test: .present) } }
            guard case .list(let elements) = kind(right) else { return nil }
            let texts = elements.compactMap { $0.optional ? nil : text($0.value) }
            return texts.count == elements.count ? equality(left, texts) : nil
        default:
            return call(name, [left, right])
        }
    }

    /// `path == text`, and `path.orValue(other) == text` where the other text would not do.
    private func equality(_ operand: ExpressionID, _ texts: [String]) -> Requirement? {
        if case .call("orValue", _, let target?, let arguments) = kind(operand), arguments.count == 1,
            let other = text(arguments[0]), !texts.contains(other)
        {
            return path(target).map { Requirement(path: $0, test: .equals(texts)) }
        }
        return path(operand).map { Requirement(path: $0, test: .equals(texts)) }
    }

    private func text(_ id: ExpressionID) -> String? {
        if case .literal(.string(let text)) = kind(id) { text } else { nil }
    }

    /// A declared variable and names below it; nil for anything else.
    private func path(_ id: ExpressionID) -> [String]? {
        var names: [String] = []
        var current = id
        while true {
            switch kind(current) {
            case .identifier(let name, _):
                guard case .variable? = checked.references[current] else { return nil }
                return [name] + names.reversed()
            case .select(let operand, let field, _, .plain), .select(let operand, let field, _, .optional):
                names.append(field)
                current = operand
            case .index(let operand, let index, _):
                guard let field = text(index) else { return nil }
                names.append(field)
                current = operand
            default: return nil
            }
        }
    }
}
