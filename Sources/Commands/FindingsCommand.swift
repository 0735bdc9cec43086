import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import PostureStore
import ReportWriters
import SourceText

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "What is wrong, worst first.",
        usage: "kamae findings [options]",
        discussion: """
            Reads what collections and scans with a store have kept.

            EXAMPLES
              kamae findings
              kamae findings --severity high --face live
              kamae findings --status unknown --format json
            """)

    @OptionGroup var findings: FindingOptions

    @Option(help: ArgumentHelp("Only findings on this face: code or live.", valueName: "face"))
    var face: Face?

    @Option(help: ArgumentHelp("Only findings on this asset, by id.", valueName: "asset"))
    var asset: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let store = try await store.openExisting()
            let posture = try Posture.open(common)
            let answer = try Answer(path: common.output)
            var filter = FindingFilter()
            filter.statuses = FindingStatus.allCases.filter(findings.statuses.contains)
            filter.face = face?.origin
            filter.muting = .notMuted
            if let asset {
                guard try await !store.assets(named: asset).isEmpty else { throw Remarks.unknownAsset(asset) }
                filter.assetIDs = [asset]
            }
            let found = try await store.findings(matching: filter).filter { findings.concerns($0.finding) }
            if found.isEmpty { try findings.check(posture.catalog) }
            var summary = RunSummary()
            let list = FindingList(style: common.style, language: common.textLanguage)
            for stored in found { summary.count(stored.finding) }
            switch common.format {
            case .json:
                for stored in found {
                    let history = FindingHistory(
                        firstSeen: stored.firstSeen, lastSeen: stored.lastSeen, isMuted: stored.muted != nil)
                    answer.line(FindingLine(stored.finding, history: history, language: common.textLanguage).json)
                }
            case .table:
                let ranked = FindingList.ranked(found.map(\.finding))
                list.write(ranked) {
                    posture.catalog.control($0.control)?.remedy.text
                } to: {
                    answer.line($0)
                }
                let lines = summary.lines(style: common.style, language: common.textLanguage, counting: findings.statuses)
                if try await store.counts().assets == 0 { Remarks.sayEmpty(common) } else { lines.forEach(answer.line) }
            }
            try answer.finish()
            if let least = findings.failOn?.leastSeverity, summary.failures(atLeast: least) > 0 { throw ExitStatus.findings }
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }
}
