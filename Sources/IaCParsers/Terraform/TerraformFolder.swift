import HCL
import SourceText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Reads modules from disk, each folder once; shared by all threads of a scan.
final class TerraformFolder: Sendable {
    private let modules = Mutex<[String: TerraformModule?]>([:])
    private let limit: Int
    /// Where only some files of a folder were asked for: their names.
    private let chosen: [String: Set<String>]

    /// - Parameter limit: the most bytes one file may have.
    init(limit: Int = SourceFile.defaultLimit, chosen: [String: Set<String>] = [:]) {
        self.limit = limit
        self.chosen = chosen
    }

    /// A folder whose only module is a text.
    convenience init(text: SourceFile, path: String) {
        self.init()
        let module = TerraformModule(path: path, trees: [SyntaxTree.parse(text)])
        modules.withLock { $0[path] = .some(module) }
    }

    /// The module of a folder; nil where it has no Terraform files.
    func module(at path: String) -> TerraformModule? {
        if let known = modules.withLock({ $0[path] }) { return known }
        let module = read(path)
        return modules.withLock { modules in
            if let known = modules[path] { return known }
            modules[path] = .some(module)
            return module
        }
    }

    private func read(_ path: String) -> TerraformModule? {
        var trees: [SyntaxTree] = []
        var faults: [Diagnostic] = []
        var names = Self.names(in: path).filter { $0.hasSuffix(".tf") || $0.hasSuffix(".tofu") }
        if let chosen = chosen[path] { names = names.filter(chosen.contains) }
        for name in names.filter({ !Self.isOverride($0) }) + names.filter(Self.isOverride) {
            do {
                trees.append(SyntaxTree.parse(try SourceFile.read(path: Self.join(path, name), limit: limit)))
            } catch {
                faults.append(error)
            }
        }
        return names.isEmpty ? nil : TerraformModule(path: path, trees: trees, faults: faults)
    }

    /// Values for a root's variables, in Terraform's order: `terraform.tfvars`, then `*.auto.tfvars` by name; later ones win.
    func variableFiles(in path: String) -> [SyntaxTree] {
        let names = Self.names(in: path)
        let wanted = names.filter { $0 == "terraform.tfvars" } + names.filter { $0.hasSuffix(".auto.tfvars") }
        return wanted.compactMap { name in
            (try? SourceFile.read(path: Self.join(path, name), limit: limit)).map { SyntaxTree.parse($0) }
        }
    }

    /// Where `terraform init` put the modules of a root: by the call's path (`network.subnets`), the folder.
    func manifest(of root: String) -> [String: String] {
        guard let file = try? SourceFile.read(path: Self.join(root, ".terraform/modules/modules.json")) else { return [:] }
        return ModuleManifest.read(file).mapValues { Self.join(root, $0) }
    }

    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func isOverride(_ name: String) -> Bool {
        name == "override.tf" || name.hasSuffix("_override.tf")
    }

    /// Joins paths and takes `.` and `..` out of the middle.
    static func join(_ folder: String, _ path: String) -> String {
        var steps: [Substring] = []
        let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        for step in whole.split(separator: "/") {
            if step == "." { continue }
            if step == "..", let last = steps.last, last != ".." { steps.removeLast() } else { steps.append(step) }
        }
        let joined = steps.joined(separator: "/")
        return whole.hasPrefix("/") ? "/\(joined)" : joined.isEmpty ? "." : joined
    }
}
