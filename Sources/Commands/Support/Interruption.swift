import Dispatch

#if canImport(Glibc)
import Glibc
#endif

/// Ctrl-C as a request to end well: what was read is kept, and the terminal is as it was.
enum Interruption {
    /// SIGINT and SIGTERM end the program as ever, but not before `body` has left the terminal in order.
    ///
    /// - Parameter body: called on another thread.
    /// - Returns: what ends that again.
    static func ending(_ body: @escaping @Sendable () -> Void) -> Watch {
        Watch(
            [SIGINT, SIGTERM].compactMap { number in
                // What the caller has the program ignore (`nohup`, a shell's background) stays ignored.
                if unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    body()
                    // Colours that the signal found switched on.
                    if isatty(STDOUT_FILENO) == 1, Terminal.environment("TERM") != "dumb" { _ = write(STDOUT_FILENO, "\u{1B}[0m", 4) }
                    signal(number, SIG_DFL)
                    kill(getpid(), number)
                }
                source.resume()
                return (number, source)
            })
    }

    /// Signals that are looked out for.
    struct Watch {
        private let sources: [(number: Int32, source: any DispatchSourceSignal)]

        fileprivate init(_ sources: [(Int32, any DispatchSourceSignal)]) { self.sources = sources.map { (number: $0.0, source: $0.1) } }

        func cancel() {
            for (number, source) in sources {
                source.cancel()
                signal(number, SIG_DFL)
            }
        }
    }

    /// Runs something in a task that SIGINT and SIGTERM cancel; a second one ends the program at once.
    static func cancelling<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
        let task = Task { await body() }
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if task.isCancelled { _exit(130) }
                task.cancel()
            }
            source.resume()
            return source
        }
        let value = await task.value
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        return value
    }
}
