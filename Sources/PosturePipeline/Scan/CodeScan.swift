import AssetShaping
import ContentCatalog
import Document
import IaCParsers
public import PostureModel
import PolicyEngine
public import SourceText

/// Judges code: files → resources → assets → findings.
public struct CodeScan: Sendable {
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
        var assets: [JudgedAsset] = []
        return run(paths: paths, asset: { asset, _ in assets.append(asset) }) { program in
            var program = program
            program.assets = assets
            assets = []
            receive(program)
        }
    }

    /// The same, asset by asset: no verdicts are held, and assets only of one program, since its controls may ask for related ones.
    ///
    /// - Parameters:
    ///   - asset: gets the assets of a program, with the program's identity.
    ///   - program: gets the program behind its last asset; its `assets` are empty.
    func run(paths: [String], asset: (JudgedAsset, String) -> Void, program receive: (JudgedProgram) -> Void) -> Coverage {
        var coverage = Coverage()
        let judge = posture.engine.judge()
        let identities = ProgramIdentity(root: root)
        let result = IaCParsers.parse(paths: paths, options: options) { program in
            var program = program
            program.identity = identities.of(program.path)
            let shaped = posture.shaper.shape(program)
            let estate = estate(of: shaped.assets)
            for shapedAsset in shaped.assets {
                asset(JudgedAsset(asset: shapedAsset, findings: judge.findings(of: shapedAsset, in: estate)), program.identity)
            }
            let diagnostics = program.diagnostics + shaped.diagnostics
            coverage.diagnostics += diagnostics
            receive(
                JudgedProgram(
                    path: program.path, identity: program.identity, format: program.format, assets: [], diagnostics: diagnostics,
                    unknownTypes: shaped.unknownTypes))
        }
        coverage.diagnostics += result.diagnostics + posture.engine.diagnostics + posture.catalog.diagnostics
        coverage.readCount = result.readCount
        return coverage
    }

    /// A program's assets filed by their names, where a control wants that; nil: none does.
    private func estate(of assets: [Asset]) -> MemoryEstate? {
        let isWanted = Set(assets.map(\.type)).contains { !posture.engine.relatedControls(of: $0).isEmpty }
        return isWanted ? MemoryEstate(assets, relations: posture.engine.relations) : nil
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
