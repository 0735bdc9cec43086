import HCL
import SourceText
import Synchronization

/// Reads modules from disk, each folder once; shared by all threads of a scan.
final class TerraformFolder: Sendable {
    private let modules = Mutex<[String: TerraformModule?]>([:])
    private let limit: Int
    /// Where only some files of a folder were asked for: their names.
    private let chosen: [String: Set<String>]
    /// What the user asked to scan: links may not lead out of it.
    let scopes: [String]
    let told: ToldPath

    /// - Parameters:
    ///   - limit: the most bytes one file may have.
    ///   - scopes: paths that the user named.
    ///   - told: what messages call files.
    init(limit: Int = SourceFile.defaultLimit, chosen: [String: Set<String>] = [:], scopes: [String] = [], told: ToldPath = ToldPath()) {
        self.limit = limit
        self.chosen = chosen
        self.told = told
        self.scopes = scopes.compactMap(FilePath.real)
    }

    /// A folder whose only module is a text.
    convenience init(text: SourceFile, path: String) {
        self.init()
        let module = TerraformModule(
            path: path, trees: [text.path.hasSuffix(".json") ? SyntaxTree.parseJSON(text) : SyntaxTree.parse(text)])
        modules.withLock { $0[path] = .some(module) }
    }

    /// The module of a folder; nil where it has no Terraform files.
    func module(at path: String) -> TerraformModule? {
        if let known = modules.withLock({ $0[path] }) { return known }
        let module = parse(path)
        return modules.withLock { modules in
            if let known = modules[path] { return known }
            modules[path] = .some(module)
            return module
        }
    }

    private func parse(_ path: String) -> TerraformModule? {
        var trees: [SyntaxTree] = []
        var overrides: [SyntaxTree] = []
        var faults: [Diagnostic] = []
        let names = moduleFiles(in: path)
        for name in names {
            do throws(Diagnostic) {
                let file = try read(name, in: path)
                let tree = name.hasSuffix(".json") ? SyntaxTree.parseJSON(file) : SyntaxTree.parse(file)
                if Self.isOverride(name) { overrides.append(tree) } else { trees.append(tree) }
            } catch { faults.append(error) }
        }
        return names.isEmpty ? nil : TerraformModule(path: path, trees: trees, overrides: overrides, faults: faults)
    }

    /// The names of a folder's configuration files. OpenTofu's own file takes the place of Terraform's of the same name.
    private func moduleFiles(in path: String) -> [String] {
        var names = names(in: path).filter { name in
            [".tf", ".tofu", ".tf.json", ".tofu.json"].contains { name.hasSuffix($0) }
        }
        if let chosen = chosen[path] { names = names.filter(chosen.contains) }
        let all = Set(names)
        return names.filter { name in
            !(name.hasSuffix(".tf") && all.contains(name.dropLast(3) + ".tofu"))
                && !(name.hasSuffix(".tf.json") && all.contains(name.dropLast(8) + ".tofu.json"))
        }
    }

    /// The files that give a root's variables their values, in the order in which they count.
    func variableFiles(in path: String) -> [String] {
        let names = names(in: path)
        return names.filter { $0 == "terraform.tfvars" } + names.filter { $0 == "terraform.tfvars.json" }
            + names.filter { $0.hasSuffix(".auto.tfvars") || $0.hasSuffix(".auto.tfvars.json") }
    }

    func read(_ name: String, in folder: String) throws(Diagnostic) -> SourceFile {
        let path = Self.join(folder, name)
        return try SourceFile.read(path: path, displayPath: told.of(path), limit: limit)
    }

    /// A folder's files; links that lead out of what is scanned are none of it.
    private func names(in path: String) -> [String] {
        (FilePath.entries(of: path) ?? []).filter { entry in
            if entry.isFolder { return false }
            guard entry.isLink, !scopes.isEmpty else { return true }
            guard let real = FilePath.real("\(path)/\(entry.name)") else { return false }
            return scopes.contains { FilePath.isInside(real, $0) }
        }.map(\.name)
    }

    // MARK: What terraform init leaves behind

    /// Where the modules of a root are: by the call's path (`network.subnets`), the folder.
    func manifest(of root: String) -> [String: String] {
        guard let file = try? SourceFile.read(path: Self.join(root, ".terraform/modules/modules.json")) else { return [:] }
        return ModuleManifest.read(file).mapValues { Self.join(root, $0) }
    }

    /// The workspace that was chosen last.
    func workspace(of root: String) -> String {
        guard let file = try? SourceFile.read(path: Self.join(root, ".terraform/environment"), limit: 1024) else { return "default" }
        let name = file.text(SourceRange(start: 0, end: file.size)).split(whereSeparator: \.isWhitespace).first.map(String.init)
        return name ?? "default"
    }

    private static func isOverride(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }
        return stem == "override" || stem.hasSuffix("_override")
    }

    // MARK: Paths

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

    /// A module's folder as it is seen from the root, which is how Terraform writes `path.module`.
    static func relative(_ path: String, to root: String) -> String {
        let from = root.split(separator: "/").filter { $0 != "." }
        let to = path.split(separator: "/").filter { $0 != "." }
        let common = zip(from, to).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: from.count - common) + to[common...].map(String.init)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}
