import HCL
import PostureModel
import SourceText

/// Evaluates Terraform root modules as Terraform would plan them, without providers.
struct TerraformParser: Sendable {
    let folder: TerraformFolder
    /// Values of root variables by name, as `TF_VAR_name` gives them.
    private let variables: [String: String]
    private let steps: Int

    init(folder: TerraformFolder, variables: [String: String], steps: Int) {
        self.folder = folder
        self.variables = variables
        self.steps = steps
    }

    /// One root module and all it calls.
    ///
    /// - Returns: the program, and the modules that it is made of; their files' own diagnostics are not in the program.
    func parse(root path: String) -> (program: DeclaredProgram, modules: [TerraformModule]) {
        var program = DeclaredProgram(format: .terraform, path: path)
        guard let module = folder.module(at: path) else { return (program, []) }
        let context = RootContext(folder: folder, root: path, steps: steps)
        context.met(module)
        let inputs = RootInputs(context: context, module: module).values(environment: variables)
        let root = ModuleInstance(root: module, inputs: inputs, context: context)
        var collector = ResourceCollector(context: context)
        withExtendedLifetime(root) { collector.collect(root, into: &program) }
        var seen: Set<Diagnostic> = []
        program.diagnostics = (context.diagnostics + context.session.takeDiagnostics()).filter { seen.insert($0).inserted }
        return (program, context.read.values.sorted { $0.path < $1.path })
    }
}
