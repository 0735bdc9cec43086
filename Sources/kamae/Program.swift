import ArgumentParser
import Commands

#if canImport(Glibc)
import Glibc
#endif

@main
struct Program {
    static func main() async {
        // A reader that goes away is told by a failed write, in its place, not by a signal in the middle of something else.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Kamae.parseAsRoot()
            if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
        } catch {
            // A wrong command line is "could not do what was asked", not the sysexits number that the parser would use.
            let status = Kamae.exitCode(for: error).rawValue
            guard status == ExitCode.validationFailure.rawValue else { Kamae.exit(withError: error) }
            var text = Array((Kamae.fullMessage(for: error) + "\n").utf8)
            _ = text.withUnsafeMutableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(2)
        }
    }
}
