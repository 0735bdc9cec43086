import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import PostureStore
import ReportWriters
import SourceText

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Everything known of one asset, on both its faces.",
        usage: "kamae show <asset> [options]",
        discussion: """
            Both faces are shown where the store knows them: the code that declares the asset and what the account has, and what \
            the two say differently.

            EXAMPLES
              kamae show arn:aws:s3:::payments-archive
              kamae show 'module.data["eu"].aws_s3_bucket.archive'
            """)

    @Argument(help: ArgumentHelp("The asset's id, its address in code, or its name where no other has it.", valueName: "asset"))
    var asset: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var common: CommonOptions

    mutating func run() async throws {
        do {
            let store = try await store.openExisting()
            let catalog = try Posture.open(common).catalog
            var found = try await self.found(in: store)
            var remarks: [String] = []
            if found.count == 1 || (found.count == 2 && found[0].key.face != found[1].key.face) {
                let search = CounterpartSearch(catalog: catalog, store: store)
                remarks = joined(try await search.counterpart(of: found[0]), to: &found)
            }
            let answer = try Answer(path: common.output)
            let list = AssetList(style: common.style, language: common.textLanguage)
            for stored in found {
                if common.format == .json {
                    answer.line(AssetLine(stored.asset).json)
                    continue
                }
                for line in list.details(stored.asset) { answer.line(line) }
                let seen = list.seen(
                    from: "\(stored.firstSeen)", to: "\(stored.lastSeen)", unchangedSince: "\(stored.validFrom)")
                for line in seen { answer.line(line) }
                for line in try await findings(of: stored.key, in: store) { answer.line(line) }
                answer.line("")
            }
            if common.format == .table { remarks.forEach(answer.line) }
            try answer.finish()
        } catch let error as Diagnostic {
            throw ExitStatus.fail(error)
        }
    }

    /// Puts an asset's other face behind it.
    ///
    /// - Returns: what there is to say of the two.
    private func joined(_ counterpart: CounterpartSearch.Outcome, to found: inout [StoredAsset]) -> [String] {
        let isCode = found[0].key.face == .code
        func say(_ english: String, _ japanese: String) -> [String] {
            TerminalText.wrapped(common.text(english, japanese), to: common.style.width).map { common.style.paint($0, .dim) }
        }
        switch counterpart {
        case .found(let other, let difference):
            if found.count == 1 { found.append(other) }
            guard found.contains(where: { $0.key == other.key }) else { return [] }
            return DisagreementList(style: common.style, language: common.textLanguage).comparison(difference)
        case .missing where found.count == 1:
            return isCode
                ? say("the account as it was collected does not have it", "収集した実環境には存在しません")
                : say("no code in the store declares it", "ストア内のどのコードにも定義されていません")
        case .undecided where found.count == 1:
            return isCode
                ? say("which asset of the account it is can't be told", "実環境のどのアセットに対応するか特定できません")
                : say("which asset in code it is can't be told", "コードのどのアセットに対応するか特定できません")
        case .missing, .undecided, .notLookedFor: return []
        }
    }

    /// By id or address, else by a name that only one thing has.
    private func found(in store: any Store) async throws -> [StoredAsset] {
        let named = try await store.assets(named: asset)
        guard named.isEmpty else { return named }
        var filter = AssetFilter()
        filter.names = [asset]
        let candidates = try await store.assets(matching: filter, limit: 50)
        guard !candidates.isEmpty else { throw Remarks.unknownAsset(asset) }
        let faces = Set(candidates.map(\.key.face))
        guard Set(candidates.map(\.asset.type)).count > 1 || faces.count < candidates.count else { return candidates }
        let ids = candidates.prefix(10).map { "\($0.asset.type) \($0.asset.address ?? $0.asset.id)" }
        let more = candidates.count > 10 ? "\n  …" : ""
        throw Diagnostic(
            .error, code: "asset-ambiguous", "\(candidates.count) assets are called \(asset)",
            hint: "name one by its id or address:\n  " + ids.joined(separator: "\n  ") + more)
    }

    private func findings(of key: AssetKey, in store: any Store) async throws -> [String] {
        var filter = FindingFilter()
        filter.asset = key
        filter.statuses = [.fail, .unknown, .error]
        var style = common.style
        style.width = style.width.map { $0 - 2 }
        let list = FindingList(style: style, language: common.textLanguage)
        var lines: [String] = []
        for stored in try await store.findings(matching: filter) { lines += list.lines(stored.finding, remedy: nil).map { "  " + $0 } }
        return lines.isEmpty ? ["  " + common.text("nothing is known to be wrong with it", "既知の問題はありません")] : lines
    }
}
