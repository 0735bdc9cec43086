import HCL
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// The files that functions may read: small ones inside the root, the module, or what the user asked to scan.
struct ModuleFiles: FunctionHost {
    private let root: String
    private let allowed: [String]
    /// Every instance of a resource may ask anew.
    private let session: EvaluationSession

    private static let limit = 1 << 20
    /// Files that `fileset` may look at.
    private static let entryLimit = 20_000
    /// What it takes to open a file and to look at one of a folder, as much as so many expressions.
    private static let openSteps = 50
    private static let entrySteps = 30

    init(module: ModuleInstance) {
        root = module.context.root
        session = module.context.session
        allowed = ([module.context.root, module.module.path] + module.context.folder.scopes).compactMap(FilePath.real)
    }

    func contents(ofFile path: String) throws(FunctionFailure) -> [UInt8]? {
        guard let inside = resolved(path), session.spend(Self.openSteps),
            let file = try? SourceFile.read(path: inside, limit: Self.limit), session.spend(file.size >> 5)
        else { return nil }
        return file.bytes
    }

    func fileExists(_ path: String) throws(FunctionFailure) -> Bool? {
        guard let inside = resolved(path) else { return nil }
        return access(inside, F_OK) == 0
    }

    func files(in folder: String, matching glob: String) throws(FunctionFailure) -> [String]? {
        guard let top = resolved(folder) else { return nil }
        var found: [String] = []
        var pending = [""]
        var count = 0
        while let next = pending.popLast() {
            guard let entries = FilePath.entries(of: next.isEmpty ? top : "\(top)/\(next)") else { continue }
            for entry in entries {
                count += 1
                guard count <= Self.entryLimit, session.spend(Self.entrySteps) else { return nil }
                let path = next.isEmpty ? entry.name : "\(next)/\(entry.name)"
                if entry.isFolder { pending.append(path) } else if GlobPattern.matches(path, glob) { found.append(path) }
            }
        }
        return found.sorted()
    }

    /// The real path where it lies inside; nil for everything else, which so stays unknown.
    private func resolved(_ path: String) -> String? {
        // Terraform reads relative paths from where it runs, which is the root.
        guard let real = FilePath.real(path.hasPrefix("/") ? path : "\(root)/\(path)") else { return nil }
        return allowed.contains { FilePath.isInside(real, $0) } ? real : nil
    }
}
