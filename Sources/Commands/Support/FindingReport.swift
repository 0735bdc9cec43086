import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import ReportWriters
import SourceText

/// Collects a run's findings, writes them as they were asked for, and knows how the run ends.
struct FindingReport {
    private let answer: Answer
    private let options: FindingOptions
    private let common: CommonOptions
    private let catalog: ContentCatalog
    private var summary = RunSummary()
    /// What was read: files, calls.
    private let unit: String
    private var shown: [Finding] = []
    private var assetCount = 0
    private var unknownTypes: [String: Int] = [:]

    init(answer: Answer, options: FindingOptions, common: CommonOptions, catalog: ContentCatalog, unit: String) {
        self.answer = answer
        self.options = options
        self.common = common
        self.catalog = catalog
        self.unit = unit
    }

    mutating func add(_ judged: JudgedAsset) {
        assetCount += 1
        for finding in judged.findings where options.concerns(finding) {
            summary.count(finding)
            if options.statuses.contains(finding.status) { shown.append(finding) }
        }
    }

    mutating func add(unknownTypes more: [String: Int]) {
        unknownTypes.merge(more, uniquingKeysWith: +)
    }

    /// Writes everything: findings to the answer, what could not be read and the last line to standard error.
    ///
    /// - Parameter isKept: what was judged is in a store.
    /// - Throws: `output-unwritable`.
    func finish(_ coverage: Coverage, readCount: Int, duration: Duration, isKept: Bool = true) throws(Diagnostic) {
        let ranked = FindingList.ranked(shown)
        switch common.format {
        case .json:
            for finding in ranked { answer.line(FindingLine(finding, language: common.textLanguage).json) }
        case .table:
            let list = FindingList(style: common.style, language: common.textLanguage)
            list.write(ranked) {
                catalog.control($0.control)?.remedy.text
            } to: {
                answer.line($0)
            }
            let remarks = extent(readCount, duration)
            for line in summary.lines(style: common.style, language: common.textLanguage, remarks: remarks) { answer.line(line) }
            for line in hints(isKept) { answer.line(line) }
        }
        Remarks.say(coverage.diagnostics, options: common)
        try answer.finish()
        if common.verbose, !unknownTypes.isEmpty {
            let types = unknownTypes.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
            Remarks.say(common.text("no asset type is made of: \(types)", "対応するアセットタイプのないリソース: \(types)"))
        }
    }

    /// For a person at a terminal: what to do next.
    private func hints(_ isKept: Bool) -> [String] {
        guard let width = common.style.width, !common.quiet else { return [] }
        var hints: [String] = []
        let open = [FindingStatus.unknown, .error].filter { summary.count(of: $0) > 0 && !options.statuses.contains($0) }.map(\.rawValue)
        if !open.isEmpty {
            let option = "--status \(open.joined(separator: ","))"
            hints.append(common.text("\(option) lists what could not be decided", "\(option) で判定できなかったものを表示します"))
        }
        if !isKept {
            hints.append(
                common.text(
                    "nothing was kept; --store sqlite:kamae.db keeps it for kamae find and kamae show",
                    "結果は保存されていません。--store sqlite:kamae.db で保存すると kamae find や kamae show で参照できます"))
        }
        return hints.flatMap { TerminalText.hanging($0, to: width) }.map { common.style.paint($0, .dim) }
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

    private func extent(_ readCount: Int, _ duration: Duration) -> [String] {
        let hundredths = duration.components.seconds * 100 + duration.components.attoseconds / 10_000_000_000_000_000
        let time = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        if common.textLanguage == .japanese { return ["アセット \(assetCount) 件", "\(readCount) 件を読み取り", "\(time) 秒"] }
        return [Self.count(assetCount, "asset"), Self.count(readCount, unit), "\(time) s"]
    }

    /// Ends the command with the status that its answers call for.
    func exit(_ coverage: Coverage, failOn: FindingOptions.FailOn) throws {
        if coverage.diagnostics.contains(where: { $0.code == "path-not-found" }) { throw ExitStatus.failed }
        if let least = failOn.leastSeverity, summary.failures(atLeast: least) > 0 { throw ExitStatus.findings }
        // What could not be judged is no pass.
        let isUndecided = summary.count(of: .error) + summary.count(of: .unknown) > 0
        if coverage.isIncomplete || isUndecided { throw ExitStatus.incomplete }
    }
}
