import Synchronization

/// The relationships of all types, each asked for when it is first met.
public final class RelationTable: Sendable {
    private let source: @Sendable (String) -> TypeRelations?
    private let known = Mutex<[String: TypeRelations?]>([:])

    /// - Parameter source: what is said of a type; nil where nothing is. Asked once for every type.
    public init(source: @escaping @Sendable (String) -> TypeRelations?) { self.source = source }

    public convenience init(_ types: [TypeRelations]) {
        let byName = Dictionary(types.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
        self.init { byName[$0] }
    }

    public static let none = RelationTable { _ in nil }

    public subscript(type: String) -> TypeRelations? {
        if let found = known.withLock({ $0[type] }) { return found }
        let found = source(type)
        return known.withLock { known in
            if let first = known[type] { return first }
            known[type] = .some(found)
            return found
        }
    }
}
