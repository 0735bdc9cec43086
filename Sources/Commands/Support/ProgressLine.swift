import ReportWriters
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// One line on a terminal that is written over and over while something takes long.
final class ProgressLine: Sendable {
    private struct State {
        var last = ContinuousClock.now - .seconds(1)
        var isShown: Bool
        /// Something stands there that must go.
        var isDirty = false
    }

    private let state: Mutex<State>
    private let width: Int

    /// Only on a terminal, and only where it may be seen.
    init(_ options: CommonOptions) {
        state = Mutex(State(isShown: !options.quiet && Terminal.showsProgress))
        // A line of full width would wrap, and only its last part be cleared.
        width = max(8, min(Terminal.columns(of: STDERR_FILENO) ?? 80, 120) - 1)
    }

    func show(_ text: @autoclosure () -> String) {
        state.withLock { state in
            guard state.isShown, ContinuousClock.now - state.last > .milliseconds(80) else { return }
            state.last = .now
            state.isDirty = true
            Self.put("\r\u{1B}[K\(TerminalText.cut(TerminalText.safe(text()), to: width))")
        }
    }

    func clear() { state.withLock { Self.clear(&$0) } }

    /// Clears the line for good: nothing is shown any more.
    func end() {
        state.withLock { state in
            Self.clear(&state)
            state.isShown = false
        }
    }

    private static func clear(_ state: inout State) {
        if state.isDirty { put("\r\u{1B}[K") }
        state.isDirty = false
    }

    private static func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
