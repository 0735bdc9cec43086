import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import PostureStore
import ReportWriters
import SourceText
import Synchronization

struct FindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Search the inventory with a CEL condition.",
        usage: "kamae find <expression> [options]",
        discussion: """
            `asset` has id, type, provider, account, region, name, address, tags and properties in the provider's own schema. \
            `failing("aws/s3/bucket-no-website")` asks for assets on which a control fails, or one of those below a folder. \
            An asset of which it can't be said whether it fits is counted, not listed.

            EXAMPLES
              kamae find 'asset.name.startsWith("prod-")' --format json
              kamae find 'asset.tags.?team.orValue("") == "payments"'
              kamae find 'failing("aws/s3") && asset.region == "eu-west-1"'
              kamae find 'true' --type AWS::EC2::SecurityGroup
            """)

    @Argument(help: ArgumentHelp("A condition in CEL.", valueName: "expression"))
    var expression: String

    @Option(help: ArgumentHelp("Only assets of this type.", valueName: "type"))
    var type: [String] = []

    @Option(help: ArgumentHelp("Only assets of this face: code or live.", valueName: "face"))
    var face: Face?

    @OptionGroup var store: StoreOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let catalog = try Posture.open(common).catalog
            let search = try InventorySearch(expression, terms: [.failing(catalog)])
            for name in type { try Self.check(type: name, catalog) }
            let store = try await store.openExisting()
            let answer = try Answer(path: common.output)
            var filter = AssetFilter()
            if !type.isEmpty { filter.types = type }
            filter.face = face?.origin
            let table = Mutex(AssetTable(style: common.style))
            let isJSON = common.format == .json
            let outcome = try await search.run(in: store, filter: filter) { stored in
                let lines = isJSON ? [AssetLine(stored.asset).json] : table.withLock { $0.add(stored.asset) }
                lines.forEach(answer.line)
                return answer.isClosed ? .stop : .next
            }
            table.withLock { $0.finish() }.forEach(answer.line)
            try answer.finish()
            if !common.quiet {
                Remarks.say(count(outcome))
            }
            if outcome.searched == 0, try await store.counts().assets == 0 { Remarks.sayEmpty(common) }
            if let mismatch = outcome.mismatch, outcome.found == 0, !common.quiet {
                Remarks.say(common.text("note: on some assets: \(mismatch)", "注: 一部のアセット: \(mismatch)"))
            }
            if let failure = outcome.failure {
                Remarks.say(
                    common.text(
                        "error: \(outcome.failed) of the assets could not be judged: \(failure)",
                        "エラー: \(outcome.failed) 件のアセットを評価できませんでした: \(failure)"))
                throw ExitStatus.incomplete
            }
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }
}

extension FindCommand {
    private func count(_ outcome: InventorySearch.Outcome) -> String {
        let unknown = outcome.unknown
        return common.text(
            (outcome.found == 1 ? "1 asset" : "\(outcome.found) assets") + (unknown > 0 ? "; of \(unknown) more it can't be told" : ""),
            "アセット \(outcome.found) 件" + (unknown > 0 ? "（ほか \(unknown) 件は判定不能）" : ""))
    }

    private static func check(type: String, _ catalog: ContentCatalog) throws(Diagnostic) {
        // Kubernetes kinds have no file of their own.
        guard type.contains("::"), catalog.assetType(type) == nil else { return }
        throw Diagnostic(
            .error, code: "asset-type-unknown", "there is no asset type \(type)",
            hint: EditDistance.hint(for: type, among: catalog.assetTypes().map(\.name)))
    }
}
