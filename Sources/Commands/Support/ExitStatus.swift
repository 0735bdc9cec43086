import ArgumentParser
import SourceText

/// How commands end.
enum ExitStatus {
    static let findings = ExitCode(1)
    static let failed = ExitCode(2)
    static let incomplete = ExitCode(3)

    /// Says why nothing could be done, and ends.
    static func fail(_ error: Diagnostic) -> ExitCode {
        Remarks.say("kamae: \(error)")
        return failed
    }
}
