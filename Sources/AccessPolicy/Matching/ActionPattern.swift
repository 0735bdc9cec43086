/// Action patterns: `s3:Get*`, compared without regard to case (`reference_policies_elements_action.html`).
public enum ActionPattern {
    /// Whether a pattern matches an action, or all that another pattern matches.
    public static func covers(_ pattern: UnsafeRawBufferPointer, _ action: UnsafeRawBufferPointer) -> Bool {
        Wildcard.covers(pattern, action, foldCase: true)
    }

    public static func overlap(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        Wildcard.overlap(first, second, foldCase: true)
    }

    /// `*`, or what amounts to it: `**`, `*:*`.
    public static func isEverything(_ pattern: UnsafeRawBufferPointer) -> Bool {
        Wildcard.isEverything(pattern, colons: 1)
    }

    /// Everything of at least one whole service: `s3:*`, `*`.
    public static func isWholeService(_ pattern: UnsafeRawBufferPointer) -> Bool {
        if isEverything(pattern) { return true }
        guard let colon = pattern.firstIndex(of: UInt8(ascii: ":")), colon + 1 < pattern.count else { return false }
        return pattern[(colon + 1)...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
