import SourceText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Where a command's answers go: standard output or a file, in large pieces; from any thread, a line at a time.
///
/// A reader that has gone away (`kamae find … | head -1`) is no fault: what is left is not written, and the command ends as
/// it would have. Everything else that keeps an answer from being written is one.
final class Answer: Sendable {
    private let path: String?
    private let state: Mutex<State>

    private struct State {
        var descriptor: Int32
        var buffer: [UInt8] = []
        var failure: Int32 = 0

        mutating func flush() {
            var offset = 0
            while offset < buffer.count, failure == 0 {
                let written = buffer[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if written > 0 {
                    offset += written
                } else if written == 0 || errno != EINTR {
                    failure = written == 0 ? EIO : errno
                }
            }
            buffer.removeAll(keepingCapacity: true)
        }
    }

    /// - Throws: `output-unwritable`.
    init(path: String?) throws(Diagnostic) {
        self.path = path
        var descriptor = STDOUT_FILENO
        if let path {
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
        }
        state = Mutex(State(descriptor: descriptor))
    }

    /// Nobody takes what is written any more.
    var isClosed: Bool { state.withLock { $0.failure != 0 } }

    func line(_ text: String) {
        state.withLock { state in
            guard state.failure == 0 else { return }
            state.buffer += text.utf8
            state.buffer.append(0x0A)
            if state.buffer.count > 1 << 15 { state.flush() }
        }
    }

    /// Writes what is left.
    ///
    /// - Throws: `output-unwritable` where an answer, or a part of it, could not be written.
    func finish() throws(Diagnostic) {
        let failure = state.withLock { state in
            state.flush()
            return state.failure
        }
        if failure != 0, failure != EPIPE { throw Self.unwritable(path ?? "standard output", failure) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(.error, code: "output-unwritable", "cannot write \(path): \(String(cString: strerror(code)))")
    }

    deinit {
        state.withLock { state in
            state.flush()
            if path != nil { close(state.descriptor) }
        }
    }
}
