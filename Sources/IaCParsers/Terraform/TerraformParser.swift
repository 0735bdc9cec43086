import Document
import HCL
import PostureModel
import SourceText

/// Evaluates Terraform root modules as Terraform would plan them, without providers.
struct TerraformParser: Sendable {
    private let folder: TerraformFolder
    /// Values as `TF_VAR_name` gives them.
    private let environment: [String: String]

    init(folder: TerraformFolder = TerraformFolder(), environment: [String: String] = [:]) {
        self.folder = folder
        self.environment = environment
    }

    /// Reads a folder's files, so that they are at hand.
    func read(_ path: String) { _ = folder.module(at: path) }

    /// The programs of some folders: a folder that another one calls as a module is no root of its own.
    ///
    /// - Parameter folders: every folder with Terraform files below what is scanned.
    func roots(among folders: [String]) -> [String] {
        let called = Set(folders.flatMap(localCalls))
        let roots = folders.filter { !called.contains($0) }
        // Modules that only call one another: there is no root, so each is one.
        return roots.isEmpty ? folders : roots
    }

    /// Folders that a folder calls by a local path.
    private func localCalls(of path: String) -> [String] {
        guard let module = folder.module(at: path) else { return [] }
        return module.calls.values.compactMap { call in
            guard case .string(let source)? = call.block.body.attribute("source")?.expression.kind,
                source.hasPrefix("./") || source.hasPrefix("../")
            else { return nil }
            let target = TerraformFolder.join(path, source)
            return target == path ? nil : target
        }
    }

    /// One root module and all it calls.
    func parse(root path: String) -> DeclaredProgram {
        var program = DeclaredProgram(format: .terraform, path: path)
        guard let module = folder.module(at: path) else { return program }
        let context = RootContext(folder: folder, root: path, environment: environment)
        let root = ModuleInstance(module: module, address: "", inputs: context.rootInputs(module), context: context)
        ResourceCollector(context: context).collect(root, into: &program)
        var seen: Set<String> = []
        for file in context.read.values.flatMap(\.diagnostics) + context.diagnostics + context.session.takeDiagnostics()
        where seen.insert(file.description).inserted {
            program.diagnostics.append(file)
        }
        program.fileCount = context.read.values.reduce(0) { $0 + $1.fileCount }
        return program
    }
}
