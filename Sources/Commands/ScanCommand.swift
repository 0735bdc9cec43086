import ArgumentParser
import PostureModel
import PosturePipeline
import ReportWriters
import SourceText

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Judge code: Terraform, CloudFormation, Kubernetes.",
        usage: "kamae scan <path> ... [options]",
        discussion: """
            Reads files and folders, builds the assets they would create, and judges these by the same controls as a \
            running account. Nothing is sent anywhere; no credentials are needed.

            Terraform's variables have the values that Terraform would give them: from TF_VAR_name, terraform.tfvars and \
            *.auto.tfvars. Of sensitive ones only that they are set is known.

            EXAMPLES
              kamae scan .
              kamae scan infra/ template.yaml --fail-on high
              kamae scan . --format json --status fail,unknown
            """)

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @OptionGroup var findings: FindingOptions
    @OptionGroup var store: KeepingOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let posture = try Posture.open(common)
            try findings.check(posture.catalog)
            let answer = try Answer(path: common.output)
            let start = ContinuousClock.now
            var report = FindingReport(answer: answer, options: findings, common: common, catalog: posture.catalog, unit: "file")
            var programCount = 0
            var storing: ScanStoring?
            let line = ProgressLine(common)
            let end = Interruption.ending { line.end() }
            defer { end.cancel() }
            let scan = CodeScan(posture: posture, terraformVariables: Terminal.environment(withPrefix: "TF_VAR_"))
            var coverage = try await scan.run(paths: paths) { (piece) throws(Diagnostic) in
                switch piece {
                case .assets(let assets, _): for asset in assets { report.add(asset) }
                case .program(let program):
                    programCount += 1
                    line.show(progress(programCount, program))
                    report.add(unknownTypes: program.unknownTypes)
                }
                guard store.isNamed else { return }
                if storing == nil { storing = try await ScanStoring(store: try await store.options.open(), paths: paths) }
                try await storing?.add(piece)
            }
            line.clear()
            guard coverage.readCount > 0 || !coverage.diagnostics.contains(where: { $0.code == "path-not-found" }) else {
                Remarks.say(coverage.diagnostics, options: common)
                throw ExitStatus.failed
            }
            if store.isNamed {
                // Where there was nothing at all, that is an answer too.
                if storing == nil { storing = try await ScanStoring(store: try await store.options.open(), paths: paths) }
                try await storing?.finish(coverage, folders: paths)
            }
            // A pipeline that looks into the wrong folder must not be green.
            if programCount == 0, !coverage.isIncomplete {
                coverage.diagnostics.append(
                    Diagnostic(
                        .error, code: "nothing-to-scan",
                        "there is no Terraform, CloudFormation or Kubernetes file in \(paths.joined(separator: ", "))",
                        hint: "name the folder or file that holds the code"))
            }
            try report.finish(coverage, readCount: coverage.readCount, duration: ContinuousClock.now - start, isKept: store.isNamed)
            try report.exit(coverage, failOn: findings.failOn ?? .any)
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }

    private func progress(_ count: Int, _ program: JudgedProgram) -> String {
        if common.textLanguage == .japanese { return "\(count) 件目  \(program.path)" }
        return "\(count) \(count == 1 ? "program" : "programs") judged  \(program.path)"
    }
}
