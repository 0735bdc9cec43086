import SourceText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Which runs are alive: every run holds a lock on one byte of a file beside the store, and the kernel lets go of it with the
/// process, however that ends.
///
/// Open-file-description locks (fcntl(2)): they belong to this object, not to the whole process.
final class RunLocks: Sendable {
    // <fcntl.h> under _GNU_SOURCE; Swift's Glibc module leaves them out.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37

    private let descriptor: Int32
    private let own = Mutex<Set<Int64>>([])

    init(storePath: String) throws(Diagnostic) {
        let path = storePath + "-runs"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Diagnostic(
                .error, code: "store-unreadable", "the store's lock file can't be opened: \(String(cString: strerror(errno)))",
                location: SourceLocation(path: path), hint: "check that you may write beside the store")
        }
    }

    func take(_ run: Int64) throws(Diagnostic) {
        var lock = request(F_WRLCK, run)
        guard fcntl(descriptor, Self.setLock, &lock) == 0 else {
            throw Diagnostic(
                .error, code: "store-unreadable", "the run can't be marked as alive: \(String(cString: strerror(errno)))")
        }
        own.withLock { _ = $0.insert(run) }
    }

    func release(_ run: Int64) {
        var lock = request(F_UNLCK, run)
        _ = fcntl(descriptor, Self.setLock, &lock)
        own.withLock { _ = $0.remove(run) }
    }

    /// Whether some process holds a run. Where that can't be told, it counts as alive.
    func isAlive(_ run: Int64) -> Bool {
        if own.withLock({ $0.contains(run) }) { return true }
        var lock = request(F_WRLCK, run)
        guard fcntl(descriptor, Self.getLock, &lock) == 0 else { return true }
        return lock.l_type != Int16(F_UNLCK)
    }

    private func request(_ type: Int32, _ run: Int64) -> Glibc.flock {
        var lock = Glibc.flock()
        lock.l_type = Int16(type)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(run)
        lock.l_len = 1
        return lock
    }

    deinit { close(descriptor) }
}
