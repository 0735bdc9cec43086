import HCL
import SourceText

/// What all modules of one root share: where modules are, the evaluation's budget, what was odd.
final class RootContext {
    let folder: TerraformFolder
    let root: String
    let session = EvaluationSession()
    private let environment: [String: String]
    private lazy var manifest = folder.manifest(of: root)
    /// Modules that were met, by folder.
    private(set) var read: [String: TerraformModule] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// How deep modules may call one another.
    static let depthLimit = 32
    /// Instances that one `count` or `for_each` may make, and resources of one root in all.
    static let instanceLimit = 10_000
    static let resourceLimit = 200_000

    init(folder: TerraformFolder, root: String, environment: [String: String]) {
        self.folder = folder
        self.root = root
        self.environment = environment
    }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func met(_ module: TerraformModule) { read[module.path] = module }

    /// Variables of the root: files first, then the environment where files say nothing.
    func rootInputs(_ module: TerraformModule) -> [String: HCLValue] {
        var inputs: [String: HCLValue] = [:]
        for (name, text) in environment where module.variables[name] != nil { inputs[name] = .string(text) }
        for tree in folder.variableFiles(in: root) {
            diagnostics += tree.diagnostics
            let evaluator = Evaluator(file: tree.file, scope: EmptyScope(), session: session)
            for attribute in tree.body.attributes { inputs[attribute.name.text] = evaluator.evaluate(attribute.expression) }
        }
        return inputs
    }

    /// The module that a call names.
    ///
    /// - Parameter path: the calls that lead to it, as the manifest writes them: `network.subnets`.
    func module(source: String?, from caller: TerraformModule, path: String) -> TerraformModule? {
        if let source, source.hasPrefix("./") || source.hasPrefix("../") || source.hasPrefix("/") {
            return folder.module(at: TerraformFolder.join(caller.path, source))
        }
        return manifest[path].flatMap { folder.module(at: $0) }
    }
}
