#if canImport(Glibc)
import Glibc
#endif

/// What folders hold and where paths lead.
enum FilePath {
    struct Entry {
        var name: String
        var isFolder: Bool
        var isLink: Bool
    }

    /// The path without links; nil where it leads nowhere.
    static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// - Parameters: both as ``real(_:)`` gives them.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        path == folder || path.hasPrefix(folder == "/" ? folder : folder + "/")
    }

    /// A folder's entries by name, hidden ones left out; nil where it can't be read.
    static func entries(of path: String) -> [Entry]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var entries: [Entry] = []
        while let next = readdir(directory) {
            let name = withUnsafePointer(to: &next.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(next.pointee.d_reclen)) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            var type = next.pointee.d_type
            if type == UInt8(DT_UNKNOWN) {
                var status = stat()
                guard lstat("\(path)/\(name)", &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: type = UInt8(DT_DIR)
                case S_IFLNK: type = UInt8(DT_LNK)
                default: type = UInt8(DT_REG)
                }
            }
            entries.append(Entry(name: name, isFolder: type == UInt8(DT_DIR), isLink: type == UInt8(DT_LNK)))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
