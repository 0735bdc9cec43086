import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import ReportWriters
import SourceText

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Work on controls.", subcommands: [PolicyTestCommand.self])
}

struct PolicyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the cases that controls bring with them.",
        usage: "kamae policy test [<control> ...] [options]",
        discussion: """
            EXAMPLES
              kamae policy test
              kamae policy test aws/s3
              kamae policy test aws/s3/bucket-versioning
            """)

    @Argument(help: ArgumentHelp("Controls by id; a path's beginning names all below it. Default: all.", valueName: "control"))
    var controls: [String] = []

    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let posture = try Posture.open(common)
            let answer = try Answer(path: common.output)
            var ids: Set<String> = []
            for name in controls { ids.formUnion(try posture.catalog.controlIDs(under: name)) }
            let wanted = posture.catalog.allControls().filter { controls.isEmpty || ids.contains($0.id) }
            let check = ControlCheck(posture: posture)
            var cases = 0
            var failures = 0
            // A scan reads only the asset types that it meets; what is wrong with the others is said here.
            if controls.isEmpty { _ = posture.catalog.assetTypes() }
            var diagnostics = posture.catalog.diagnostics
            for control in wanted {
                let outcome = check.run(control)
                cases += outcome.caseCount
                failures += outcome.failures.count
                diagnostics += outcome.diagnostics
                for failure in outcome.failures {
                    answer.line("\(failure.location): \(TerminalText.safe(failure.message)) (\(failure.control))")
                }
            }
            answer.line(
                common.text(
                    "\(wanted.count) controls, \(cases) cases, \(failures) failed",
                    "コントロール \(wanted.count) 件、ケース \(cases) 件、失敗 \(failures) 件"))
            Remarks.say(diagnostics, options: common)
            try answer.finish()
            // A control that could not be read was asked for and not tested.
            if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.failed }
            if failures > 0 { throw ExitStatus.findings }
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }
}
