import ArgumentParser
import CloudAccess
import CloudCollectors
import ContentCatalog
import PostureModel
import PosturePipeline
import PostureStore
import ReportWriters
import SourceText
import Synchronization

struct CollectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Read a live account and judge it.", subcommands: [CollectAWSCommand.self])
}

struct CollectAWSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aws",
        abstract: "Read an AWS account, keep it in the store, and judge it.",
        usage: "kamae collect aws [options]",
        discussion: """
            Credentials are found as every AWS tool finds them: environment, shared files and profiles, SSO, containers, \
            instance metadata. Nothing is changed in the account; `kamae permissions aws` prints what is asked. A call that is \
            denied makes what it would have told unknown, never a pass, and the run ends with status 3.

            EXAMPLES
              kamae collect aws
              kamae collect aws --profile audit --regions eu-central-1,eu-west-1
              kamae collect aws --role arn:aws:iam::111122223333:role/Kamae
              kamae collect aws --types s3,iam --status fail,unknown
              kamae collect aws --record answers/   keep the answers, without secrets
              kamae collect aws --replay answers/   run from them, without an account
            """)

    @Option(help: ArgumentHelp("The profile in the shared files.", valueName: "name"))
    var profile: String?

    @Option(help: ArgumentHelp("Regions, with commas. Default: all that the account has enabled.", valueName: "regions"))
    var regions: String?

    @Option(help: ArgumentHelp("Asset types (AWS::S3::Bucket) or services (s3), with commas. Default: all.", valueName: "types"))
    var types: String?

    @Option(help: ArgumentHelp("A role to assume in the account.", valueName: "arn"))
    var role: String?

    @Option(name: .customLong("external-id"), help: ArgumentHelp("What the role's trust policy asks for.", valueName: "text"))
    var externalID: String?

    @Option(name: .customLong("endpoint-url"), help: ArgumentHelp("Send every call to this URL.", valueName: "url"))
    var endpointURL: String?

    @Option(help: ArgumentHelp("Keep the raw answers in a folder, without secrets.", valueName: "folder"))
    var record: String?

    @Option(help: ArgumentHelp("Use the answers of a folder instead of the network.", valueName: "folder"))
    var replay: String?

    @OptionGroup var findings: FindingOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let posture = try Posture.open(common)
            try findings.check(posture.catalog)
            let answer = try Answer(path: common.output)
            let store = try await store.open()
            let start = ContinuousClock.now
            let connection = try AWSConnection(connectionOptions, posture: posture)
            let report = Mutex(
                FindingReport(answer: answer, options: findings, common: common, catalog: posture.catalog, unit: "call"))
            let language = common.textLanguage
            let collecting = CollectRun(posture: posture, store: store, options: runOptions)
            let line = ProgressLine(common)
            let result = await Interruption.cancelling {
                await Result.catching { () async throws(Diagnostic) in
                    try await collecting.run(connection) { progress in
                        line.show(Self.text(progress, language))
                    } receive: { judged in
                        report.withLock { $0.add(judged) }
                    }
                }
            }
            line.clear()
            await connection.close()
            let collected = try result.get()
            let duration = ContinuousClock.now - start
            try report.withLock { report throws(Diagnostic) in
                try report.finish(collected.coverage, readCount: collected.coverage.readCount, duration: duration)
            }
            say(collected)
            if collected.wasCancelled { throw ExitCode(130) }
            try report.withLock { try $0.exit(collected.coverage, failOn: findings.failOn ?? .never) }
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }

    private var connectionOptions: AWSConnection.Options {
        var options = AWSConnection.Options()
        options.profile = profile
        options.endpointURL = endpointURL
        options.roleARN = role
        options.externalID = externalID
        options.record = record
        options.replay = replay
        return options
    }

    private var runOptions: CollectRun.Options {
        var options = CollectRun.Options()
        options.regions = Self.list(regions)
        options.types = Self.list(types)
        return options
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    private static func text(_ progress: AWSCollector.Progress, _ language: LocalizedText.Language) -> String {
        let (done, all, count) = (progress.listingsDone, progress.listings, progress.resources)
        let extent = language == .japanese ? "\(done)/\(all) 一覧、リソース \(count) 件" : "\(done)/\(all) listings, \(count) resources"
        return ([extent + " "] + [progress.type, progress.region].compactMap { $0 }).joined(separator: " ")
    }

    /// The coverage report: who was asked where, and which calls gave no answer.
    private func say(_ result: CollectResult) {
        guard !common.quiet else { return }
        let failed = result.coverage.failedCalls
        let regions = result.account.regions.count
        Remarks.say(
            common.text(
                "account \(result.account.id), \(regions) region\(regions == 1 ? "" : "s")",
                "アカウント \(result.account.id)、リージョン \(regions) 件"))
        for call in failed.prefix(common.verbose ? .max : 20) {
            let place = [call.region, call.asset].compactMap { $0 }.joined(separator: " ")
            let what = call.call + (call.count > 1 ? " ×\(call.count)" : "")
            let why = "\(call.code): \(call.message)"
            Remarks.say(
                common.text(
                    "not collected: \(what)\(place.isEmpty ? "" : " in \(place)"): \(why)"
                        + (call.permission.map { "; it needs \($0)" } ?? ""),
                    "取得できず: \(what)\(place.isEmpty ? "" : "（\(place)）"): \(why)"
                        + (call.permission.map { "（必要な権限: \($0)）" } ?? "")))
        }
        if failed.count > 20, !common.verbose {
            let more = failed.count - 20
            Remarks.say(common.text("… and \(more) more; --verbose lists all", "… ほか \(more) 件。--verbose ですべて表示します"))
        }
    }
}

extension Result where Failure == Diagnostic {
    static func catching(_ body: () async throws(Diagnostic) -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
