#if canImport(Glibc)
import Glibc
#endif

/// What a program is called from run to run, wherever it is scanned from: the repository's name and the way inside it, or the
/// absolute path of what stands in no repository.
struct ProgramIdentity {
    private let current: String

    init() { current = Self.real(".") ?? "" }

    /// - Parameter path: as the user wrote it; need not exist any more.
    func of(_ path: String) -> String {
        let absolute = Self.real(path) ?? (path.hasPrefix("/") ? path : "\(current)/\(path)")
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
