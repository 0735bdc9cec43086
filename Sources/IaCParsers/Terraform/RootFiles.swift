import HCL
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// The files that functions may read: those inside the root module's folder and the module's own, and small ones.
struct RootFiles: FunctionHost {
    let root: String
    let module: String

    private static let limit = 1 << 20

    func contents(ofFile path: String) throws(FunctionFailure) -> [UInt8]? {
        guard let inside = resolved(path) else { return nil }
        guard let file = try? SourceFile.read(path: inside, limit: Self.limit) else { return nil }
        return file.bytes
    }

    func fileExists(_ path: String) throws(FunctionFailure) -> Bool? {
        guard let inside = resolved(path) else { return nil }
        return access(inside, F_OK) == 0
    }

    /// The real path where it lies inside; nil for everything else, which so stays unknown.
    private func resolved(_ path: String) -> String? {
        // Terraform reads relative paths from where it runs, which is the root.
        let joined = path.hasPrefix("/") || path.hasPrefix(root) || path.hasPrefix(module) ? path : TerraformFolder.join(root, path)
        guard let real = Self.real(joined) else { return nil }
        let allowed = [root, module].compactMap(Self.real)
        return allowed.contains { real.hasPrefix($0 + "/") } ? real : nil
    }

    private static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
