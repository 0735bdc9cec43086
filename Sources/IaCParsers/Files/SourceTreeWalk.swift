import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// One walk over files and folders; see ``SourceTree/discover(_:limits:)``.
struct SourceTreeWalk {
    private(set) var tree = SourceTree()
    private let limits: SourceTree.Limits
    /// By device and inode: a thing has many paths.
    private var folders: Set<Identity> = []
    private var files: Set<Identity> = []
    private var links: [String] = []
    private var entryCount = 0
    private var isFull = false

    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    init(limits: SourceTree.Limits) { self.limits = limits }

    mutating func root(_ given: String) {
        let path = given.isEmpty ? "." : given
        var status = stat()
        guard stat(path, &status) == 0 else {
            return report(.error, "path-not-found", "cannot read it: \(String(cString: strerror(errno)))", path)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            let first = tree.files.count
            folder(path, Identity(status), depth: 0)
            follow(inside: path)
            tree.files[first...].sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        case S_IFREG:
            let name = Self.shown(path)
            add(SourceTree.File(path: name, kind: SourceKind(name: name) ?? .either, isNamed: true), Identity(status))
        default:
            report(.error, "file-not-regular", "neither a file nor a folder", path)
        }
    }

    private mutating func folder(_ path: String, _ identity: Identity, depth: Int) {
        guard !isFull, folders.insert(identity).inserted else { return }
        guard depth <= limits.depth else {
            return report(.error, "folder-too-deep", "folders are nested more than \(limits.depth) deep", path)
        }
        guard let entries = entries(of: path) else { return }
        let base = path == "." || path == "./" ? "" : path.hasSuffix("/") ? path : path + "/"
        for entry in entries where !isFull {
            let child = Self.shown(base + entry.name)
            switch entry.type {
            case UInt8(DT_DIR):
                guard Self.isWalked(entry.name) else { continue }
                guard let status = self.status(of: child) else { continue }
                folder(child, Identity(status), depth: depth + 1)
            case UInt8(DT_LNK):
                links.append(child)
            case UInt8(DT_REG):
                guard let kind = SourceKind(name: entry.name), !entry.name.hasPrefix("._") else { continue }
                guard let status = self.status(of: child) else { continue }
                add(SourceTree.File(path: child, kind: kind), Identity(status))
            default:
                guard SourceKind(name: entry.name) != nil else { continue }
                report(.warning, "file-not-regular", "neither a file nor a folder", child)
            }
        }
    }

    /// What stands at a path; where the folder around it may not be looked into, that is said.
    private mutating func status(of path: String) -> stat? {
        var status = stat()
        if lstat(path, &status) == 0 { return status }
        report(.error, "file-unreadable", "cannot read it: \(String(cString: strerror(errno)))", path)
        return nil
    }

    private struct Entry {
        var name: String
        var type: UInt8
    }

    /// A folder's entries in order of their names; nil where it can't be read.
    private mutating func entries(of path: String) -> [Entry]? {
        guard let directory = opendir(path) else {
            report(.error, "folder-unreadable", "cannot read the folder: \(String(cString: strerror(errno)))", path)
            return nil
        }
        defer { closedir(directory) }
        var entries: [Entry] = []
        while let next = readdir(directory) {
            let (name, isUTF8) = withUnsafePointer(to: &next.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(next.pointee.d_reclen)) { name in
                    (String(cString: name), String(validatingCString: name) != nil)
                }
            }
            if name == "." || name == ".." { continue }
            entryCount += 1
            guard entryCount <= limits.entries else {
                full("more than \(limits.entries) entries in folders", path)
                break
            }
            var type = next.pointee.d_type
            guard isUTF8 else {
                // Swift's texts can't say such a name, so nothing can be opened by it.
                if type == UInt8(DT_DIR) ? Self.isWalked(name) : SourceKind(name: name) != nil {
                    report(.error, "name-not-utf8", "the name is not UTF-8; it is not read", path + "/" + name)
                }
                continue
            }
            // Some file systems don't say it here.
            if type == UInt8(DT_UNKNOWN) { type = Self.type(of: path + "/" + name) }
            entries.append(Entry(name: name, type: type))
        }
        entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return entries
    }

    private static func type(of path: String) -> UInt8 {
        var status = stat()
        guard lstat(path, &status) == 0 else { return UInt8(DT_UNKNOWN) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return UInt8(DT_DIR)
        case S_IFREG: return UInt8(DT_REG)
        case S_IFLNK: return UInt8(DT_LNK)
        default: return UInt8(DT_UNKNOWN)
        }
    }

    /// Follows the links that were met. They come last, so that a thing is called by its real path where that is in the tree.
    private mutating func follow(inside root: String) {
        let top = Self.realPath(root) ?? root
        var next = 0
        while next < links.count, !isFull {
            let link = links[next]
            next += 1
            var status = stat()
            let name = link.split(separator: "/").last.map(String.init) ?? link
            guard stat(link, &status) == 0, let target = Self.realPath(link) else {
                if SourceKind(name: name) != nil {
                    report(.warning, "symlink-broken", "the link leads nowhere", link)
                }
                continue
            }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            let kind = SourceKind(name: name)
            guard isFolder ? Self.isWalked(name) : kind != nil else { continue }
            guard target == top || target.hasPrefix(top == "/" ? top : top + "/") else {
                report(.note, "symlink-outside-root", "the link leads out of the folder that is scanned", link)
                continue
            }
            if isFolder {
                folder(link, Identity(status), depth: link.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) })
            } else if status.st_mode & S_IFMT == S_IFREG, let kind {
                add(SourceTree.File(path: link, kind: kind), Identity(status))
            }
        }
        links.removeAll()
    }

    private mutating func add(_ file: SourceTree.File, _ identity: Identity) {
        guard tree.files.count < limits.files else {
            return full("more than \(limits.files) files", file.path)
        }
        guard files.insert(identity).inserted else {
            // Found in a folder before: that the user named it still counts.
            if file.isNamed, let index = tree.files.firstIndex(where: { $0.path == file.path }) {
                tree.files[index].isNamed = true
            }
            return
        }
        tree.files.append(file)
    }

    private mutating func full(_ what: String, _ path: String) {
        guard !isFull else { return }
        isFull = true
        report(.error, "too-many-files", "\(what) were met; the rest is not read", path)
    }

    private mutating func report(_ severity: Diagnostic.Severity, _ code: String, _ message: String, _ path: String) {
        tree.diagnostics.append(Diagnostic(severity, code: code, message, location: SourceLocation(path: Self.shown(path))))
    }

    private static func isWalked(_ name: String) -> Bool { !name.hasPrefix(".") && name != "node_modules" }

    /// A path without a leading `./`.
    private static func shown(_ path: String) -> String {
        var path = Substring(path)
        while path.hasPrefix("./"), path.utf8.count > 2 { path = path.dropFirst(2) }
        return String(path)
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
