import SourceText

/// What a path is called when places are told.
struct ToldPath: Sendable {
    /// What stands before the paths of a root's files; nil: paths are told as they are opened.
    private let prefix: String?

    init(root: String? = nil) { prefix = root.map { $0.hasSuffix("/") ? $0 : $0 + "/" } }

    func of(_ path: String) -> String {
        guard let prefix, path.hasPrefix(prefix), path != prefix else { return path }
        return String(path.dropFirst(prefix.count))
    }

    func of(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        if let location = diagnostic.location { diagnostic.location?.path = of(location.path) }
        return diagnostic
    }
}
