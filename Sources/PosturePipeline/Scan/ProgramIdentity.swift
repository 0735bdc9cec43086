#if canImport(Glibc)
import Glibc
#endif

/// What a program is called from run to run, wherever it is scanned from: the repository's name and the way inside it, or the
/// absolute path of what stands in no repository.
struct ProgramIdentity {
    /// Where relative paths begin.
    private let current: String
    /// What that folder is called, where it has a name of its own.
    private let name: String?

    init(root: CodeRoot? = nil) {
        current = Self.real(root?.path ?? ".") ?? root?.path ?? ""
        name = root?.name
    }

    /// - Parameter path: as the user wrote it; need not exist any more.
    func of(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : "\(current)/\(path)"
        let absolute = Self.real(whole) ?? whole
        if let name, absolute == current || absolute.hasPrefix(current + "/") { return name + absolute.dropFirst(current.count) }
        var folder = absolute
        while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
            if access("\(folder)/.git", F_OK) == 0 {
                let name = folder[folder.index(after: slash)...]
                return String(name + absolute.dropFirst(folder.count))
            }
            folder = String(folder[..<slash])
        }
        return absolute
    }

    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
