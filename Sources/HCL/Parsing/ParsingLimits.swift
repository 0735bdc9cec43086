/// How far the parser follows its input. Past a limit there is a diagnostic, and the rest of the file stays usable.
public struct ParsingLimits: Sendable {
    /// How deep expressions and blocks may nest. The default keeps the recursion well inside a 512 KiB stack.
    public var depth: Int
    /// After so many diagnostics the others are only counted.
    public var diagnostics: Int

    public init(depth: Int = 128, diagnostics: Int = 100) {
        self.depth = depth
        self.diagnostics = diagnostics
    }
}
