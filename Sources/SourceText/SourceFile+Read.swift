#if canImport(Glibc)
import Glibc
#endif

extension SourceFile {
    /// What one file may weigh by default: 16 MiB, far over any hand-written file and CloudFormation's own limit of 1 MB.
    public static let defaultLimit = 16 << 20

    /// Reads a regular file.
    ///
    /// - Parameters:
    ///   - displayPath: what messages call it; `path` where nil.
    ///   - limit: the most bytes it may have.
    /// - Throws: ``Diagnostic`` (`file-unreadable`, `file-too-large`, `file-not-regular`); nothing is read past the limit.
    public static func read(path: String, displayPath: String? = nil, limit: Int = defaultLimit) throws(Diagnostic) -> SourceFile {
        let name = displayPath ?? path
        func failure(_ code: String, _ message: String) -> Diagnostic {
            Diagnostic(.error, code: code, message, location: SourceLocation(path: name))
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw failure("file-unreadable", "cannot read the file: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("file-not-regular", "not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= limit else {
            throw failure("file-too-large", "the file has \(size) bytes, more than the limit of \(limit)")
        }
        var readError: Int32 = 0
        // One byte more than the size said: a file that grows while it is read is noticed.
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            askForHugePages(buffer)
            while count < buffer.count {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { readError = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard readError == 0 else {
            throw failure("file-unreadable", "cannot read the file: \(String(cString: strerror(readError)))")
        }
        guard bytes.count <= size else {
            throw failure("file-unreadable", "the file grew while it was read")
        }
        return SourceFile(path: name, bytes: bytes)
    }

    /// A large file is read into 2 MiB of memory at a time: 512 pages one by one would cost the kernel more than reading does.
    private static func askForHugePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        let hugePage = 2 << 20
        guard buffer.count >= 2 * hugePage, let base = buffer.baseAddress else { return }
        let first = (Int(bitPattern: base) + hugePage - 1) & ~(hugePage - 1)
        let end = (Int(bitPattern: base) + buffer.count) & ~(hugePage - 1)
        madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
    }
}
