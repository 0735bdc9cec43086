import ReportWriters
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// One line on a terminal that is written over and over while something takes long.
final class ProgressLine: Sendable {
    private let isShown: Bool
    private let last = Mutex(ContinuousClock.now - .seconds(1))

    init(isShown: Bool) { self.isShown = isShown }

    func show(_ text: String) {
        guard isShown else { return }
        let isDue = last.withLock { last in
            guard ContinuousClock.now - last > .milliseconds(80) else { return false }
            last = .now
            return true
        }
        if isDue { Self.put("\r\u{1B}[K\(TerminalText.cut(TerminalText.safe(text), to: 78))") }
    }

    func clear() {
        if isShown { Self.put("\r\u{1B}[K") }
    }

    private static func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
