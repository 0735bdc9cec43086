import HCL
import SourceText

/// What all modules of one root share: where modules are, the evaluation's budget, what was odd.
final class RootContext {
    let folder: TerraformFolder
    let root: String
    let session: EvaluationSession
    let workspace: String
    /// Modules that were met, by folder.
    private(set) var read: [String: TerraformModule] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private lazy var manifest = folder.manifest(of: root)
    private var types: [ExpressionPlace: HCLType] = [:]

    /// How deep modules may call one another.
    static let depthLimit = 32
    /// Instances that one `count` or `for_each` may make; module instances and resources of one root in all.
    static let instanceLimit = 10_000
    static let moduleLimit = 50_000
    static let resourceLimit = 200_000
    /// Bytes that the resources of one root may take: a small text may be said of many.
    static let byteLimit = 128 << 20

    private struct ExpressionPlace: Hashable {
        var file: ObjectIdentifier
        var range: SourceRange
    }

    init(folder: TerraformFolder, root: String, steps: Int) {
        session = EvaluationSession(limits: EvaluationLimits(steps: steps), functions: [SensitiveValue.function])
        self.folder = folder
        self.root = root
        workspace = folder.workspace(of: root)
    }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func met(_ module: TerraformModule) { read[module.path] = module }

    /// The type that a variable declares, read once for all instances.
    func type(_ setting: Declaration.Setting, _ evaluator: Evaluator) -> HCLType {
        let place = ExpressionPlace(file: ObjectIdentifier(setting.file), range: setting.range)
        if let known = types[place] { return known }
        let type = HCLType.parse(setting.expression, evaluator)
        types[place] = type
        return type
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
