import ArgumentParser
import ReportWriters
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Where a command's answers go: standard output or a file, in large pieces.
final class Answer {
    private var descriptor: Int32 = STDOUT_FILENO
    private var buffer: [UInt8] = []
    private let path: String?

    /// - Throws: `output-unwritable`.
    init(path: String?) throws(Diagnostic) {
        self.path = path
        buffer.reserveCapacity(1 << 16)
        guard let path else { return }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Diagnostic(
                .error, code: "output-unwritable", "cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }

    func line(_ text: String) {
        buffer += text.utf8
        buffer.append(0x0A)
        if buffer.count > 1 << 15 { flush() }
    }

    /// A reader that has gone away ends the program quietly, as with every filter.
    func flush() {
        var offset = 0
        while offset < buffer.count {
            let written = buffer[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { break }
            offset += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    deinit {
        flush()
        if path != nil { close(descriptor) }
    }
}

/// What a command says beside its answers: on standard error.
enum Remarks {
    static func say(_ text: String) {
        var line = Array((TerminalText.multiline(text) + "\n").utf8)
        _ = line.withUnsafeMutableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Diagnostics, each once, the worst first; notes only where asked for.
    static func say(_ diagnostics: [Diagnostic], options: CommonOptions, limit: Int = 50) {
        var seen: Set<Diagnostic> = []
        let wanted = diagnostics.filter { ($0.severity != .note || options.verbose) && seen.insert($0).inserted }
            .filter { !options.quiet || $0.severity == .error }
            .sorted { $0.severity > $1.severity }
        for diagnostic in wanted.prefix(options.verbose ? .max : limit) { say(diagnostic.description) }
        if wanted.count > limit, !options.verbose { say("… and \(wanted.count - limit) more; --verbose lists all") }
    }
}

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
