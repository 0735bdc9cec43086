public import Document

/// One statement of a policy in canonical form (``PolicyCanonicalizer``), and what can be asked of it.
///
/// A view: nothing is copied, and it is valid as long as its document. Answers are never *no* because something is not known.
public struct PolicyStatement {
    public let node: NodePointer
    /// Lets answers use what is known of unknowns (how a text begins, what it refers to). Without it they are more often unknown.
    let document: Document?

    public init(_ node: NodePointer, in document: Document? = nil) {
        self.node = node
        self.document = document
    }

    public init(_ value: DocumentValue) {
        self.init(value.pointer, in: value.document)
    }

    /// An element by name; nil where it is absent. See ``rest`` for statements that are known in part.
    func element(_ key: Symbol) -> NodePointer? {
        guard node.pointee.kind == .map, let child = node.child(key), child.pointee.kind != .null else { return nil }
        return child
    }

    func texts(_ key: Symbol) -> PolicyTexts { PolicyTexts(element(key)) }

    /// Elements that are not known to be there or not.
    var rest: NodePointer? { node.pointee.kind == .map ? node.rest : nil }

    /// What is known of an unknown.
    func unknown(at node: NodePointer) -> Unknown? { document?.unknown(at: node) }

    /// Whether a node that is not known could turn out to be `*`.
    func canBeStar(_ node: NodePointer) -> Bool {
        guard let unknown = unknown(at: node) else { return true }
        return unknown.mayEqual("*") && !unknown.isComputedName
    }

    // MARK: Effect

    /// Whether the statement allows. AWS takes `Allow` and `Deny` in just this case; anything else is unknown, not harmless.
    public func allows() -> PolicyAnswer { hasEffect("Allow", opposite: "Deny") }

    /// Whether the statement denies.
    public func denies() -> PolicyAnswer { hasEffect("Deny", opposite: "Allow") }

    private func hasEffect(_ effect: StaticString, opposite: StaticString) -> PolicyAnswer {
        guard let value = element(PolicyKey.effect), value.pointee.kind == .string else {
            return .unknown(element(PolicyKey.effect) ?? rest ?? node)
        }
        if value.stringEquals(effect.bytes) { return .yes(value) }
        return value.stringEquals(opposite.bytes) ? .no(value) : .unknown(value)
    }

    // MARK: Conditions

    /// Whether the statement has any condition at all.
    public func isConditional() -> PolicyAnswer {
        guard let condition = element(PolicyKey.condition) else { return rest.map { .unknown($0) } ?? .no() }
        guard condition.pointee.kind == .map else { return .unknown(condition) }
        var result = PolicyAnswer.no(condition)
        for operation in condition.children.indices.map({ condition.firstChild + $0 }) {
            if operation.pointee.isRest {
                result = .unknown(operation)
            } else if operation.pointee.kind == .map, operation.pointee.count == 0 {
                continue
            } else {
                return .yes(operation)
            }
        }
        return result
    }
}

extension StaticString {
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
