public import Document

/// A whole policy in canonical form (``PolicyCanonicalizer``), and what can be asked of it.
///
/// A view: nothing is copied, and it is valid as long as its document. A policy that is not known answers unknown to everything;
/// null is no policy and answers no.
public struct PolicyDocument {
    public let node: NodePointer
    let document: Document?

    public init(_ node: NodePointer, in document: Document? = nil) {
        self.node = node
        self.document = document
    }

    public init(_ value: DocumentValue) {
        self.init(value.pointer, in: value.document)
    }

    /// The statements that are known. See ``anyStatement(_:)`` for questions to all of them.
    public var statements: [PolicyStatement] {
        guard node.pointee.kind == .map, let list = node.child(PolicyKey.statement) else { return [] }
        guard list.pointee.kind == .list else {
            return list.pointee.kind == .map ? [PolicyStatement(list, in: document)] : []
        }
        return (0..<list.pointee.count).map { list.firstChild + $0 }
            .filter { $0.pointee.kind == .map }
            .map { PolicyStatement($0, in: document) }
    }

    /// Whether something holds of one of the statements; unknown where only one that is not known could be it.
    public func anyStatement(_ test: (PolicyStatement) -> PolicyAnswer) -> PolicyAnswer {
        var result = PolicyAnswer.no(node)
        for statement in statements where !result.isYes { result = result.or(test(statement)) }
        return result.isYes ? result : unknownPart.map { result.or(.unknown($0)) } ?? result
    }

    /// Policy variables are only known from this version on; a document that says none is of the older one
    /// (`reference_policies_elements_version.html`).
    public var hasVariables: Bool {
        guard node.pointee.kind == .map, let version = node.child("Version"), version.pointee.kind == .string else { return false }
        return version.stringEquals(StaticString("2012-10-17").bytes)
    }

    /// What of the policy's statements is not known.
    var unknownPart: NodePointer? {
        switch node.pointee.kind {
        case .null: return nil
        case .map: break
        default: return node
        }
        guard let list = node.child(PolicyKey.statement) else { return node.rest ?? node }
        switch list.pointee.kind {
        case .map: return nil
        case .list:
            return (0..<list.pointee.count).map { list.firstChild + $0 }.first { $0.pointee.kind != .map }
        default: return list
        }
    }
}
