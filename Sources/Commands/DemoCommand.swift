import ArgumentParser
import DemoEstate
import PostureModel
import PosturePipeline
import PostureStore
import ReportWriters
import SourceText

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The example estate: its posture, and where its code and its account disagree.",
        usage: "kamae demo [options]",
        discussion: """
            Kawase Payments is made up: Terraform, CloudFormation and Kubernetes that declare a payments service, and the \
            recording of an AWS account that has drifted from them. The code is scanned, the recording replayed, and both are \
            printed. Nothing is sent anywhere; no credentials are needed. The store is a temporary one, unless --store names \
            another.

            EXAMPLES
              kamae demo
              kamae demo --store sqlite:demo.db
              kamae demo --format json
            """)

    @Flag(name: .customLong("no-serve"), help: ArgumentHelp("Load the estate, print it and end, as without it.", visibility: .hidden))
    var noServe = false

    @Option(help: ArgumentHelp("A port for whoever serves the estate; printing needs none.", valueName: "port", visibility: .hidden))
    var port: UInt16?

    @OptionGroup var store: StoreOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            guard let estate = DemoFiles.path else {
                throw Diagnostic(.error, code: "demo-missing", "the example estate is not beside the program", hint: "reinstall Kamae")
            }
            let posture = try Posture.open(common)
            let answer = try Answer(path: common.output)
            // The one that was named, which stays; else one that goes with this run.
            let temporary = store.store == nil ? try TemporaryFolder() : nil
            defer { temporary?.remove() }
            let opened: any Store =
                if let temporary {
                    try await StoreLocation.sqlite(path: "\(temporary.path)/demo.db").open()
                } else {
                    try await store.location().open()
                }
            let outcome = try await DemoRun(posture: posture, store: opened).run(estate: estate)
            let report = DemoReport(
                outcome: outcome, folder: Self.short(estate), store: store.store, program: CommandLine.arguments.first ?? "kamae",
                style: common.style, language: common.textLanguage)
            for line in common.format == .json ? report.json : report.lines { answer.line(line) }
            try answer.finish()
            Remarks.say(outcome.coverage.diagnostics, options: common)
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }

    /// As it is named from the caller's folder, where it lies in there.
    private static func short(_ path: String) -> String {
        guard let folder = Terminal.environment("PWD"), folder.hasPrefix("/"), path.hasPrefix(folder + "/") else { return path }
        return String(path.dropFirst(folder.count + 1))
    }
}
