import AssetShaping
import ContentCatalog
import Document
import IaCParsers
public import PostureModel
import PolicyEngine
public import SourceText

/// Judges code: files → resources → assets → findings.
public struct CodeScan {
    private let posture: Posture
    private let options: IaCParsers.Options
    private let root: CodeRoot?

    /// - Parameters:
    ///   - root: what places are told from; nil: they are told as paths are written.
    ///   - terraformVariables: values of root variables by name, as the environment's `TF_VAR_name` gives them.
    public init(posture: Posture, root: CodeRoot? = nil, terraformVariables: [String: String] = [:]) {
        self.posture = posture
        self.root = root
        options = IaCParsers.Options(root: root?.path, terraformVariables: terraformVariables)
    }

    /// Reads paths and hands on program after program.
    ///
    /// - Parameters:
    ///   - paths: files and folders, as the user wrote them.
    ///   - receive: called on the caller's thread.
    /// - Returns: what could not be read or judged.
    public func run(paths: [String], receive: (JudgedProgram) -> Void) -> Coverage {
        var coverage = Coverage()
        let judge = posture.engine.judge()
        let identities = ProgramIdentity(root: root)
        let result = IaCParsers.parse(paths: paths, options: options) { program in
            var program = program
            program.identity = identities.of(program.path)
            let judged = self.judge(program, judge)
            coverage.diagnostics += judged.diagnostics
            receive(judged)
        }
        coverage.diagnostics += result.diagnostics + posture.engine.diagnostics + posture.catalog.diagnostics
        coverage.readCount = result.readCount
        return coverage
    }

    /// One program judged.
    func judge(_ program: DeclaredProgram, _ judge: Judge) -> JudgedProgram {
        let shaped = posture.shaper.shape(program)
        // A program's assets are all at hand; filing them by their names is left to programs that a control wants it for.
        let types = Set(shaped.assets.map(\.type))
        let isWanted = types.contains { !posture.engine.relatedControls(of: $0).isEmpty }
        let estate = isWanted ? MemoryEstate(shaped.assets, relations: posture.engine.relations) : nil
        return JudgedProgram(
            path: program.path, identity: program.identity, format: program.format,
            assets: shaped.assets.map { JudgedAsset(asset: $0, findings: judge.findings(of: $0, in: estate)) },
            diagnostics: program.diagnostics + shaped.diagnostics, unknownTypes: shaped.unknownTypes)
    }
}

/// A program's assets and the verdicts on them.
public struct JudgedProgram: Sendable {
    public var path: String
    /// What it is called from run to run.
    public var identity: String
    public var format: DeclaredOrigin.Format
    public var assets: [JudgedAsset]
    public var diagnostics: [Diagnostic]
    /// Resources of types that no content file knows, by type.
    public var unknownTypes: [String: Int]
}

/// An asset and the verdicts of all its controls.
public struct JudgedAsset: Sendable {
    public var asset: Asset
    public var findings: [Finding]

    public init(asset: Asset, findings: [Finding]) {
        self.asset = asset
        self.findings = findings
    }
}
