/// Something about an input that a person should know: what, where, and what to do about it.
///
/// Bad input ends in a diagnostic, never in a stopped run. It is an error type as well, for readers that give up on one input.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Sendable, Hashable, Comparable {
        /// Worth knowing; nothing is lost.
        case note
        /// Something was read in another way than its author may think.
        case warning
        /// Something could not be read or judged.
        case error

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
        public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    }

    public var severity: Severity
    /// Stable and machine-readable, in kebab case: `file-too-large`.
    public var code: String
    /// One sentence without a full stop.
    public var message: String
    public var location: SourceLocation?
    /// The next step, where there is one.
    public var hint: String?

    public init(
        _ severity: Severity, code: String, _ message: String,
        location: SourceLocation? = nil, hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.hint = hint
    }

    /// `path:line:column: error: message (code)`.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        let next = hint.map { "; \($0)" } ?? ""
        return "\(place)\(severity.rawValue): \(message)\(next) (\(code))"
    }
}
