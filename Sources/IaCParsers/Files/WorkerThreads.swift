import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Does many things side by side on threads of its own, whose stacks are large enough for what deep files need.
///
/// A stack's size is address space only: pages are used as they are touched.
struct WorkerThreads: Sendable {
    /// Things done at the same time, at least one.
    let count: Int

    /// What the parsers' and evaluators' own depth limits need, in a debug build too, and some.
    private static let stackSize = 64 << 20

    init(count: Int) { self.count = min(max(count, 1), 64) }

    /// Calls `body` once for every index below `iterations`, in any order, and returns when all are done.
    func each(_ iterations: Int, _ body: @escaping @Sendable (Int) -> Void) {
        guard iterations > 0 else { return }
        let work = Work(iterations: iterations, body: body)
        var threads: [pthread_t] = []
        for _ in 0..<min(count, iterations) {
            if let thread = Self.start(work) { threads.append(thread) }
        }
        // Where the system gives no threads, the caller does it.
        if threads.isEmpty { work.run() }
        for thread in threads { pthread_join(thread, nil) }
    }

    private static func start(_ work: Work) -> pthread_t? {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        guard pthread_attr_init(attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(attributes) }
        pthread_attr_setstacksize(attributes, stackSize)
        var thread: pthread_t = 0
        let context = Unmanaged.passRetained(work)
        let status = pthread_create(
            &thread, attributes,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        if status != 0 { context.release() }
        return status == 0 ? thread : nil
    }

    /// Hands out indices.
    private final class Work: Sendable {
        private let next = Atomic<Int>(0)
        private let iterations: Int
        private let body: @Sendable (Int) -> Void

        init(iterations: Int, body: @escaping @Sendable (Int) -> Void) {
            self.iterations = iterations
            self.body = body
        }

        func run() {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < iterations else { return }
                body(index)
            }
        }
    }
}
