import Dispatch

#if canImport(Glibc)
import Glibc
#endif

/// Ctrl-C as a request to end well: what was read is kept.
enum Interruption {
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
