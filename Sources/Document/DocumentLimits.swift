/// What one document may hold. A reader stops with a diagnostic where a limit is passed.
public struct DocumentLimits: Sendable {
    /// Lists and maps inside one another. The deepest published AWS schema has under 30 levels.
    public var depth: Int
    /// Bytes of the text that is read. The texts of one value may have twice as many: aliases repeat them.
    public var bytes: Int
    /// Values in all, which also bounds what aliases expand to.
    public var nodes: Int

    public init(depth: Int = 256, bytes: Int = 64 << 20, nodes: Int = 8 << 20) {
        self.depth = depth
        self.bytes = bytes
        self.nodes = nodes
    }

    public static let standard = DocumentLimits()
}
