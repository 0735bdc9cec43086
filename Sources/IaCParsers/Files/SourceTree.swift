public import SourceText

/// The files of a scan that a parser may read.
public struct SourceTree: Sendable {
    public struct File: Sendable, Hashable {
        /// As it is opened and shown: what the user wrote, and the way from there.
        public var path: String
        public var kind: SourceKind
        /// The user named this very file: it is an oddity if nothing can be made of it.
        public var isNamed: Bool

        public init(path: String, kind: SourceKind, isNamed: Bool = false) {
            self.path = path
            self.kind = kind
            self.isNamed = isNamed
        }
    }

    /// What one walk may meet.
    public struct Limits: Sendable {
        /// Files that parsers may read.
        public var files: Int
        /// Entries of folders, of any kind.
        public var entries: Int
        /// Folders inside one another.
        public var depth: Int

        public init(files: Int = 200_000, entries: Int = 4_000_000, depth: Int = 128) {
            self.files = files
            self.entries = entries
            self.depth = depth
        }
    }

    /// In order of their paths, root by root; each file once, by whatever names it is reached.
    public var files: [File] = []
    /// `path-not-found`, `folder-unreadable`, `folder-too-deep`, `file-unreadable`, `file-not-regular`, `name-not-utf8`,
    /// `symlink-outside-root`, `symlink-broken`, `too-many-files`.
    public var diagnostics: [Diagnostic] = []

    public init() {}

    /// Walks files and folders.
    ///
    /// Hidden folders (`.git`, `.terraform`) and `node_modules` are left out, unless a path names them. Symbolic links are
    /// followed where they lead to something inside their root; every folder and file is met once, so that loops end.
    public static func discover(_ paths: [String], limits: Limits = Limits()) -> SourceTree {
        var walk = SourceTreeWalk(limits: limits)
        for path in paths { walk.root(path) }
        return walk.tree
    }
}
