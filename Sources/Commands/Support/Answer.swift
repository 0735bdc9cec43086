import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Where a command's answers go: standard output or a file, in large pieces.
///
/// A reader that has gone away (`kamae find … | head -1`) is no fault: what is left is not written, and the command ends as
/// it would have. Everything else that keeps an answer from being written is one.
final class Answer {
    private var descriptor: Int32 = STDOUT_FILENO
    private var buffer: [UInt8] = []
    private let path: String?
    private var failure: Int32 = 0

    /// - Throws: `output-unwritable`.
    init(path: String?) throws(Diagnostic) {
        self.path = path
        buffer.reserveCapacity(1 << 16)
        guard let path else { return }
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.unwritable(path, errno) }
    }

    /// Nobody takes what is written any more.
    var isClosed: Bool { failure != 0 }

    func line(_ text: String) {
        guard !isClosed else { return }
        buffer += text.utf8
        buffer.append(0x0A)
        if buffer.count > 1 << 15 { flush() }
    }

    /// Writes what is left.
    ///
    /// - Throws: `output-unwritable` where an answer, or a part of it, could not be written.
    func finish() throws(Diagnostic) {
        flush()
        if failure != 0, failure != EPIPE { throw Self.unwritable(path ?? "standard output", failure) }
    }

    private func flush() {
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

    private static func unwritable(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(.error, code: "output-unwritable", "cannot write \(path): \(String(cString: strerror(code)))")
    }

    deinit {
        flush()
        if path != nil { close(descriptor) }
    }
}
