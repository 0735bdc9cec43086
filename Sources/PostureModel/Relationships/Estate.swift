public import Document
public import SourceText

/// Where assets are looked up that others are related to. One thread asks at a time.
public protocol Estate: AnyObject {
    /// The assets that have an entry with this key (``EstateEntry``), in any order.
    ///
    /// - Parameter limit: more than these are not wanted.
    func assets(under key: EstateKey, limit: Int) throws(Diagnostic) -> [Asset]

    /// Why it is not known whether all observed assets of a type in some place are here; nil where they are.
    ///
    /// - Parameters:
    ///   - account: nil for types that belong to none.
    ///   - region: nil for all regions.
    func gap(type: String, account: String?, region: String?) throws(Diagnostic) -> Unknown?

    /// Moves on whenever an answer may have become another one.
    var generation: UInt64 { get }
}

/// What a relationship led to.
public struct RelatedAssets: Sendable {
    /// In the order of their names; each once.
    public var assets: [Asset] = []
    /// There may be more, and why nobody knows.
    public var rest: Unknown?
    /// What this answer hangs on.
    public var keys: Set<EstateKey> = []

    init() {}
}

/// A question that has no answer.
public struct RelationFailure: Error, Sendable {
    /// One phrase.
    public var message: String

    public init(message: String) { self.message = message }
}
