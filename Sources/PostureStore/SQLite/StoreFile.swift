import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// The file under a SQLite store: made for its owner alone, and looked at before SQLite may change anything in it.
struct StoreFile {
    /// `KAMA` in SQLite's header: this file is a Kamae store.
    static let applicationID: Int32 = 0x4B41_4D41

    let path: String

    /// Makes folders (0700) and file (0600) where there are none; SQLite gives its side files the file's own mode.
    func prepare() throws(Diagnostic) {
        try makeFolders()
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw Diagnostic(
                .error, code: "store-unreadable", "the store can't be opened: \(reason)", location: SourceLocation(path: path),
                hint: "check the path and that you may write there, or name another with --store")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw StoreFailure.notADatabase(path) }
        if status.st_size > 0 { try checkHeader(descriptor) }
    }

    /// The header of https://www.sqlite.org/fileformat2.html#the_database_header.
    private func checkHeader(_ descriptor: Int32) throws(Diagnostic) {
        var header = [UInt8](repeating: 0, count: 100)
        guard pread(descriptor, &header, 100, 0) == 100, header.starts(with: Array("SQLite format 3\u{0}".utf8)) else {
            throw StoreFailure.notADatabase(path)
        }
        let found = header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        // A store that was just made may have its id in the side file still; then opening decides.
        var side = stat()
        let hasSideFile = stat(path + "-wal", &side) == 0 && side.st_size > 0
        guard found == StoreFile.applicationID || found == 0 && hasSideFile || isWithoutTables(header) else {
            throw StoreFailure.notADatabase(path)
        }
    }

    /// One page only: SQLite has written its header and nothing else yet.
    private func isWithoutTables(_ header: [UInt8]) -> Bool {
        header[28..<32].reduce(0) { $0 << 8 | Int($1) } <= 1 && header[68..<72].allSatisfy { $0 == 0 }
    }

    private func makeFolders() throws(Diagnostic) {
        var slash = path.startIndex
        while let next = path[slash...].dropFirst().firstIndex(of: "/") {
            slash = next
            let folder = String(path[..<next])
            if mkdir(folder, 0o700) == 0 || errno == EEXIST || errno == EISDIR { continue }
            let reason = errno
            var status = stat()
            if stat(folder, &status) == 0 { continue }
            throw Diagnostic(
                .error, code: "store-unreadable", "the store's folder can't be made: \(String(cString: strerror(reason)))",
                location: SourceLocation(path: folder), hint: "make it yourself, or name another place with --store")
        }
    }
}
