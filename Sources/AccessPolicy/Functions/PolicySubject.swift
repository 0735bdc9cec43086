import CEL
import Document

/// What stands before the dot of a policy function.
enum PolicySubject {
    case nothing
    case tooMuch
    case value(CanonicalSubject)

    /// Nil for what is neither a policy nor a statement.
    init?(_ call: borrowing HostCall) {
        if let value = call.node(at: 0) {
            guard value.kind == .map else { return nil }
            self.init(tree: value)
        } else if let text = call.string(at: 0) {
            let builder = DocumentBuilder()
            builder.string(text)
            guard let document = try? builder.finish() else { return nil }
            self.init(text: document.root)
        } else {
            guard let value = call.value(at: 0) else { return nil }
            switch value {
            case .null: self = .nothing
            case .map:
                let builder = DocumentBuilder()
                value.write(to: builder)
                guard let document = try? builder.finish() else { return nil }
                self.init(tree: document.root)
            default: return nil
            }
        }
    }

    private init(tree value: DocumentValue) {
        let isStatement = value["Effect"] != nil || value["effect"] != nil
        if CanonicalSubject.isCanonical(value, isPolicy: !isStatement) {
            self = .value(CanonicalSubject(value: value, isPolicy: !isStatement))
        } else if isStatement {
            self.init(statement: value)
        } else {
            self.init(text: value)
        }
    }

    private init(text value: DocumentValue) {
        guard let document = try? PolicyCanonicalizer.document(value) else {
            self = .tooMuch
            return
        }
        self = document.root.isNull ? .nothing : .value(CanonicalSubject(value: document.root, isPolicy: true))
    }

    /// A statement alone, wrapped for the canonicalizer.
    private init(statement value: DocumentValue) {
        let builder = DocumentBuilder()
        builder.beginMap()
        builder.key(PolicyKey.statement)
        builder.copy(value)
        builder.endMap()
        guard let wrapped = try? builder.finish(), let document = try? PolicyCanonicalizer.document(wrapped.root),
            let statement = document.root[PolicyKey.statement]?[0]
        else {
            self = .tooMuch
            return
        }
        self = .value(CanonicalSubject(value: statement, isPolicy: false))
    }
}

/// A policy or statement in canonical form.
struct CanonicalSubject {
    let value: DocumentValue
    let isPolicy: Bool

    /// Steps that a question takes: those that weigh a Deny compare statements with one another. AWS's own limits (20 KB for a
    /// bucket policy, less elsewhere) allow a few hundred statements; some thousands pass the usual limit of an evaluation.
    var cost: Int {
        guard isPolicy else { return 4 }
        let count = value[PolicyKey.statement]?.count ?? 1
        return 4 + count.multipliedReportingOverflow(by: min(count, 1024)).partialValue / 8
    }

    func result(_ answer: PolicyAnswer) -> HostResult {
        switch answer.verdict {
        case .yes, .no:
            let verdict = CEL.Value.bool(answer.isYes)
            return answer.node.flatMap { value.document.value(at: $0) }.map { .decided(verdict, by: $0) } ?? .value(verdict)
        case .unknown:
            if let cause = answer.cause { return .unknown(cause) }
            let document = value.document
            guard let node = answer.node, let part = document.value(at: node) else {
                return .unknown(.unreadable("policy", "the policy has a part that is not understood"))
            }
            let why = "the policy has a part that is not understood: \(CanonicalSubject.shown(part))"
            return .unknown(part.unknown ?? .unreadable("policy", why))
        }
    }

    private static func shown(_ value: DocumentValue) -> String {
        let text = value.description
        return text.count > 120 ? text.prefix(119) + "…" : text
    }

    // MARK: Form

    /// Whether a tree needs no rewriting: lists where the canonical form has lists, names spelled as it spells them.
    static func isCanonical(_ value: DocumentValue, isPolicy: Bool) -> Bool {
        guard isPolicy else { return isCanonicalStatement(value) }
        guard let statements = value[PolicyKey.statement] else { return value.pointer.rest != nil }
        if statements.kind.isUnknown { return true }
        return statements.kind == .list && statements.elements.allSatisfy { $0.kind.isUnknown || isCanonicalStatement($0) }
    }

    private static func isCanonicalStatement(_ value: DocumentValue) -> Bool {
        guard value.kind == .map else { return false }
        return value.members.allSatisfy { key, member in
            if member.kind.isUnknown { return true }
            switch key {
            case PolicyKey.action, PolicyKey.notAction, PolicyKey.resource, PolicyKey.notResource: return member.kind == .list
            case PolicyKey.principal, PolicyKey.notPrincipal:
                return member.kind == .map && member.members.allSatisfy { $0.value.kind == .list || $0.value.kind.isUnknown }
            case PolicyKey.condition: return isCanonicalCondition(member)
            case PolicyKey.sid, PolicyKey.effect: return member.kind == .string
            default: return PolicyKey.statementElements[key] == nil
            }
        }
    }

    private static func isCanonicalCondition(_ value: DocumentValue) -> Bool {
        value.kind == .map
            && value.members.allSatisfy { _, keys in
                keys.kind.isUnknown
                    || keys.kind == .map
                        && keys.members.allSatisfy { key, values in
                            values.kind.isUnknown || values.kind == .list && !key.utf8.contains { (0x41...0x5A).contains($0) }
                        }
            }
    }
}
