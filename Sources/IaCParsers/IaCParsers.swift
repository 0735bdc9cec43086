public import Document
public import PostureModel
public import SourceText
import Synchronization

/// Reads infrastructure as code: files and folders in, declared resources out.
public enum IaCParsers {
    public struct Options: Sendable {
        /// The most bytes a file may have.
        public var fileLimit: Int
        /// What one document of a file may hold.
        public var documentLimits: DocumentLimits
        public var treeLimits: SourceTree.Limits
        /// Files that are parsed at the same time.
        public var workers: Int
        /// The folder that places are told from; nil: they are told as the paths are written.
        public var root: String?
        /// Values of Terraform's root variables by name, as `TF_VAR_name` gives them; files win over them.
        public var terraformVariables: [String: String]
        /// Steps that the evaluation of one Terraform root may take, about as many as expressions.
        public var terraformSteps: Int

        public init(
            fileLimit: Int = SourceFile.defaultLimit,
            documentLimits: DocumentLimits = DocumentLimits(bytes: SourceFile.defaultLimit, nodes: 2 << 20),
            treeLimits: SourceTree.Limits = .init(), workers: Int = 2, root: String? = nil, terraformVariables: [String: String] = [:],
            terraformSteps: Int = 20_000_000
        ) {
            self.fileLimit = fileLimit
            self.documentLimits = documentLimits
            self.treeLimits = treeLimits
            self.workers = workers
            self.root = root
            self.terraformVariables = terraformVariables
            self.terraformSteps = terraformSteps
        }

        var told: ToldPath { ToldPath(root: root) }
    }

    /// What a scan's paths held.
    public struct Result: Sendable {
        public var programs: [DeclaredProgram] = []
        /// Of files that belong to no program.
        public var diagnostics: [Diagnostic] = []
        /// Files that a parser looked into, whatever they held.
        public var readCount = 0
    }

    /// Everything at once; see ``parse(paths:options:receive:)``.
    public static func parse(paths: [String], options: Options = Options()) -> Result {
        var programs: [DeclaredProgram] = []
        var result = parse(paths: paths, options: options) { programs.append($0) }
        result.programs = programs
        return result
    }

    /// Reads files and folders and hands on program after program, in the order of their paths: templates first, then all
    /// Kubernetes manifests as one program, then Terraform's root modules.
    ///
    /// - Parameters:
    ///   - paths: as the user wrote them; places are told by them.
    ///   - receive: called on the caller's thread, one call after the other.
    /// - Returns: what belongs to no program; `programs` is empty.
    public static func parse(
        paths: [String], options: Options = Options(), receive: (DeclaredProgram) -> Void
    ) -> Result {
        let tree = SourceTree.discover(paths, limits: options.treeLimits)
        var result = Result()
        result.diagnostics = tree.diagnostics.map(options.told.of)
        var manifests = KubernetesProgram(path: paths.count == 1 ? options.told.of(paths[0]) : ".")
        let files = tree.files.filter { $0.kind != .terraform && $0.kind != .terraformVariables }
        // Batches bound what is held at once and keep the order.
        var start = 0
        while start < files.count {
            let end = min(start + max(options.workers, 1) * 16, files.count)
            for outcome in outcomes(of: files[start..<end], options) {
                result.readCount += 1
                for program in outcome.programs { receive(program) }
                if outcome.hasManifests {
                    manifests.append(outcome.manifests)
                    manifests.append(outcome.diagnostics)
                } else {
                    result.diagnostics += outcome.diagnostics
                }
            }
            start = end
        }
        if let program = manifests.finished { receive(program) }
        let terraform = tree.files.filter { $0.kind == .terraform }
        let scan = TerraformScan(
            workers: WorkerThreads(count: options.workers), fileLimit: options.fileLimit, paths: paths,
            variables: options.terraformVariables, steps: options.terraformSteps, told: options.told)
        scan.run(terraform) { program in
            result.readCount += program.fileCount
            receive(program)
        }
        return result
    }

    /// Parses one text as if it were a file of this path: for cases and previews.
    public static func parse(text: SourceFile, options: Options = Options()) -> Result {
        if SourceKind(name: text.path) == .terraform {
            return Result(programs: [terraform(text, options)], readCount: 1)
        }
        let entry = SourceTree.File(path: text.path, kind: SourceKind(name: text.path) ?? .either, isNamed: true)
        let reader = CodeFileReader(fileLimit: options.fileLimit, limits: options.documentLimits, told: options.told)
        let outcome = FileOutcome(reader.sort(text, entry), options)
        var result = Result(programs: outcome.programs, readCount: 1)
        if outcome.hasManifests {
            var manifests = KubernetesProgram(path: text.path)
            manifests.append(outcome.manifests)
            manifests.append(outcome.diagnostics)
            if let program = manifests.finished { result.programs.append(program) }
        } else {
            result.diagnostics = outcome.diagnostics
        }
        return result
    }

    private static func terraform(_ text: SourceFile, _ options: Options) -> DeclaredProgram {
        let folder = TerraformFolder(text: text, path: text.path)
        let parser = TerraformParser(folder: folder, variables: options.terraformVariables, steps: options.terraformSteps)
        let result = Mutex(DeclaredProgram(format: .terraform, path: text.path))
        WorkerThreads(count: 1).each(1) { _ in
            var (program, modules) = parser.parse(root: text.path)
            program.diagnostics = modules.flatMap(\.diagnostics) + program.diagnostics
            program.fileCount = 1
            result.withLock { $0 = program }
        }
        return result.withLock { $0 }
    }

    private static func outcomes(of files: ArraySlice<SourceTree.File>, _ options: Options) -> [FileOutcome] {
        let reader = CodeFileReader(fileLimit: options.fileLimit, limits: options.documentLimits, told: options.told)
        let files = Array(files)
        let outcomes = Mutex([FileOutcome?](repeating: nil, count: files.count))
        WorkerThreads(count: options.workers).each(files.count) { index in
            let outcome = FileOutcome(reader.read(files[index]), options)
            outcomes.withLock { $0[index] = outcome }
        }
        return outcomes.withLock { $0 }.compactMap { $0 }
    }
}

/// What one file came to.
private struct FileOutcome: Sendable {
    var programs: [DeclaredProgram] = []
    var manifests: [KubernetesManifest] = []
    var hasManifests = false
    /// Those that belong to no template.
    var diagnostics: [Diagnostic] = []

    init(_ code: CodeFile, _ options: IaCParsers.Options) {
        diagnostics = code.diagnostics
        let kubernetes = KubernetesParser(limits: options.documentLimits)
        for content in code.contents {
            switch content {
            case .template(let document):
                let parser = CloudFormationParser(limits: options.documentLimits)
                programs.append(parser.parse(document, of: code.file))
            case .manifest(let document):
                hasManifests = true
                manifests += kubernetes.manifests(in: document, of: code.file, diagnostics: &diagnostics)
            }
        }
        // What was said about a template's text belongs to its program.
        if programs.count == 1, !hasManifests {
            programs[0].diagnostics = diagnostics + programs[0].diagnostics
            diagnostics = []
        }
    }
}
